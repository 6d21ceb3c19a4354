import type { ClassReport, Drift } from "./compare-references.js";

/** Raised when a reader of the JSON would have to be changed. */
const JSON_FORMAT = 1;

function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

function verdict(report: ClassReport): string {
  const { from, to } = report.members;
  const size =
    report.coverage === "subset"
      ? `subset: ${to} of ${counted(from, "member")}`
      : `${report.coverage}: ${counted(to, "member")}`;
  const result = report.differences.length > 0 ? counted(report.differences.length, "difference") : "all match";
  return report.coverage === "unstated" ? result : `${size}, ${result}`;
}

function classLines(report: ClassReport, width: number): readonly string[] {
  return [
    `${report.class.padEnd(width)}  ${verdict(report)}`,
    ...(report.reason === null ? [] : [`    ${report.reason}`]),
    ...report.differences.map((difference) => `  ! ${difference.message}`),
  ];
}

function totals(drift: Drift): string {
  const count = (isCounted: (report: ClassReport) => boolean): number => drift.classes.filter(isCounted).length;
  const differing = count((report) => report.differences.length > 0);
  const whole = count((report) => report.coverage === "whole");
  const subset = count((report) => report.coverage === "subset");
  const kinds = whole + subset > 0 ? ` (${whole} whole, ${subset} subset)` : "";
  const scope =
    drift.outOfScope > 0
      ? ` Not compared: ${counted(drift.outOfScope, "class", "classes")} that SOURCE.json does not name.`
      : "";
  return (
    `${counted(drift.classes.length, "class", "classes")} compared${kinds}: ${drift.classes.length - differing} match, ` +
    `${differing} ${differing === 1 ? "differs" : "differ"}, ${counted(drift.differences.length, "difference")}.${scope}`
  );
}

/** For people: a line per class, its differences below it, the totals at the end. Ends with a newline. */
export function printDrift(drift: Drift): string {
  // Without SOURCE.json all classes of a reference are compared: a thousand lines saying "matches" would hide the rest.
  const shown = drift.classes.filter((report) => report.coverage !== "unstated" || report.differences.length > 0);
  const width = Math.max(0, ...shown.map((report) => report.class.length));
  return [
    `API drift from ${drift.from} to ${drift.to}`,
    "",
    ...shown.flatMap((report) => classLines(report, width)),
    ...(shown.length > 0 ? [""] : []),
    totals(drift),
    "",
  ].join("\n");
}

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
  const { from, to, outOfScope, differences } = drift;
  return `${JSON.stringify({ format: JSON_FORMAT, from, to, classes, outOfScope, differences }, null, 2)}\n`;
}
