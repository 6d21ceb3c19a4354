import { afterAll, describe, it } from "vitest";
import type { ContractBackend } from "./backend.js";
import { defineContract, type TestMaker } from "./contract.js";
import type { ConformanceOptions } from "./index.js";
import { identify, suiteName, type TestResult } from "./results.js";

/** The suite with an eye on how its tests end. */
export function defineConformance(backend: ContractBackend, { finished }: ConformanceOptions): void {
  describe(suiteName(backend.name), () => {
    const results: TestResult[] = [];
    const note = (title: string, outcome: Pick<TestResult, "file" | "state" | "note">): void => {
      const { over, name, note: reason } = identify(outcome.file, [suiteName(backend.name), title]);
      results.push({ ...outcome, over, name, note: outcome.note ?? reason });
    };
    const maker: TestMaker = {
      test: (title, run, timeoutMs) =>
        it(
          title,
          async ({ onTestFinished }) => {
            onTestFinished(({ task }) => {
              const errors = task.result?.errors ?? [];
              const failure = errors.length === 0 ? undefined : errors.map(({ message }) => message).join("\n");
              note(title, { file: task.file.name, state: failure === undefined ? "passed" : "failed", note: failure });
            });
            await run();
          },
          timeoutMs,
        ),
      skip: (title) => {
        note(title, { file: "", state: "skipped", note: undefined });
        it.skip(title, () => undefined);
      },
    };
    defineContract(backend, maker, []);
    afterAll(() => finished?.(results));
  });
}
