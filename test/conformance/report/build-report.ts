import type { TestResult } from "../suite/results.js";
import { ownFacts, type ReportFacts } from "./facts.js";
import { promisesOf } from "./ledger.js";
import { outcomeOf, worstOf, type Outcome } from "./outcome.js";
import { ResultIndex } from "./result-index.js";

export type { Outcome } from "./outcome.js";

export interface ReportedTest {
  readonly name: string;
  /**
   * Its last result over each implementation, those that leave it out included; one without a name for a test that is not
   * of the suite.
   */
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
  /** The implementations that the suite ran over, and those that it has to run over. */
  readonly implementations: readonly string[];
  readonly classes: readonly { readonly class: string; readonly members: readonly ReportedMember[] }[];
  readonly promises: readonly ReportedPromise[];
  readonly results: readonly TestResult[];
}

/** What was shown of sentences and promises, by default all of this package, with the results of tests. */
export function buildReport(results: readonly TestResult[], facts: ReportFacts = ownFacts()): Report {
  const index = new ResultIndex(results);
  const reported = (name: string): ReportedTest => {
    const found = index.resultsOf(name);
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
        return { hash, text, notTestable, tests, state: notTestable === undefined ? worstOf(tests) : "not testable" };
      }),
    })),
  }));
  const promises = Object.entries(facts.promises).map(([id, text]): ReportedPromise => {
    const shown = index.names.filter((name) => promisesOf(name).some((shownId) => shownId.split("/")[0] === id));
    const tests = shown.map(reported);
    return { id, text, tests, state: worstOf(tests) };
  });
  const implementations = [...new Set([...facts.implementations, ...results.flatMap(({ over }) => over ?? [])])].sort();
  return { implementations, classes, promises, results };
}
