import type { Drift } from "./compare-references.js";

/** Raised when a reader of the JSON would have to be changed. */
const JSON_FORMAT = 1;

/** For programs. Ends with a newline. */
export function printDriftJson(drift: Drift): string {
  const classes = drift.classes.map((report) => ({
    class: report.class,
    coverage: report.coverage,
    reason: report.reason,
    members: report.members,
    leftOut: report.leftOut,
    differences: report.differences.length,
  }));
  const { from, to, outOfScope, texts, differences } = drift;
  return `${JSON.stringify({ format: JSON_FORMAT, from, to, classes, outOfScope, texts, differences }, null, 2)}\n`;
}
