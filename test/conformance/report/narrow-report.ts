import type { Report, ReportedTest } from "./build-report.js";
import { outcomeOf, worstOf } from "./outcome.js";

/** What is to be said of one implementation: by what ran over it, and by the tests that know of none. */
export function narrowReport(report: Report, implementation: string): Report {
  const narrow = (tests: readonly ReportedTest[]): readonly ReportedTest[] => {
    const narrowed = tests.map((test) => {
      const results = test.results.filter(({ over }) => over === undefined || over === implementation);
      return { ...test, results, outcome: outcomeOf(results) };
    });
    // Some tests are written for one implementation: the others show the same by tests of their own.
    const own = narrowed.filter(({ results }) => results.length > 0);
    return own.length > 0 ? own : narrowed;
  };
  return {
    implementations: [implementation],
    classes: report.classes.map(({ class: name, members }) => ({
      class: name,
      members: members.map((member) => ({
        ...member,
        sentences: member.sentences.map((sentence) => {
          const tests = narrow(sentence.tests);
          return { ...sentence, tests, state: sentence.state === "not testable" ? sentence.state : worstOf(tests) };
        }),
      })),
    })),
    promises: report.promises.map((promise) => {
      const tests = narrow(promise.tests);
      return { ...promise, tests, state: worstOf(tests) };
    }),
    results: report.results.filter(({ over }) => over === implementation),
  };
}
