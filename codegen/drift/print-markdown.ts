import type { ClassReport, Drift } from "./compare-references.js";
import type { Difference } from "./difference.js";
import { IMPACTS, type Impact } from "./impact.js";
import { shownClasses, standing, totals, verdict } from "./print-drift.js";
import { changedSentences } from "./sentences.js";

const HEADINGS: Readonly<Record<Impact, string>> = {
  breaking: "Breaking",
  compatible: "Compatible",
  text: "In texts only",
};

/** For release notes and pull requests: the differences by what they do, then by class. Ends with a newline. */
export function printDriftMarkdown(drift: Drift): string {
  const sections = [
    `# API drift from ${code(drift.from)} to ${code(drift.to)}`,
    escape(totals(drift)),
    ...IMPACTS.flatMap((impact) => impactSections(drift, impact)),
    ...coverageSections(drift),
  ];
  return `${sections.join("\n\n")}\n`;
}

function impactSections(drift: Drift, impact: Impact): readonly string[] {
  const parts = drift.classes.flatMap((report) => {
    const differences = report.differences.filter((difference) => difference.impact === impact);
    if (differences.length === 0) return [];
    return [`### ${escape(report.class)}`, differences.flatMap(differenceLines).join("\n")];
  });
  const count = drift.differences.filter((difference) => difference.impact === impact).length;
  return count === 0 ? [] : [`## ${HEADINGS[impact]} (${count})`, ...parts];
}

function differenceLines(difference: Difference): readonly string[] {
  const owner = difference.member === null ? difference.class : `${difference.class}.${difference.member}`;
  const sentence = difference.message.slice(owner.length + 2);
  const { gone, come } =
    difference.impact === "text"
      ? changedSentences(difference.from ?? "", difference.to ?? "")
      : { gone: [], come: [] };
  return [
    `- ${code(owner)}: ${escape(sentence)}`,
    ...gone.map((text) => `  - was: ${escape(text)}`),
    ...come.map((text) => `  - is: ${escape(text)}`),
    ...(difference.dependents === undefined ? [] : [`  - ${escape(standing(difference.dependents))}`]),
  ];
}

/** What SOURCE.json says of each class, and whether it holds. */
function coverageSections(drift: Drift): readonly string[] {
  const stated = shownClasses(drift).filter((report) => report.coverage !== "unstated");
  if (stated.length === 0) return [];
  const line = (report: ClassReport): string => {
    const reason = report.reason === null ? "" : ` ${escape(report.reason)}`;
    return `- ${code(report.class)}: ${escape(verdict(report, drift.scope))}.${reason}`;
  };
  return ["## Classes", stated.map(line).join("\n")];
}

/** Names, in a span that ends where they end, whatever they hold. */
function code(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const ticks = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${ticks}${pad}${text}${pad}${ticks}`;
}

/** What Markdown would read as its own. An underscore inside a word is none of it. */
function escape(text: string): string {
  return text.replaceAll("\n", " ").replace(/[\\`*[\]<~&]|(?<![\p{L}\d])_|_(?![\p{L}\d])/gu, "\\$&");
}
