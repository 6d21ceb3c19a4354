/** What a ported case is checked with, and how a table of cases becomes tests. */
import { afterEach, expect, test } from "vitest";
import { type ErrorKind, set_error_handler } from "../../../runtime/index.js";
import { type Side } from "../../support/peers.js";
import { until } from "../../support/until.js";

export interface Stage {
  /** Runs a recorded step: compares what it returns, and the kinds of what it reports. */
  check(step: () => unknown, returns: unknown, ...reports: ErrorKind[]): void;
  /** Compares the kinds of what was reported since the last step, and forgets them. */
  reported(...reports: ErrorKind[]): void;
}

export type Case = (stage: Stage) => void | Promise<void>;

/** Cases by the names they were recorded under. */
export type Cases = Readonly<Record<string, Case>>;

/** What a step without a value returns. */
export const VOID = undefined;

/** Makes a test of each case. Whatever a case does not expect to be reported fails it. */
export function runCases(cases: Cases): void {
  for (const [name, run] of Object.entries(cases)) test(name, () => runCase(run));
}

const SLOW_VARIABLE = "GODOT_WEBRTC_SLOW_TESTS";

/** The same for cases that take as long as the transport needs to give up: run only when asked for. */
export function runSlowCases(cases: Cases, seconds: number): void {
  const names = Object.keys(cases);
  if (process.env[SLOW_VARIABLE] !== "1") {
    console.info(`Not run, as each takes up to ${seconds} s: ${names.join(", ")}. ${SLOW_VARIABLE}=1 runs them.`);
    test.skip.each(names)("%s", () => undefined);
    return;
  }
  for (const [name, run] of Object.entries(cases)) test(name, () => runCase(run), (seconds + 20) * 1000);
}

async function runCase(run: Case): Promise<void> {
  const kinds: ErrorKind[] = [];
  set_error_handler(({ kind }) => void kinds.push(kind));
  const stage: Stage = {
    check(step, returns, ...reports) {
      expect(kinds, "reported between the steps").toEqual([]);
      const value = step();
      expect({ value, reports: kinds.splice(0) }, String(step)).toEqual({ value: returns, reports });
    },
    reported(...reports) {
      expect(kinds.splice(0)).toEqual(reports);
    },
  };
  await run(stage);
  expect(kinds, "reported after the last step").toEqual([]);
}

afterEach(() => {
  set_error_handler(null);
});

const LOOK_TURNS = 50;

/** Polls for a moment, to see that nothing comes of what was done. What must come is awaited with `pump` instead. */
export async function settle(...sides: readonly Side[]): Promise<void> {
  let turns = 0;
  await until(() => {
    for (const { pc } of sides) pc.poll();
    turns += 1;
    return turns > LOOK_TURNS;
  }, "some turns of the event loop");
}
