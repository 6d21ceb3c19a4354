import type { Contender } from "./contenders.js";

const WARM_UP_MS = 400;
/** How long one turn takes: long enough for the clock, short enough that all meet the same moods of the machine. */
const TURN_MS = 4;

/** Keeps results alive until the next one, so that no call can be left out as useless. */
export const lastResult: { value: unknown } = { value: undefined };

/** Microseconds for one call, turn by turn, of each contender. They take turns: A B C, B C A, C A B, … */
export function measureInTurns(contenders: readonly Contender[], turns: number): readonly (readonly number[])[] {
  const callsPerTurn = contenders.map(({ run }) => {
    let calls = 0;
    const start = performance.now();
    while (performance.now() - start < WARM_UP_MS) {
      for (let count = 0; count < 10; count += 1) lastResult.value = run();
      calls += 10;
    }
    return Math.max(1, Math.round((calls * TURN_MS) / WARM_UP_MS));
  });
  const results = contenders.map((): number[] => []);
  for (let turn = 0; turn < turns; turn += 1) {
    for (let step = 0; step < contenders.length; step += 1) {
      const index = (turn + step) % contenders.length;
      const { run } = contenders[index] as Contender;
      const calls = callsPerTurn[index] ?? 1;
      const start = performance.now();
      for (let count = 0; count < calls; count += 1) lastResult.value = run();
      results[index]?.push(((performance.now() - start) * 1000) / calls);
    }
  }
  return results;
}
