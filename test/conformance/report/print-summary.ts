import type { TestResult } from "../suite/results.js";
import type { Report, ReportedPromise, ReportedSentence } from "./build-report.js";
import { groupBy } from "./group-by.js";
import { promisesOf } from "./ledger.js";
import { narrowReport } from "./narrow-report.js";

export interface Summary {
  readonly sentences: { readonly total: number; readonly tested: number; readonly notTestable: number };
  readonly promises: { readonly total: number; readonly shown: number };
  /** Nothing failed, lacks a test, or was not run, over no implementation. What was left out with a reason may be missing. */
  readonly isSound: boolean;
}

export function summarize(report: Report): Summary {
  const { promises, implementations } = report;
  const sentences = sentencesOf(report);
  const count = (state: string): number => sentences.filter((sentence) => sentence.state === state).length;
  const [tested, notTestable] = [count("passed"), count("not testable")];
  const shown = promises.filter(({ state }) => state === "passed").length;
  const all = [report, ...implementations.map((name) => narrowReport(report, name))];
  return {
    sentences: { total: sentences.length, tested, notTestable },
    promises: { total: promises.length, shown },
    isSound: all.every((each) => [...each.promises, ...sentencesOf(each)].every((item) => !isUnsound(item))),
  };
}

/** `promises 100%, sentences 100% (490 tested, 41 not testable with reason)` */
export function summaryLine(report: Report): string {
  const { sentences, promises } = summarize(report);
  const accounted = sentences.tested + sentences.notTestable;
  return (
    `promises ${percent(promises.shown, promises.total)}, sentences ${percent(accounted, sentences.total)} ` +
    `(${sentences.tested} tested, ${sentences.notTestable} not testable with reason)`
  );
}

/** For people: the line that counts, the implementations, each with what it cannot show, and what is missing. */
export function printSummary(report: Report): string {
  return [summaryLine(report), ...implementationLines(report), ...missingLines(report)].join("\n");
}

function implementationLines(report: Report): readonly string[] {
  const width = Math.max(0, ...report.implementations.map((name) => name.length));
  return implementationFigures(report).flatMap(([name, figures]) => [
    `  ${name.padEnd(width)}  ${figures}`,
    ...exclusionLines(report.results.filter(({ over, name: test }) => over === name && test !== "")),
  ]);
}

/** Of each implementation the same figures as those of the whole, by what ran over it. */
export function implementationFigures(report: Report): readonly (readonly [name: string, figures: string])[] {
  return report.implementations.map((name) => [name, figuresOf(narrowReport(report, name))]);
}

function figuresOf(narrowed: Report): string {
  const { results, promises } = narrowed;
  if (results.length === 0) return "not run";
  const reason = results.find(({ name, state }) => name === "" && state === "skipped")?.note;
  if (reason !== undefined) return `left out: ${reason}`;
  const sentences = sentencesOf(narrowed);
  const count = (items: readonly Stated[], wanted: string): number =>
    items.filter(({ state }) => state === wanted).length;
  const share = (items: readonly Stated[]): string =>
    percent(items.filter((item) => item.state === "skipped" || !isMissing(item)).length, items.length);
  const leftOut = (items: readonly Stated[]): string => {
    const skipped = count(items, "skipped");
    return skipped === 0 ? "" : `, ${skipped} not shown there with reason`;
  };
  const tests = results.filter(({ state }) => state !== "skipped");
  const failed = count(tests, "failed");
  return (
    `promises ${share(promises)} (${count(promises, "passed")} shown${leftOut(promises)}), ` +
    `sentences ${share(sentences)} (${count(sentences, "passed")} tested, ` +
    `${count(sentences, "not testable")} not testable with reason${leftOut(sentences)}); ` +
    `${tests.length} ${tests.length === 1 ? "test" : "tests"} ran${failed === 0 ? "" : `, ${failed} failed`}`
  );
}

/** What is not shown over an implementation, by the reasons: promises and parts of them that no other test shows there. */
function exclusionLines(own: readonly TestResult[]): readonly string[] {
  const skipped = own.filter(({ state }) => state === "skipped");
  const shown = new Set(own.filter((result) => !skipped.includes(result)).flatMap(({ name }) => promisesOf(name)));
  return [...groupBy(skipped, ({ note }) => note)].map(([reason, tests]) => {
    // A part that has no test stands there as one itself.
    const ids = tests.flatMap(({ name }) => promisesOf(`${name} `)).filter((id) => !shown.has(id));
    const what = [...new Set(ids.length === 0 ? tests.map(({ name }) => name) : ids)].join(", ");
    return `    ${what}${reason === undefined ? "" : `: ${reason}`}`;
  });
}

const LISTED = 20;

function missingLines(report: Report): readonly string[] {
  const anywhere = missingIn(report, isMissing);
  const missing = [
    ...anywhere,
    ...report.implementations.flatMap((name) => {
      const narrowed = narrowReport(report, name);
      // Where nothing ran at all, one line says so.
      if (narrowed.results.length === 0) return [];
      const there = missingIn(narrowed, isUnsound).filter((line) => !anywhere.includes(line));
      return there.map((line) => `${line} (over ${name})`);
    }),
  ];
  if (missing.length === 0) return [];
  const rest = missing.length - LISTED;
  return [
    "Not shown:",
    ...missing.slice(0, LISTED),
    ...(rest > 0 ? [`  and ${rest} more; --html FILE shows all`] : []),
  ];
}

function missingIn({ classes, promises }: Report, isWanted: (item: Stated) => boolean): readonly string[] {
  return [
    ...promises.filter(isWanted).map(({ id, text, state }) => `  promise ${id} ${state}: ${text}`),
    ...classes.flatMap(({ class: name, members }) =>
      members.flatMap(({ member, sentences }) =>
        sentences
          .filter(isWanted)
          .map(({ state, text }) => `  ${member === "" ? name : `${name}.${member}`} ${state}: ${text}`),
      ),
    ),
  ];
}

type Stated = Pick<ReportedPromise | ReportedSentence, "state"> | Pick<TestResult, "state">;

function sentencesOf({ classes }: Report): readonly ReportedSentence[] {
  return classes.flatMap(({ members }) => members).flatMap((member) => member.sentences);
}

function isMissing({ state }: Stated): boolean {
  return state !== "passed" && state !== "not testable";
}

/** What was left out with a reason is missing, and still sound. */
function isUnsound(item: Stated): boolean {
  return isMissing(item) && item.state !== "skipped";
}

/** Rounded down: 100 % is all of them. */
function percent(part: number, whole: number): string {
  return `${whole === 0 ? 100 : Math.floor((100 * part) / whole)}%`;
}
