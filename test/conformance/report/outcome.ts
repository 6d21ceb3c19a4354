import type { TestResult } from "../suite/results.js";

/** How a test, or all that stands behind a sentence, came out. Skipped is what was left out with a reason. */
export type Outcome = "passed" | "failed" | "skipped" | "not run";

/** Shown is what passed somewhere and failed nowhere. */
export function outcomeOf(results: readonly Pick<TestResult, "state" | "note">[]): Outcome {
  const states = new Set(results.map(({ state }) => state));
  if (states.has("failed")) return "failed";
  if (states.has("passed")) return "passed";
  return results.some(({ note }) => note !== undefined) ? "skipped" : "not run";
}

/** A sentence stands if one of its tests says so and none says otherwise. */
export function worstOf(tests: readonly { readonly outcome: Outcome }[]): Outcome | "open" {
  const outcomes = new Set(tests.map(({ outcome }) => outcome));
  if (outcomes.size === 0) return "open";
  for (const outcome of ["failed", "not run", "passed"] as const) if (outcomes.has(outcome)) return outcome;
  return "skipped";
}
