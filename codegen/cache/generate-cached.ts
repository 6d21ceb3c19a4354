import { join } from "node:path";
import type { LocaleCoverage } from "../locale/index.js";
import type { GenerateOptions } from "../main.js";
import { ProblemList, type Problem } from "../problems.js";
import { planMatching, type WriteResult } from "../write.js";
import { classFilesOf, listReferences, SOURCE_FILE } from "../xml/list-references.js";
import { digest, fileDigest } from "./digest.js";
import { generatorDigest } from "./generator.js";
import { readEntry, writeEntry } from "./store.js";

/** What a run tells its user. */
export interface Run {
  /** What the API holds, as printed lines. */
  readonly summary: readonly string[];
  readonly files: WriteResult;
  readonly warnings: readonly Problem[];
  readonly locale: LocaleCoverage | undefined;
}

/** What is remembered of a run: what went in, what came out. Texts are not kept, they are on the disk. */
interface Entry {
  /** File → digest of its content, of everything that was read. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: readonly string[];
  readonly warnings: readonly Problem[];
  readonly locale?: LocaleCoverage;
}

/**
 * Generates, unless a run with the same generator, options and input is remembered and all that it wrote is still there,
 * byte by byte. What a run does is the same with and without a cache.
 *
 * @param folder - Of the cache; undefined for none.
 */
export async function generateCached(options: GenerateOptions, folder: string | undefined): Promise<Run> {
  // Who wants the output checked wants it printed.
  if (folder === undefined || options.verify === true || options.overrides !== undefined) return generateAnew(options);
  const files = inputFiles(options);
  const key = digest(JSON.stringify([generatorDigest(), describe(options), files])).slice(0, 32);
  const known = readEntry(folder, key) as Entry | undefined;
  const remembered = known && recall(known, files, options);
  if (remembered !== undefined) return remembered;

  const others = files.filter((file) => !file.endsWith(".xml"));
  const before = others.map(fileDigest);
  const { generate } = await import("../main.js");
  const { printSummary } = await import("../print-report.js");
  const result = await generate(options);
  const run: Run = { ...result, summary: printSummary(result.api) };
  const inputs = new Map(result.inputs);
  others.forEach((file, index) => {
    const now = fileDigest(file);
    // What changed meanwhile may have been read in either state: its digest is left out, and no run is like this one.
    if (now !== undefined && now === before[index]) inputs.set(file, now);
  });
  const outputs: Record<string, string> = {};
  for (const [path, text] of result.texts) outputs[path] = result.digests.get(path) ?? digest(text);
  const { summary, warnings, locale } = run;
  writeEntry(folder, key, { inputs: Object.fromEntries(inputs), outputs, summary, warnings, locale });
  return run;
}

async function generateAnew(options: GenerateOptions): Promise<Run> {
  const { generate } = await import("../main.js");
  const { printSummary } = await import("../print-report.js");
  const result = await generate(options);
  return { ...result, summary: printSummary(result.api) };
}

function describe({ docs, out, runtime, locale, classes, naming }: GenerateOptions): readonly unknown[] {
  return [docs, out, runtime ?? null, locale ?? null, classes ?? null, naming ?? null];
}

/** Everything that the run will read, whether it is there or not. */
function inputFiles({ docs, locale }: GenerateOptions): readonly string[] {
  const folders = listReferences(docs, new ProblemList());
  const sources = folders.filter(({ hasSource }) => hasSource).map(({ directory }) => join(directory, SOURCE_FILE));
  return [...classFilesOf(folders), ...sources, ...(locale === undefined ? [] : [locale])];
}

function recall(entry: Entry, files: readonly string[], options: GenerateOptions): Run | undefined {
  if (files.length === 0 || !files.every((file) => isSame(entry.inputs[file], file))) return undefined;
  const paths = Object.keys(entry.outputs);
  const { outputs, summary, warnings, locale } = entry;
  const plan = planMatching(options.out, paths, (path, present) => digest(present) === outputs[path]);
  const isAllThere = plan.written.length + plan.removed.length === 0;
  // What is missing or was edited is to be written, and its text is not known here.
  return isAllThere || options.check === true ? { summary, files: plan, warnings, locale } : undefined;
}

function isSame(known: string | undefined, file: string): boolean {
  return known !== undefined && fileDigest(file) === known;
}
