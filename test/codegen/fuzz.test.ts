import { describe, expect, it } from "vitest";
import { emit } from "../../codegen/emit/emit.js";
import { OVERRIDES } from "../../codegen/overrides/index.js";
import { CodegenError, ProblemList } from "../../codegen/problems.js";
import { resolve } from "../../codegen/resolve/resolve.js";
import type { XmlClass } from "../../codegen/xml/mirror.js";
import { readClass } from "../../codegen/xml/read-class.js";
import { NO_SOURCE } from "../../codegen/xml/source-json.js";
import { mutate, random, SEEDS } from "./fuzz-references.js";

const RUNS = 10_000;
/** Far more than a run takes; a hang is one that takes for ever. */
const SLOWEST_MS = 5_000;

/** The classes that the seeds name, so that what is not mutated resolves. */
const AROUND = ["Object", "RefCounted", "Signal", "Callable"];

function readAll(texts: readonly (readonly [string, string])[], problems: ProblemList): XmlClass[] {
  return texts.flatMap(([file, text]) => readClass(file, text, problems) ?? []);
}

function generate(around: readonly XmlClass[], text: string): number {
  const problems = new ProblemList();
  const own = readAll([["Fuzz.xml", text]], problems);
  problems.throwIfAny();
  const names = new Set(own.map(({ name }) => name));
  const classes = [...around.filter(({ name }) => !names.has(name)), ...own].sort((a, b) => (a.name < b.name ? -1 : 1));
  const source = { ...NO_SOURCE, classes: Object.fromEntries(classes.map(({ name }) => [name, SUBSET])) };
  const api = resolve({ classes, source }, OVERRIDES, problems);
  problems.throwIfAny();
  const wanted = { classes: names, isPart: true };
  const files = emit(api, NO_SOURCE.generate, OVERRIDES, problems, wanted);
  problems.throwIfAny();
  return files.size;
}

const SUBSET = { coverage: "subset", reason: "for the test" } as const;

describe("mutated class references", () => {
  it(`${RUNS} of them give a result or a clean error each`, { timeout: 120_000 }, () => {
    const empty = (name: string): string =>
      `<class name="${name}"${name === "RefCounted" ? ' inherits="Object"' : ""}><brief_description/><description/><tutorials/></class>`;
    const around = readAll(
      AROUND.map((name) => [`${name}.xml`, empty(name)] as const),
      new ProblemList(),
    );
    expect(around).toHaveLength(AROUND.length);
    for (const seed of SEEDS) expect(generate(around, seed)).toBeGreaterThan(0);

    const next = random(20_261_120);
    const counts = { results: 0, errors: 0 };
    for (let run = 0; run < RUNS; run++) {
      const text = mutate(next);
      const start = performance.now();
      try {
        generate(around, text);
        counts.results++;
      } catch (error) {
        const told = `run ${run}: ${String(error)}\n${text.slice(0, 2000)}`;
        expect(error, told).toBeInstanceOf(CodegenError);
        if (!(error instanceof CodegenError)) throw error;
        expect(error.problems.length, told).toBeGreaterThan(0);
        for (const { file, message } of error.problems) {
          expect(file, told).not.toBe("");
          expect(message, told).not.toMatch(/\n\s+at |undefined|\[object Object\]/);
        }
        counts.errors++;
      }
      expect(performance.now() - start, `run ${run}`).toBeLessThan(SLOWEST_MS);
    }
    // Neither is the fuzzer blunt, nor does it break everything.
    expect(counts.results).toBeGreaterThan(RUNS / 20);
    expect(counts.errors).toBeGreaterThan(RUNS / 5);
  });
});
