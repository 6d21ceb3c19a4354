import { isIPv6 } from "node:net";
import { BURST_SECONDS } from "./options.js";
import { TokenBucket } from "./token-bucket.js";

export interface AddressLimitOptions {
  /** How many sockets one address may have at a time. */
  readonly maxSocketsPerAddress: number;
  /** How many sockets one address may open per second in the long run; ten times as many at once. */
  readonly connectionsPerSecond: number;
  /** How many lobbies that cannot be joined one address may ask for per minute. */
  readonly failedJoinsPerMinute: number;
}

interface Visitor {
  sockets: number;
  readonly connections: TokenBucket;
  readonly failedJoins: TokenBucket;
}

export type AddressRefusal = "too-many-sockets" | "too-many-connections" | "too-many-failed-joins";

/** Above this many addresses, those that have nothing open and have done nothing lately are forgotten. */
const MAX_IDLE_VISITORS = 10_000;

/** What one address may do, so that one machine does not take what all share. */
export class AddressLimits {
  readonly #options: AddressLimitOptions;
  readonly #visitors = new Map<string, Visitor>();
  #sweepAt = MAX_IDLE_VISITORS;

  constructor(options: AddressLimitOptions) {
    this.#options = options;
  }

  /** Counts a socket that wants to come in. One that is let in must be given back with {@link release}. */
  admit(address: string, now: number): AddressRefusal | null {
    const visitor = this.#visitor(address, now);
    if (!visitor.connections.take(1, now)) return "too-many-connections";
    if (!visitor.failedJoins.has(1, now)) return "too-many-failed-joins";
    if (visitor.sockets >= this.#options.maxSocketsPerAddress) return "too-many-sockets";
    visitor.sockets += 1;
    return null;
  }

  release(address: string): void {
    const visitor = this.#visitors.get(groupOf(address));
    if (visitor !== undefined) visitor.sockets -= 1;
  }

  /** Counts a request that opens no socket. */
  mayAsk(address: string, now: number): boolean {
    return this.#visitor(address, now).connections.take(1, now);
  }

  /** A lobby was asked for that is not there. */
  joinFailed(address: string, now: number): void {
    this.#visitor(address, now).failedJoins.take(1, now);
  }

  /** Whether the address has asked for so many lobbies in vain that it may ask for none now. */
  isGuessing(address: string, now: number): boolean {
    return !this.#visitor(address, now).failedJoins.has(1, now);
  }

  /** How many addresses are remembered. */
  get size(): number {
    return this.#visitors.size;
  }

  #visitor(address: string, now: number): Visitor {
    const group = groupOf(address);
    const known = this.#visitors.get(group);
    if (known !== undefined) return known;
    if (this.#visitors.size >= this.#sweepAt) this.#sweep(now);
    const { connectionsPerSecond, failedJoinsPerMinute } = this.#options;
    const visitor: Visitor = {
      sockets: 0,
      connections: new TokenBucket(connectionsPerSecond * BURST_SECONDS, connectionsPerSecond, now),
      failedJoins: new TokenBucket(failedJoinsPerMinute, failedJoinsPerMinute / 60, now),
    };
    this.#visitors.set(group, visitor);
    return visitor;
  }

  /** Forgets those that a new visitor would not differ from. */
  #sweep(now: number): void {
    for (const [group, { sockets, connections, failedJoins }] of this.#visitors) {
      if (sockets === 0 && connections.isFull(now) && failedJoins.isFull(now)) this.#visitors.delete(group);
    }
    // Where all are busy, sweeping again at once would find nothing either.
    this.#sweepAt = Math.max(MAX_IDLE_VISITORS, this.#visitors.size * 2);
  }
}

/** A customer of an IPv6 provider has a /64 at least: its addresses count as one. */
export function groupOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail = ""] = address.toLowerCase().split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === "" ? [] : tail.split(":");
  const zeros = address.includes("::") ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0") : [];
  const groups = [...left, ...zeros, ...right].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}
