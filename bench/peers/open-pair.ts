import { soon } from "../support/turns.js";
import type { ChannelPlan, Connection, Contender, Signal } from "./contender.js";

/** Some attempts of some contenders fail without a word. */
const ATTEMPTS = 5;
const LONGEST_MS = 10_000;

export interface Pair {
  readonly a: Connection;
  readonly b: Connection;
}

/** Two connected sides in one process. What one side tells reaches the other at once. */
export async function openPair(contender: Contender, plans: readonly ChannelPlan[]): Promise<Pair> {
  for (let attempt = 1; ; attempt += 1) {
    const pair = startPair(contender, plans);
    if (await untilOpen([pair.a, pair.b], LONGEST_MS)) return pair;
    pair.a.close();
    pair.b.close();
    if (attempt === ATTEMPTS) throw new Error(`not open after ${ATTEMPTS} attempts of ${LONGEST_MS} ms`);
  }
}

export function startPair(contender: Contender, plans: readonly ChannelPlan[]): Pair {
  const a: Connection = contender.connect(plans, "offer", (signal: Signal) => b.signal(signal));
  const b: Connection = contender.connect(plans, "answer", (signal: Signal) => a.signal(signal));
  b.start();
  a.start();
  return { a, b };
}

/** Polls at once, until all channels of all connections are open. @returns false if that takes too long */
export function untilOpen(connections: readonly Connection[], milliseconds: number): Promise<boolean> {
  const start = performance.now();
  return new Promise((resolve) => {
    const turn = (): void => {
      for (const { poll } of connections) poll?.();
      if (connections.every((connection) => connection.isOpen())) resolve(true);
      else if (performance.now() - start > milliseconds) resolve(false);
      else soon(turn);
    };
    turn();
  });
}
