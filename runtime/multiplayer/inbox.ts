import { GodotError } from "../../generated/api/@GlobalScope.js";
import type { RemotePeer } from "./remote-peer.js";

/** A peer with packets, as counted at the last look. */
interface Source {
  readonly peer: RemotePeer;
  /** How many packets wait in each of its channels. */
  readonly waiting: number[];
  total: number;
}

/** Where the next packet comes from. */
export interface NextPacket {
  readonly peer: RemotePeer;
  /** Which of the peer's channels. */
  readonly channel: number;
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
  /** Those whose turn is still to come in this round, from `#turn` on, and those who have had it and have more. */
  #round: Source[] = [];
  #turn = 0;
  #nextRound: Source[] = [];
  #next: NextPacket | undefined;
  #count = 0;
  #isCounted = false;
  #taken = 0;

  constructor(peers: ReadonlyMap<number, RemotePeer>) {
    this.#peers = peers;
  }

  /** How many packets can be taken. */
  get count(): number {
    if (this.#next !== undefined && !this.#isCounted) this.look();
    return this.#count;
  }

  get next(): NextPacket | undefined {
    return this.#next;
  }

  /** Counts what is there. The next packet stays the next one if it can still be taken. */
  look(): void {
    const next = this.#next;
    this.#arrange(next?.peer);
    const first = this.#round[0];
    const isThere = next !== undefined && first?.peer === next.peer && (first.waiting[next.channel] ?? 0) > 0;
    if (!isThere) this.#chooseNext();
  }

  /** Takes the next packet, or says why there is none. */
  take(): Uint8Array | GodotError {
    const next = this.#next;
    const source = this.#round[this.#turn];
    const channel = next?.peer.channels[next.channel];
    if (next === undefined || source === undefined || channel === undefined) {
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
    this.#pass(source, next);
    return error === GodotError.OK ? packet : error;
  }

  /** How many packets were taken so far. */
  get taken(): number {
    return this.#taken;
  }

  /** Peers were taken out of the map: what they sent cannot be taken any more. */
  forgetGone(): void {
    const peer = this.#next?.peer;
    if (peer === undefined) return;
    if (this.#peers.get(peer.id) !== peer) this.#next = undefined;
    this.look();
  }

  #pass(source: Source, { peer, channel }: NextPacket): void {
    source.waiting[channel] = (source.waiting[channel] ?? 1) - 1;
    source.total -= 1;
    this.#count -= 1;
    this.#taken += 1;
    peer.taken += 1;
    this.#turn += 1;
    if (source.total > 0) this.#nextRound.push(source);
    if (this.#count === 0) this.#arrange(peer, true);
    this.#chooseNext();
  }

  #chooseNext(): void {
    if (this.#turn === this.#round.length) {
      const done = this.#round;
      this.#round = this.#nextRound;
      this.#turn = 0;
      done.length = 0;
      this.#nextRound = done;
    }
    const source = this.#round[this.#turn];
    this.#next = source && { peer: source.peer, channel: source.waiting.findIndex((count) => count > 0) };
  }

  /** Counts, and begins a round with a certain peer, or with the one behind it. */
  #arrange(first: RemotePeer | undefined, behind = false): void {
    this.#stayCounted();
    const [before, from]: [Source[], Source[]] = [[], []];
    let isReached = first === undefined || this.#peers.get(first.id) !== first;
    this.#count = 0;
    for (const peer of this.#peers.values()) {
      if (!behind) isReached ||= peer === first;
      const total = peer.connected ? peer.countPackets() : 0;
      this.#count += total;
      if (total > 0) {
        const waiting = peer.channels.map((channel) => channel.get_available_packet_count());
        (isReached ? from : before).push({ peer, waiting, total });
      }
      isReached ||= peer === first;
    }
    this.#round = [...from, ...before];
    this.#nextRound = [];
    this.#turn = 0;
  }

  #stayCounted(): void {
    if (this.#isCounted) return;
    this.#isCounted = true;
    queueMicrotask(() => {
      this.#isCounted = false;
    });
  }
}
