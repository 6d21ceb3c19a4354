import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { ROOT } from "../support/root.js";
import { mutate } from "./mutants/mutate.js";
import { MUTANTS } from "./mutants/mutants.js";

// Whether they are caught is the matter of `npm run conformance:mutants`, which takes minutes.
test("every mutant fits the sources, and is a program", () => {
  expect(MUTANTS.length).toBeGreaterThanOrEqual(40);
  expect(new Set(MUTANTS.map(({ what }) => what)).size, "different ones").toBe(MUTANTS.length);
  for (const mutant of MUTANTS) {
    const text = readFileSync(join(ROOT, mutant.file), "utf8");
    const mutated = mutate(mutant, text);
    expect(mutated, mutant.what).not.toBe(text);
    const { diagnostics } = ts.transpileModule(mutated, { reportDiagnostics: true });
    expect(diagnostics, mutant.what).toEqual([]);
  }
});

test("one that does not fit is an error that says what to do", () => {
  const mutant = { what: "nothing is right", file: "a.ts", find: "go", replace: "stop" };
  expect(() => mutate(mutant, "run()")).toThrow(
    'The mutant "nothing is right" wants to replace in a.ts what does not stand',
  );
  expect(() => mutate(mutant, "go(); go()")).toThrow("stands there 2 times; correct mutants.ts:\ngo");
  expect(mutate(mutant, "go()")).toBe("stop()");
});
