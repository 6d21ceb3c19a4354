import type { ClassReport, Drift, Side } from "./compare-references.js";
import type { Dependents, Difference } from "./difference.js";
import { IMPACTS, type Impact } from "./impact.js";
import { changedSentences } from "./sentences.js";

const MARKS: Readonly<Record<Impact, string>> = { breaking: "!", compatible: "+", text: "~" };

export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** `3 differences: 1 breaking, 2 compatible` */
export function countDifferences(differences: readonly Difference[]): string {
  const counts = IMPACTS.flatMap((impact) => {
    const count = differences.filter((difference) => difference.impact === impact).length;
    return count === 0 ? [] : [`${count} ${impact === "text" ? "in texts only" : impact}`];
  });
  const total = counted(differences.length, "difference");
  return counts.length === 0 ? total : `${total}: ${counts.join(", ")}`;
}

export function verdict(report: ClassReport, scope: Side): string {
  const own = report.members[scope];
  const other = report.members[scope === "to" ? "from" : "to"];
  const size =
    report.coverage === "subset"
      ? `subset: ${own} of ${counted(other, "member")}`
      : `${report.coverage}: ${counted(own, "member")}`;
  const result = report.differences.length > 0 ? counted(report.differences.length, "difference") : "all match";
  return report.coverage === "unstated" ? result : `${size}, ${result}`;
}

/** More classes than these, or all of a reference without SOURCE.json: lines saying "matches" would hide the rest. */
const LISTED_CLASSES = 40;

export function shownClasses(drift: Drift): readonly ClassReport[] {
  const stated = drift.classes.filter((report) => report.coverage !== "unstated");
  if (stated.length > 0 && stated.length <= LISTED_CLASSES) return drift.classes;
  return drift.classes.filter((report) => report.differences.length > 0);
}

export function totals(drift: Drift): string {
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
    `${differing} ${differing === 1 ? "differs" : "differ"}, ${countDifferences(drift.differences)}.${scope}`
  );
}

/** For people: a line per class, its differences below it, the totals at the end. Ends with a newline. */
export function printDrift(drift: Drift): string {
  const shown = shownClasses(drift);
  const width = Math.max(0, ...shown.map((report) => report.class.length));
  const isLegendNeeded = drift.differences.length > 0;
  return [
    `API drift from ${drift.from} to ${drift.to}`,
    "",
    ...shown.flatMap((report) => classLines(report, width, drift.scope)),
    ...(shown.length > 0 ? [""] : []),
    totals(drift),
    ...(isLegendNeeded
      ? [`${MARKS.breaking} breaking, ${MARKS.compatible} compatible, ${MARKS.text} in texts only`]
      : []),
    "",
  ].join("\n");
}

function classLines(report: ClassReport, width: number, scope: Side): readonly string[] {
  return [
    `${report.class.padEnd(width)}  ${verdict(report, scope)}`,
    ...(report.reason === null ? [] : [`    ${report.reason}`]),
    ...report.differences.flatMap((difference) => [
      `  ${MARKS[difference.impact]} ${difference.message}`,
      ...(difference.impact === "text" ? sentenceLines(difference) : []),
      ...(difference.dependents === undefined ? [] : [`      ${standing(difference.dependents)}`]),
    ]),
  ];
}

/** `P02, P16 and 9 sentences stand on it` */
export function standing({ promises, sentences }: Dependents): string {
  const counts = counted(sentences, "sentence");
  const what = promises.length === 0 ? counts : `${promises.join(", ")} and ${counts}`;
  return `${what} ${promises.length + sentences === 1 ? "stands" : "stand"} on it`;
}

function sentenceLines(difference: Difference): readonly string[] {
  const { gone, come } = changedSentences(difference.from ?? "", difference.to ?? "");
  return [...gone.map((sentence) => `      - ${sentence}`), ...come.map((sentence) => `      + ${sentence}`)];
}
