import { GodotError } from "../../generated/api/@GlobalScope.js";
import type { BackendConfiguration, IceServer, TransportOptions } from "../backend/backend.js";
import { invalidOption } from "../core/describe-value.js";
import { kindOfIceUrl } from "./ice-url.js";
import {
  ARRAY,
  BOOLEAN,
  DICTIONARY,
  expectOption,
  integer,
  oneOf,
  OptionError,
  readOptions,
  STRING,
  STRINGS,
} from "./option-reader.js";

const PORT = integer(0, 65535);
const POSITIVE = integer(1, 2 ** 31 - 1);
/** Above it libjuice's buffers cut what arrives (4,096 bytes, beside the headers of IPv6 and UDP), and SCTP stalls for good. */
const MAX_MTU = 4096 + 40 + 8;
/** Every IPv4 host takes packets of this size (RFC 791); libdatachannel wants no smaller MTU. */
const MIN_MTU = 576;

const OPTIONS = { iceServers: ARRAY, libdatachannel: DICTIONARY };
const SERVER = { urls: STRINGS, username: STRING, credential: STRING };
const TRANSPORT = {
  enableIceTcp: BOOLEAN,
  enableIceUdpMux: BOOLEAN,
  portRangeBegin: PORT,
  portRangeEnd: PORT,
  mtu: integer(0, MAX_MTU),
  bindAddress: STRING,
  iceTransportPolicy: oneOf("all", "relay"),
  maxMessageSize: POSITIVE,
  maxReceiveQueueBytes: POSITIVE,
  proxyServer: DICTIONARY,
};
const PROXY = {
  type: oneOf("Socks5", "Http"),
  ip: STRING,
  port: integer(1, 65535),
  username: STRING,
  password: STRING,
};

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
  const { iceServers = [], libdatachannel } = readOptions(configuration, OPTIONS);
  const path = "libdatachannel.";
  const transport = readOptions(libdatachannel, TRANSPORT, path);
  const { maxReceiveQueueBytes = DEFAULT_RECEIVE_QUEUE_BYTES, proxyServer, ...others } = transport;
  const { mtu, portRangeBegin = 0, portRangeEnd } = others;
  // Numbers that are of the right type: the engine answers FAILED.
  if (mtu !== undefined) expectOption(`${path}mtu`, mtu, integer(MIN_MTU, MAX_MTU), GodotError.FAILED);
  if (portRangeEnd) expectOption(`${path}portRangeBegin`, portRangeBegin, integer(0, portRangeEnd), GodotError.FAILED);
  return {
    iceServers: iceServers.flatMap(readIceServer),
    transport: { ...others, proxyServer: proxyServer && readProxy(proxyServer, `${path}proxyServer.`) },
    maxReceiveQueueBytes,
  };
}

function readIceServer(entry: unknown, index: number): readonly IceServer[] {
  const path = `iceServers[${index}]`;
  expectOption(path, entry, DICTIONARY);
  const { urls, username = "", credential = "" } = readOptions(entry, SERVER, `${path}.`);
  // That it is missing is the one mistake the engine answers with FAILED.
  expectOption(`${path}.urls`, urls, STRINGS, GodotError.FAILED);
  return [urls].flat().map((url) => {
    const kind = kindOfIceUrl(url);
    if (kind === undefined) {
      throw new OptionError(
        invalidOption(
          `${path}.urls`,
          'like "stun:host:port" or "turn:host:port?transport=udp", without user name',
          url,
        ),
      );
    }
    return { kind, url, username, credential };
  });
}

function readProxy(given: object, path: string): TransportOptions["proxyServer"] {
  const proxy = readOptions(given, PROXY, path);
  for (const key of ["type", "ip", "port"] as const) expectOption<unknown>(path + key, proxy[key], PROXY[key]);
  // As was found just now.
  return proxy as TransportOptions["proxyServer"];
}
