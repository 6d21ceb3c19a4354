/** How node-datachannel wants its options. Types are inferred: only node-datachannel.ts knows the package. */
import { isIPv4 } from "node:net";
import type { BackendConfiguration, ChannelInit, IceServer, TransportOptions } from "./backend.js";

const DEFAULT_PORT = 3478;
const DEFAULT_TLS_PORT = 5349;

/**
 * The MTU of connections that cannot leave this machine, in bytes: Ethernet's, which every WebRTC peer has to take.
 * libdatachannel's own is 1,280, which goes across the internet. Large packets get a fifth faster. More would be faster still,
 * but Chromium drops what has over 2,048 bytes, and libjuice above 4,144.
 */
const LOOPBACK_MTU = 1500;

const RELAY_TYPES = { udp: "TurnUdp", tcp: "TurnTcp", tls: "TurnTls" } as const;

/** libdatachannel's ICE (libjuice) speaks UDP only, and drops other servers without a word. */
export function isUsable(server: IceServer): boolean {
  return addressOf(server).transport === "udp";
}

export function nativeConfiguration({ iceServers, transport }: BackendConfiguration) {
  const { proxyServer, mtu = staysHere({ iceServers, transport }) ? LOOPBACK_MTU : undefined } = transport;
  return {
    iceServers: iceServers.filter(isUsable).map(nativeIceServer),
    ...definedOnly({ ...transport, mtu, proxyServer: proxyServer && nativeProxy(proxyServer) }),
  };
}

/** Whether nothing but the loopback interface can carry the connection. What a relay or a proxy passes on goes elsewhere. */
function staysHere({ iceServers, transport: { bindAddress = "", proxyServer } }: BackendConfiguration): boolean {
  const isLoopback = bindAddress === "::1" || (isIPv4(bindAddress) && bindAddress.startsWith("127."));
  return isLoopback && proxyServer === undefined && iceServers.every(({ kind }) => kind === "stun");
}

export function nativeChannelOptions(init: ChannelInit) {
  const { protocol, negotiated, id, ordered, maxPacketLifeTime, maxRetransmits } = init;
  return { protocol, negotiated, unordered: !ordered, ...definedOnly({ id, maxPacketLifeTime, maxRetransmits }) };
}

function nativeProxy({ type, ip, port, username, password }: NonNullable<TransportOptions["proxyServer"]>) {
  return { type, ip, port, ...definedOnly({ username, password }) };
}

function nativeIceServer(server: IceServer) {
  const { hostname, port, transport } = addressOf(server);
  if (server.kind === "stun") return { hostname, port };
  const { username, credential: password } = server;
  return { hostname, port, username, password, relayType: RELAY_TYPES[transport] };
}

function addressOf({ url }: IceServer) {
  const [, secure, host = "", port, protocol] =
    /^\w{4}(s?):(\[.*\]|[^:?]*)(?::(\d+))?(?:\?transport=(\w+))?$/i.exec(url) ?? [];
  const isTcp = protocol?.toLowerCase() === "tcp";
  const transport: keyof typeof RELAY_TYPES = secure ? "tls" : isTcp ? "tcp" : "udp";
  return {
    hostname: host.replace(/^\[|\]$/g, ""),
    port: Number(port ?? (secure ? DEFAULT_TLS_PORT : DEFAULT_PORT)),
    transport,
  };
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** The native side tells an option that is undefined from one that is not there. */
function definedOnly<T extends object>(options: T): Defined<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Defined<T>;
}
