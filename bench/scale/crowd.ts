import type { ChannelPlan, Connection, Contender } from "../peers/contender.js";
import { type Pair, startPair, untilOpen } from "../peers/open-pair.js";

/** So many connect at once: enough to keep the machine busy while others wait for ICE. */
const AT_ONCE = 16;
const LONGEST_OPENING_MS = 10_000;

/** Opens pairs until there are enough, each again if it fails. @returns them, and how many attempts failed */
export async function openCrowd(
  contender: Contender,
  plans: readonly ChannelPlan[],
  count: number,
  opened: (pair: Pair) => void,
): Promise<number> {
  let started = 0;
  let failures = 0;
  const openOne = async (): Promise<void> => {
    for (;;) {
      const pair = startPair(contender, plans);
      if (await untilOpen([pair.a, pair.b], LONGEST_OPENING_MS)) {
        opened(pair);
        return;
      }
      failures += 1;
      closePair(pair);
    }
  };
  const openOnes = async (): Promise<void> => {
    while (started < count) {
      started += 1;
      await openOne();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, openOnes));
  return failures;
}

export function closePair({ a, b }: Pair): void {
  a.close();
  b.close();
}

/** Polls connections as a game does, until it is told to stop. */
export function pollAt(hz: number, connections: readonly Connection[], how: "poll" | "pollOnly"): () => void {
  const polls = connections.flatMap((connection) => connection[how] ?? []);
  const timer = setInterval(() => {
    for (const poll of polls) poll();
  }, 1000 / hz);
  return () => clearInterval(timer);
}
