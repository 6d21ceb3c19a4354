import type { TestResult } from "../suite/results.js";
import { groupBy } from "./group-by.js";
import { promisesOf } from "./ledger.js";

/** A test outside of the suite is called after its file. */
const FILE = /^\S+\.test\.ts(?= > )/;

/**
 * Finds the results of a test by its name. Who leaves out a part of a promise, or the whole suite, or a whole file, does so
 * with one result, which has the name of the part, or none, or the file's: it counts for every test that is meant.
 */
export class ResultIndex {
  readonly #byName: ReadonlyMap<string, readonly TestResult[]>;
  /** Of the suite: parts, and all of it. */
  readonly #leftOut: readonly TestResult[];
  readonly #leftOutFiles: ReadonlyMap<string, readonly TestResult[]>;

  constructor(results: readonly TestResult[]) {
    this.#byName = groupBy(results, ({ name }) => name);
    this.#leftOut = results.filter(({ over, name, note }) => over !== undefined && note !== undefined && isWhole(name));
    const files = groupBy(
      results.filter(({ over }) => over === undefined),
      ({ name }) => FILE.exec(name)?.[0] ?? "",
    );
    const areLeftOut = (tests: readonly TestResult[]): boolean => tests.every(({ state }) => state === "skipped");
    this.#leftOutFiles = new Map([...files].filter(([, tests]) => areLeftOut(tests)));
  }

  /** Of the tests that have results. */
  get names(): readonly string[] {
    return [...this.#byName.keys()].filter((name) => !isWhole(name));
  }

  resultsOf(name: string): readonly TestResult[] {
    const own = this.#byName.get(name) ?? [];
    const file = FILE.exec(name)?.[0];
    if (file !== undefined) return own.length > 0 ? own : (this.#leftOutFiles.get(file) ?? []);
    const overs = new Set(own.map(({ over }) => over));
    const promises = promisesOf(name);
    const leftOut = this.#leftOut.filter((result) => result.name === "" || promises.includes(result.name));
    const byOver = new Map(leftOut.map((result) => [result.over, result]));
    return [...own, ...[...byOver.values()].filter(({ over }) => !overs.has(over))];
  }
}

/** Titles have words behind the ids of what they show. */
function isWhole(name: string): boolean {
  return !name.includes(" ");
}
