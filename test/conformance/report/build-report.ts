import type { TestResult } from "../suite/results.js";
import { ownFacts, type ReportFacts } from "./facts.js";
import { groupBy } from "./group-by.js";
import { promisesOf } from "./ledger.js";

/** How a test, or all that stands behind a sentence, came out: the worst counts. */
export type Outcome = "passed" | "failed" | "skipped" | "not run";

export interface ReportedTest {
  readonly name: string;
  /** Its last result over each implementation; one without a name for a test that is not of the suite. */
  readonly results: readonly Pick<TestResult, "over" | "state" | "note">[];
  readonly outcome: Outcome;
}

export interface ReportedSentence {
  readonly hash: string;
  readonly text: string;
  /** Why no test can show it. */
  readonly notTestable: string | undefined;
  readonly tests: readonly ReportedTest[];
  /** `not testable`, or how its tests came out; `open` if there are none. */
  readonly state: Outcome | "not testable" | "open";
}

export interface ReportedMember {
  readonly member: string;
  readonly kind: string;
  readonly sentences: readonly ReportedSentence[];
}

export interface ReportedPromise {
  readonly id: string;
  readonly text: string;
  readonly tests: readonly ReportedTest[];
  readonly state: Outcome | "open";
}

/** What the reference says, what shows it, and how that came out. Plain data. */
export interface Report {
  /** The implementations that the suite ran over. */
  readonly implementations: readonly string[];
  readonly classes: readonly { readonly class: string; readonly members: readonly ReportedMember[] }[];
  readonly promises: readonly ReportedPromise[];
  readonly results: readonly TestResult[];
}

/** What was shown of sentences and promises, by default all of this package, with the results of tests. */
export function buildReport(results: readonly TestResult[], facts: ReportFacts = ownFacts()): Report {
  const byName = groupBy(results, ({ name }) => name);
  const reported = (name: string): ReportedTest => {
    const found = byName.get(name) ?? [];
    return { name, results: found.map(({ over, state, note }) => ({ over, state, note })), outcome: outcomeOf(found) };
  };
  const ledgers = new Map(facts.ledger.map((entry) => [entry.class, entry.members]));
  const classes = facts.sentences.map(({ class: name, members }) => ({
    class: name,
    members: members.map(({ member, kind, sentences }) => ({
      member,
      kind,
      sentences: sentences.map(([hash, text]): ReportedSentence => {
        const entry = ledgers.get(name)?.[member]?.find((each) => each.hash === hash);
        const tests = (entry?.shownBy ?? []).map(reported);
        const { notTestable } = entry ?? {};
        return { hash, text, notTestable, tests, state: notTestable === undefined ? worst(tests) : "not testable" };
      }),
    })),
  }));
  const names = [...byName.keys()];
  const promises = Object.entries(facts.promises).map(([id, text]): ReportedPromise => {
    const shown = names.filter((name) => promisesOf(name).some((shownId) => shownId.split("/")[0] === id));
    const tests = shown.map(reported);
    return { id, text, tests, state: worst(tests) };
  });
  const implementations = [...new Set(results.flatMap(({ over }) => over ?? []))].sort();
  return { implementations, classes, promises, results };
}

/** Shown is what passed somewhere and failed nowhere. */
function outcomeOf(results: readonly TestResult[]): Outcome {
  const states = new Set(results.map(({ state }) => state));
  if (states.has("failed")) return "failed";
  if (states.has("passed")) return "passed";
  return states.has("skipped") ? "skipped" : "not run";
}

/** A sentence stands if one of its tests says so and none says otherwise. */
function worst(tests: readonly ReportedTest[]): Outcome | "open" {
  const outcomes = new Set(tests.map(({ outcome }) => outcome));
  if (outcomes.size === 0) return "open";
  for (const outcome of ["failed", "not run", "passed"] as const) if (outcomes.has(outcome)) return outcome;
  return "skipped";
}
