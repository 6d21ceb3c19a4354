import type { LocaleCoverage } from "./locale/index.js";
import type { Api, ApiClass } from "./model/api.js";
import { printProblem, type Problem } from "./problems.js";
import type { WriteResult } from "./write.js";

const COLUMNS = ["class", "methods", "signals", "enums", "constants", "properties"] as const;

/** More classes than this are summed up, not listed. */
const LISTED_CLASSES = 40;
const LISTED_WARNINGS = 20;

/** What a run did, as a table and a line. */
export function printReport(api: Api, files: WriteResult, milliseconds: number, locale?: LocaleCoverage): string {
  return printRun(printSummary(api), files, milliseconds, locale);
}

/** The lines that say what the API holds. */
export function printSummary(api: Api): readonly string[] {
  const rows = api.classes.map(countsOf);
  const total = ["total", ...COLUMNS.slice(1).map((_, index) => sum(rows.map((row) => Number(row[index + 1]))))];
  const listed = rows.length <= LISTED_CLASSES ? rows : [];
  return [
    ...printTable([[...COLUMNS], ...listed, total]),
    ...printOthers(api),
    ...printOld(api),
    count(api.classes.length, "class", "classes"),
  ];
}

/** @param summary - From `printSummary`; its last line counts the classes. */
export function printRun(
  summary: readonly string[],
  files: WriteResult,
  milliseconds: number,
  locale?: LocaleCoverage,
): string {
  const done = [
    `${files.written.length} written`,
    `${files.unchanged.length} unchanged`,
    `${files.removed.length} removed`,
  ].join(", ");
  return [
    ...summary.slice(0, -1),
    ...(locale === undefined ? [] : [`locale ${locale.language}: ${locale.translated} of ${locale.total} texts`]),
    `${summary.at(-1) ?? ""}, files: ${done}, ${Math.round(milliseconds)} ms`,
  ].join("\n");
}

/** Constructs that few classes have, in one line. */
function printOthers({ classes }: Api): string[] {
  const others = [
    count(
      sumOf(classes, ({ constructors }) => constructors.length),
      "constructor",
      "constructors",
    ),
    count(
      sumOf(classes, ({ operators }) => operators.length),
      "operator",
      "operators",
    ),
    count(
      sumOf(classes, ({ annotations }) => annotations.length),
      "annotation",
      "annotations",
    ),
    count(
      sumOf(classes, ({ themeItems }) => themeItems.length),
      "theme item",
      "theme items",
    ),
    count(
      sumOf(classes, ({ options }) => options.length),
      "options type",
      "options types",
    ),
  ].filter((text) => !text.startsWith("0 "));
  return others.length === 0 ? [] : [`and ${others.join(", ")}`];
}

/** Which references were taken for Godot 3's: everything else is Godot 4's. */
function printOld({ classes }: Api): string[] {
  const old = classes.filter(({ dialect }) => dialect === "godot3");
  if (old.length === 0) return [];
  const listed = old.length === classes.length ? "all" : old.map(({ godotName }) => godotName).join(", ");
  return [`${count(old.length, "class reference", "class references")} in the form of Godot 3: ${listed}`];
}

/** What `--check` found: each difference, and the command that mends them. */
export function printDifferences(out: string, files: WriteResult, command: string): string {
  return [
    "The generated files are not what the class references say:",
    ...files.written.map((path) => `  differs or is missing: ${out}/${path}`),
    ...files.removed.map((path) => `  is not generated any more: ${out}/${path}`),
    `To mend it, run: ${command}`,
  ].join("\n");
}

export function printWarnings(warnings: readonly Problem[]): string {
  const rest = warnings.length - LISTED_WARNINGS;
  return [
    ...warnings.slice(0, LISTED_WARNINGS).map((warning) => `warning: ${printProblem(warning)}`),
    ...(rest > 0 ? [`and ${count(rest, "more warning", "more warnings")}`] : []),
  ].join("\n");
}

export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function countsOf(apiClass: ApiClass): string[] {
  const { godotName, methods, signals, enums, constants, properties } = apiClass;
  const enumConstants = enums.reduce((total, resolved) => total + resolved.constants.length, 0);
  const counts = [methods.length, signals.length, enums.length, constants.length + enumConstants, properties.length];
  return [godotName, ...counts.map(String)];
}

function sum(numbers: readonly number[]): string {
  return String(numbers.reduce((total, number) => total + number, 0));
}

function sumOf(classes: readonly ApiClass[], measure: (apiClass: ApiClass) => number): number {
  return classes.reduce((total, apiClass) => total + measure(apiClass), 0);
}

function printTable(rows: readonly (readonly string[])[]): string[] {
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  "),
  );
}
