/** `godot-webrtc/conformance/report`: what came of a run of the suite, for people. For Node. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { TestResult } from "../suite/results.js";
import { buildReport } from "./build-report.js";
import { suiteFacts } from "./facts.js";
import { printHtml } from "./print-html.js";
import { printSummary } from "./print-summary.js";

export { buildReport } from "./build-report.js";
export type {
  Outcome,
  Report,
  ReportedMember,
  ReportedPromise,
  ReportedSentence,
  ReportedTest,
} from "./build-report.js";
export { ownFacts, type ReportFacts, suiteFacts } from "./facts.js";
export { printHtml } from "./print-html.js";
export { printSummary, summarize, type Summary } from "./print-summary.js";

export interface ReportOptions {
  /** Write the whole report here, as one page. */
  readonly html?: string;
  /** Gets the summary. Default: prints it. */
  readonly print?: (summary: string) => void;
}

/** For the `finished` of `conformance()`: a report on what the suite alone can show of an implementation. */
export function reportTo({ html, print = console.log }: ReportOptions = {}): (results: readonly TestResult[]) => void {
  return (results) => {
    const report = buildReport(results, suiteFacts());
    if (html !== undefined) {
      mkdirSync(dirname(html), { recursive: true });
      writeFileSync(html, printHtml(report));
    }
    print(printSummary(report));
  };
}
