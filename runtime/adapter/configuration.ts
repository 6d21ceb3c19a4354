import { GodotError } from "../../generated/api/@GlobalScope.js";
import type { BackendConfiguration, IceServer, TransportOptions } from "../backend/backend.js";
import { describeValue, invalidOption } from "../core/describe-value.js";
import { parseIceUrl } from "./ice-url.js";
import { isDictionary, OptionError, OptionReader } from "./option-reader.js";

const MAX_PORT = 65535;
/** Every IPv4 host takes packets of this size (RFC 791); libdatachannel wants no smaller MTU. */
const MIN_MTU = 576;
/** Above it libjuice's buffers cut what arrives (4,096 bytes, beside the headers of IPv6 and UDP), and SCTP stalls for good. */
const MAX_MTU = 4096 + 40 + 8;
const MAX_INT32 = 2 ** 31 - 1;
/** Enough for seconds of heavy traffic, and far from what hurts a process. */
const DEFAULT_RECEIVE_QUEUE_BYTES = 64 * 1024 * 1024;

export interface Configuration extends BackendConfiguration {
  /** How many bytes of packets that nobody took yet a channel keeps. */
  readonly maxReceiveQueueBytes: number;
}

export const EMPTY_CONFIGURATION: Configuration = {
  iceServers: [],
  transport: {},
  maxReceiveQueueBytes: DEFAULT_RECEIVE_QUEUE_BYTES,
};

/**
 * Reads the configuration of `initialize`.
 *
 * @throws OptionError naming the option, what was given and what was expected.
 */
export function readConfiguration(configuration: unknown): Configuration {
  const reader = new OptionReader(configuration);
  const extras = reader.dictionary("libdatachannel");
  return {
    iceServers: (reader.array("iceServers") ?? []).flatMap(readIceServer),
    transport: extras === undefined ? {} : readTransportOptions(extras),
    maxReceiveQueueBytes: extras?.integer("maxReceiveQueueBytes", 1, MAX_INT32) ?? DEFAULT_RECEIVE_QUEUE_BYTES,
  };
}

function readIceServer(entry: unknown, index: number): readonly IceServer[] {
  const path = `iceServers[${index}]`;
  if (!isDictionary(entry)) throw new OptionError(invalidOption(path, "a dictionary", entry));
  const reader = new OptionReader(entry, `${path}.`);
  const urls = reader.strings("urls");
  // The one mistake the engine answers with FAILED.
  if (urls === undefined) throw new OptionError(`option "${path}.urls" is missing`, GodotError.FAILED);
  const username = reader.string("username") ?? "";
  const credential = reader.string("credential") ?? "";
  return urls.map((url) => {
    const server = parseIceUrl(url, username, credential);
    if (server !== undefined) return server;
    return reader.fail(
      "urls",
      `has ${describeValue(url)}, which is no ICE server: expected "stun:host:port" or "turn:host:port?transport=udp", ` +
        'with "username" and "credential" as keys of their own',
    );
  });
}

function readTransportOptions(reader: OptionReader): TransportOptions {
  const portRangeBegin = reader.integer("portRangeBegin", 0, MAX_PORT);
  const portRangeEnd = reader.integer("portRangeEnd", 0, MAX_PORT);
  if (portRangeEnd !== undefined && portRangeEnd !== 0 && (portRangeBegin ?? 0) > portRangeEnd) {
    throw new OptionError(
      `option "libdatachannel.portRangeBegin" (${portRangeBegin ?? 0}) is above "portRangeEnd" (${portRangeEnd})`,
      GodotError.FAILED,
    );
  }
  return {
    enableIceTcp: reader.boolean("enableIceTcp"),
    enableIceUdpMux: reader.boolean("enableIceUdpMux"),
    portRangeBegin,
    portRangeEnd,
    mtu: readMtu(reader),
    bindAddress: reader.string("bindAddress"),
    iceTransportPolicy: reader.oneOf("iceTransportPolicy", ["all", "relay"]),
    maxMessageSize: reader.integer("maxMessageSize", 1, MAX_INT32),
    proxyServer: readProxy(reader.dictionary("proxyServer")),
  };
}

function readMtu(reader: OptionReader): number | undefined {
  const mtu = reader.integer("mtu", 0, MAX_MTU);
  if (mtu === undefined || mtu >= MIN_MTU) return mtu;
  // A number of the right type: the engine says FAILED, as of ports in the wrong order.
  throw new OptionError(invalidOption("libdatachannel.mtu", `at least ${MIN_MTU}`, mtu), GodotError.FAILED);
}

function readProxy(reader: OptionReader | undefined): TransportOptions["proxyServer"] {
  if (reader === undefined) return undefined;
  const type = reader.oneOf("type", ["Socks5", "Http"]) ?? reader.fail("type", "is missing");
  const ip = reader.string("ip") ?? reader.fail("ip", "is missing");
  const port = reader.integer("port", 1, MAX_PORT) ?? reader.fail("port", "is missing");
  const [username, password] = [reader.string("username"), reader.string("password")];
  return { type, ip, port, ...(username !== undefined && { username }), ...(password !== undefined && { password }) };
}
