import { relative, sep } from "node:path";
import type { Reporter, TestCase, TestModule, Vitest } from "vitest/node";
import { identify, type TestResult } from "../suite/results.js";
import { mergeResults, RESULTS_FILE } from "./result-files.js";

/** Keeps the results of a run for the conformance report. For the `reporters` of a vitest configuration. */
export default class ConformanceReporter implements Reporter {
  readonly #file: string;
  #root = process.cwd();

  /** @param options.file - Where to keep them; what stands there already of other test files is kept. */
  constructor({ file = RESULTS_FILE }: { readonly file?: string } = {}) {
    this.#file = file;
  }

  onInit({ config }: Vitest): void {
    this.#root = config.root;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const results = modules.flatMap((module) => [...module.children.allTests()].map((test) => this.#result(test)));
    if (results.length > 0) mergeResults(this.#file, results, this.#root);
  }

  #result(test: TestCase): TestResult {
    const file = relative(this.#root, test.module.moduleId).split(sep).join("/");
    const { over, name, note } = identify(file, titlesOf(test));
    const result = test.result();
    const { state, errors = [] } = result;
    if (state === "passed") return { file, over, name, state, note: undefined };
    if (state === "failed") return { file, over, name, state, note: errors.map(({ message }) => message).join("\n") };
    const reason = result.state === "skipped" ? result.note : undefined;
    return { file, over, name, state: "skipped", note: note ?? reason };
  }
}

/** The titles of the groups that a test stands in, outermost first, and its own. */
export function titlesOf(test: TestCase): readonly string[] {
  const titles = [test.name];
  for (let { parent } = test; parent.type === "suite"; { parent } = parent) titles.unshift(parent.name);
  return titles;
}
