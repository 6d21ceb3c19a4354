import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestResult } from "../suite/results.js";
import { groupBy } from "./group-by.js";

/** Where this project's runs leave their results. */
export const RESULTS_FILE = "artifacts/conformance/results.json";

/** The last results of each test file. */
interface ResultsFile {
  readonly version: 1;
  readonly files: Readonly<Record<string, FileResults>>;
}

export interface FileResults {
  /** When the file last ran, ISO 8601. */
  readonly at: string;
  readonly tests: readonly Omit<TestResult, "file">[];
}

/** What is known of earlier runs: nothing, if there is no such file, or it is not of this version. */
export function readResults(file: string): ReadonlyMap<string, FileResults> {
  if (!existsSync(file)) return new Map();
  const content = JSON.parse(readFileSync(file, "utf8")) as Partial<ResultsFile>;
  return content.version === 1 && content.files !== undefined ? new Map(Object.entries(content.files)) : new Map();
}

/** Every result of the file, as a flat list. */
export function allResults(files: ReadonlyMap<string, FileResults>): readonly TestResult[] {
  return [...files].flatMap(([file, { tests }]) =>
    tests.map((test) => ({ ...test, over: test.over, note: test.note, file })),
  );
}

/**
 * Puts the results of a run in the place of earlier ones of the same test files. Files that are gone are forgotten; a test
 * that was left out of this run, by a filter, keeps the result that it had.
 */
export function mergeResults(file: string, run: readonly TestResult[], root: string, at: Date = new Date()): void {
  const known = new Map([...readResults(file)].filter(([path]) => existsSync(join(root, path))));
  const byFile = groupBy(run, (result) => result.file);
  for (const [path, results] of byFile) {
    const before = new Map((known.get(path)?.tests ?? []).map((test) => [keyOf(test), test]));
    const tests = results.map(({ file: _, ...test }) =>
      test.state === "skipped" && test.note === undefined ? (before.get(keyOf(test)) ?? test) : test,
    );
    known.set(path, { at: at.toISOString(), tests });
  }
  const files = Object.fromEntries([...known].sort(([one], [other]) => (one < other ? -1 : 1)));
  mkdirSync(dirname(file), { recursive: true });
  // Complete or not at all: several runs may end at once.
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify({ version: 1, files } satisfies ResultsFile, null, 1)}\n`);
  renameSync(temporary, file);
}

function keyOf({ over, name }: Pick<TestResult, "over" | "name">): string {
  return `${over ?? ""}\n${name}`;
}
