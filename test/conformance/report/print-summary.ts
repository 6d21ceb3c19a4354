import type { TestResult } from "../suite/results.js";
import type { Report, ReportedPromise, ReportedSentence } from "./build-report.js";
import { groupBy } from "./group-by.js";
import { promisesOf } from "./ledger.js";

export interface Summary {
  readonly sentences: { readonly total: number; readonly tested: number; readonly notTestable: number };
  readonly promises: { readonly total: number; readonly shown: number };
  /** Nothing failed, lacks a test, or was not run. What was left out with a reason may be missing. */
  readonly isSound: boolean;
}

export function summarize({ classes, promises }: Report): Summary {
  const sentences = classes.flatMap(({ members }) => members).flatMap((member) => member.sentences);
  const count = (state: string): number => sentences.filter((sentence) => sentence.state === state).length;
  const [tested, notTestable] = [count("passed"), count("not testable")];
  const shown = promises.filter(({ state }) => state === "passed").length;
  return {
    sentences: { total: sentences.length, tested, notTestable },
    promises: { total: promises.length, shown },
    isSound: [...promises, ...sentences].every(({ state }) => !["failed", "open", "not run"].includes(state)),
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

function implementationLines({ implementations, results }: Report): readonly string[] {
  const width = Math.max(0, ...implementations.map((name) => name.length));
  return implementations.flatMap((name) => {
    const own = results.filter(({ over }) => over === name);
    const count = (state: string): number => own.filter((result) => result.state === state).length;
    const parts = [
      `${count("passed")} passed`,
      `${count("failed")} failed`,
      `${count("skipped")} not shown there, with reason`,
    ];
    return [
      `  ${name.padEnd(width)}  ${parts.filter((part) => !part.startsWith("0 ")).join(", ")}`,
      ...exclusionLines(own),
    ];
  });
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

function missingLines({ classes, promises }: Report): readonly string[] {
  const missing = [
    ...promises.filter(isMissing).map(({ id, text, state }) => `  promise ${id} ${state}: ${text}`),
    ...classes.flatMap(({ class: name, members }) =>
      members.flatMap(({ member, sentences }) =>
        sentences
          .filter(isMissing)
          .map(({ state, text }) => `  ${member === "" ? name : `${name}.${member}`} ${state}: ${text}`),
      ),
    ),
  ];
  if (missing.length === 0) return [];
  const rest = missing.length - LISTED;
  return [
    "Not shown:",
    ...missing.slice(0, LISTED),
    ...(rest > 0 ? [`  and ${rest} more; --html FILE shows all`] : []),
  ];
}

function isMissing({ state }: ReportedPromise | ReportedSentence): boolean {
  return state !== "passed" && state !== "not testable";
}

/** Rounded down: 100 % is all of them. */
function percent(part: number, whole: number): string {
  return `${whole === 0 ? 100 : Math.floor((100 * part) / whole)}%`;
}
