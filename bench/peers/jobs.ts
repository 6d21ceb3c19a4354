/** What a process or a page does for the benches, with one contender. */
import type { Channel, ChannelPlan, Connection, Contender, Signal } from "./contender.js";
import { type Counted, type Load, receive, send, sendAndReceive } from "./flood.js";
import { openPair, type Pair, startPair, untilOpen } from "./open-pair.js";
import { type Pace, pingPong } from "./ping-pong.js";

const LONGEST_OPENING_MS = 10_000;

export type Jobs = ReturnType<typeof jobsOf>;

/** @param tell - passes what this side tells on to the other process */
export function jobsOf(contender: Contender, tell: (signal: Signal) => void) {
  let pair: Pair | undefined;
  let end: Connection | undefined;

  const both = (): Pair => pair ?? missing();
  const one = (): Connection => end ?? missing();

  return {
    async openBoth(plans: readonly ChannelPlan[]): Promise<void> {
      pair = await openPair(contender, plans);
    },
    openEnd(plans: readonly ChannelPlan[], role: "offer" | "answer"): void {
      end?.close();
      end = contender.connect(plans, role, tell);
    },
    /** @returns whether it opened in time */
    startEnd(): Promise<boolean> {
      one().start();
      return untilOpen([one()], LONGEST_OPENING_MS);
    },
    told: (signal: Signal): void => end?.signal(signal),

    flood(channel: number, load: Load): Promise<Counted> {
      const { a, b } = both();
      return sendAndReceive(a, channelOf(a, channel), b, channelOf(b, channel), load);
    },
    send: (channel: number, load: Load): Promise<void> => send(one(), channelOf(one(), channel), load),
    receive: (channel: number, milliseconds: number): Promise<Counted> =>
      receive(one(), channelOf(one(), channel), milliseconds),

    pingPong: (channel: number, size: number, trips: number, pace: Pace): Promise<number[]> =>
      pingPong(both(), channel, size, trips, pace),

    /** @returns Milliseconds from the making of both sides until all channels are open on both; -1 if that never was */
    async setUp(plans: readonly ChannelPlan[]): Promise<number> {
      const start = performance.now();
      const { a, b } = startPair(contender, plans);
      const isOpen = await untilOpen([a, b], LONGEST_OPENING_MS);
      const milliseconds = performance.now() - start;
      a.close();
      b.close();
      return isOpen ? milliseconds : -1;
    },
  };
}

function channelOf(connection: Connection, index: number): Channel {
  return connection.channels[index] ?? missing();
}

function missing(): never {
  throw new Error("nothing of that kind is open");
}
