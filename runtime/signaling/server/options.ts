import type { IncomingMessage } from "node:http";
import type { AddressLimitOptions } from "./address-limits.js";
import type { Log } from "./log.js";
import type { RedisLike } from "./redis-client.js";
import type { StoreLimits } from "./store.js";

/** Who a client is, as an authentication hook says. */
export interface Identity {
  /** The same for the same client each time: nobody else may resume its place. Not logged. */
  readonly subject: string;
}

/** What a client asks with. */
export interface SignalingRequest {
  /** Path and query; the host is what the client says. */
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  /** Where it comes from, behind proxies that are trusted. */
  readonly address: string;
}

/**
 * Decides who may connect: gives who it is, or `null` to refuse with status 401. Runs before the WebSocket stands. One that
 * throws refuses with status 500.
 */
export type Authenticate = (request: SignalingRequest) => Identity | null | Promise<Identity | null>;

/** Everything has a default that suits a small public server. Times are milliseconds. */
export interface SignalingServerOptions extends Partial<ServerLimits> {
  /** The only path to connect at, such as `/signaling`. Default: any. */
  readonly path?: string;
  /** Web pages that may connect, such as `https://game.example.org`. Default: all. See the README for what this is worth. */
  readonly allowOrigins?: readonly string[];
  /** Addresses and networks of the proxies whose `X-Forwarded-For` is believed. Default: none. */
  readonly trustProxies?: readonly string[];
  readonly authenticate?: Authenticate;
  /** Whether `GET /lobbies` lists the names of all lobbies that can be joined, and thereby lets everybody in. Default: false. */
  readonly listLobbies?: boolean;
  /**
   * Where to serve a small chat page, by which newcomers can see tabs and Node programs meet: a path that ends with `/`.
   * Its own pages may connect whatever `allowOrigins` says, if they are asked for by an address or as `localhost`. Default:
   * nowhere.
   */
  readonly page?: string;
  /** Whether `GET /metrics` answers. Default: true. */
  readonly metrics?: boolean;
  /** Where the lobbies are: a Redis URL, or an ioredis client, for several processes. Default: in this process. */
  readonly redis?: string | RedisLike;
  /** What all keys in Redis begin with. Default: `{godot-webrtc}:`. */
  readonly redisPrefix?: string;
  /** Gets what happens. Default: nobody. */
  readonly log?: Log;
}

/** How much of everything. */
export interface ServerLimits extends StoreLimits, AddressLimitOptions {
  /** Sockets of this process. */
  readonly maxPeers: number;
  /** Bytes of one frame. What is relayed may have a few more: the sender's id stands in it. */
  readonly maxPayload: number;
  /** Bytes that wait for a slow socket before it is given up. */
  readonly maxBufferedBytes: number;
  /** Messages of one socket per second in the long run; {@link BURST_SECONDS} times as many at once. */
  readonly messagesPerSecond: number;
  /** Bytes of one socket per second in the long run; {@link BURST_SECONDS} times as many at once. */
  readonly bytesPerSecond: number;
  /** From the upgrade to JOIN. */
  readonly joinTimeout: number;
  /** For the upgrade request, the authentication included. */
  readonly handshakeTimeout: number;
  /** Between two pings; a socket that has not answered one when the next is due is dead. */
  readonly heartbeatInterval: number;
  /** Between two signs of life of a process in Redis. */
  readonly processHeartbeat: number;
  /** Without a sign of life for so long a process is dead, and its peers have left. */
  readonly processTimeout: number;
}

/**
 * How many seconds' worth of anything may come at once. Of messages that is 1000: in a lobby of 64 peers a newcomer sends
 * some 700 when it joins.
 */
export const BURST_SECONDS = 10;

/**
 * Godot's WebSocketPeer, as it is set at first, closes on a message of 65,535 bytes or more (code 1009, seen with 4.6.3).
 * What one peer may send must not cost another one its place, also when the id in it has nine digits more on its way out.
 */
const GODOT_TAKES = 65_000;

const DEFAULTS: ServerLimits = {
  maxPeers: 10_000,
  maxLobbies: 4096,
  maxLobbyPeers: 64,
  maxPayload: GODOT_TAKES,
  maxBufferedBytes: 512 * 1024,
  messagesPerSecond: 100,
  bytesPerSecond: 256 * 1024,
  maxSocketsPerAddress: 256,
  connectionsPerSecond: 20,
  failedJoinsPerMinute: 30,
  joinTimeout: 5000,
  handshakeTimeout: 10_000,
  heartbeatInterval: 10_000,
  sealDelay: 10_000,
  resumeGrace: 30_000,
  maxKeptMessages: 256,
  maxKeptLength: 256 * 1024,
  processHeartbeat: 1000,
  processTimeout: 5000,
};

/** The longest time that a timer takes, and more than anybody needs of anything. */
const MAX = 2 ** 31 - 1;

/**
 * The limits with their defaults.
 *
 * @throws RangeError naming the option, what was given and what is allowed.
 */
export function readLimits(options: Partial<ServerLimits>): ServerLimits {
  const limits: { -readonly [Name in keyof ServerLimits]: number } = { ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS) as (keyof ServerLimits)[]) {
    const given = options[name];
    if (given === undefined) continue;
    if (!Number.isInteger(given) || given < 1 || given > MAX) {
      throw new RangeError(`SignalingServer: ${name} must be a whole number from 1 to ${MAX}, got ${String(given)}.`);
    }
    limits[name] = given;
  }
  if (limits.processTimeout <= limits.processHeartbeat) {
    throw new RangeError(
      `SignalingServer: processTimeout (${limits.processTimeout} ms) must be longer than processHeartbeat (${limits.processHeartbeat} ms).`,
    );
  }
  return limits;
}
