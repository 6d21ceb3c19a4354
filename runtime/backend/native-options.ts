/** How node-datachannel wants its options. Types are inferred: only node-datachannel.ts knows the package. */
import type { BackendConfiguration, ChannelInit, IceServer } from "./backend.js";

const RELAY_TYPES = { udp: "TurnUdp", tcp: "TurnTcp", tls: "TurnTls" } as const;

/** libdatachannel's ICE (libjuice) speaks UDP only, and drops other servers without a word. */
export function isUsable(server: IceServer): boolean {
  return server.transport === "udp";
}

export function nativeConfiguration({ iceServers, transport }: BackendConfiguration) {
  return { iceServers: iceServers.filter(isUsable).map(nativeIceServer), ...definedOnly(transport) };
}

export function nativeChannelOptions(init: ChannelInit) {
  const { protocol, negotiated, id, ordered, maxPacketLifeTime, maxRetransmits } = init;
  return { protocol, negotiated, unordered: !ordered, ...definedOnly({ id, maxPacketLifeTime, maxRetransmits }) };
}

function nativeIceServer(server: IceServer) {
  const { host: hostname, port } = server;
  if (server.kind === "stun") return { hostname, port };
  const { username, credential: password } = server;
  return { hostname, port, username, password, relayType: RELAY_TYPES[server.transport] };
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** The native side tells an option that is undefined from one that is not there. */
function definedOnly<T extends object>(options: T): Defined<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Defined<T>;
}
