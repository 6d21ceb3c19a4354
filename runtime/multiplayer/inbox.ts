import { GodotError } from "../../generated/api/@GlobalScope.js";
import type { RemotePeer } from "./remote-peer.js";

/** A peer with packets, as counted at the last look. */
export interface Source {
  readonly peer: RemotePeer;
  /** How many packets wait in each of its channels. */
  readonly waiting: number[];
  total: number;
  /** Which of its channels is next. */
  channel: number;
}

/**
 * Which packet comes next: the peers take turns, in the order in which they were added, and a peer's channels go from the
 * first to the last. Before the first poll, and once everything was taken, nothing does until the next poll, as in Godot.
 *
 * The channels are counted once, and then again when the running code has ended (packets come in between) or everything
 * counted was taken: taking a packet costs the same however many peers there are.
 */
export class Inbox {
  readonly #peers: ReadonlyMap<number, RemotePeer>;
  /** How many packets were taken so far. */
  taken = 0;
  /** The peers in line, from `#turn` on; who has had a turn and has more goes to the end. */
  #line: Source[] = [];
  #turn = 0;
  #count = 0;
  #isCounted = false;

  constructor(peers: ReadonlyMap<number, RemotePeer>) {
    this.#peers = peers;
  }

  /** How many packets can be taken. */
  get count(): number {
    if (this.next !== undefined && !this.#isCounted) this.look();
    return this.#count;
  }

  /** Whom the next packet comes from, and over which channel. */
  get next(): Source | undefined {
    return this.#line[this.#turn];
  }

  /** Counts what is there. The next packet stays the next one if it can still be taken. */
  look(): void {
    const before = this.next;
    this.#arrange(before?.peer);
    const next = this.next;
    if (before === undefined || next?.peer !== before.peer) return;
    if ((next.waiting[before.channel] ?? 0) > 0) next.channel = before.channel;
  }

  /** Takes the next packet, or says why there is none. */
  take(): Uint8Array | GodotError {
    const next = this.next;
    const channel = next?.peer.channels[next.channel];
    if (next === undefined || channel === undefined) {
      this.look();
      return GodotError.ERR_UNAVAILABLE;
    }
    if (channel.get_available_packet_count() === 0) {
      // Somebody took it from the channel itself.
      this.look();
      return GodotError.ERR_BUG;
    }
    const packet = channel.get_packet();
    const error = channel.get_packet_error();
    this.#pass(next);
    return error === GodotError.OK ? packet : error;
  }

  /** Peers were taken out of the map: what they sent cannot be taken any more. */
  forgetGone(): void {
    if (this.next !== undefined) this.look();
  }

  #pass(source: Source): void {
    const { peer, waiting, channel } = source;
    waiting[channel] = (waiting[channel] ?? 1) - 1;
    source.total -= 1;
    source.channel = firstOf(waiting);
    this.#count -= 1;
    this.taken += 1;
    peer.taken += 1;
    this.#turn += 1;
    if (source.total > 0) this.#line.push(source);
    if (this.#count === 0) this.#arrange(peer, true);
  }

  /** Counts, and begins with a certain peer if it is still there, or with the one behind it. */
  #arrange(first: RemotePeer | undefined, behind = false): void {
    if (!this.#isCounted) {
      this.#isCounted = true;
      queueMicrotask(() => {
        this.#isCounted = false;
      });
    }
    const sources: Source[] = [];
    let start = 0;
    this.#count = 0;
    for (const peer of this.#peers.values()) {
      if (peer === first && !behind) start = sources.length;
      const total = peer.connected ? peer.countPackets() : 0;
      if (total > 0) {
        const waiting = peer.channels.map((channel) => channel.get_available_packet_count());
        sources.push({ peer, waiting, total, channel: firstOf(waiting) });
        this.#count += total;
      }
      if (peer === first && behind) start = sources.length;
    }
    this.#line = [...sources.splice(start), ...sources];
    this.#turn = 0;
  }
}

function firstOf(waiting: readonly number[]): number {
  return waiting.findIndex((count) => count > 0);
}
