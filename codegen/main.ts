import { emit } from "./emit/emit.js";
import type { Api } from "./model/api.js";
import { OVERRIDES } from "./overrides/index.js";
import type { Overrides } from "./overrides/shapes.js";
import { ProblemList, type Problem } from "./problems.js";
import { resolve } from "./resolve/resolve.js";
import { verifySyntax } from "./verify.js";
import { planFiles, writeFiles, type WriteResult } from "./write.js";
import { readReferences } from "./xml/read-references.js";

export interface GenerateOptions {
  /** Folders of class references. */
  readonly docs: readonly string[];
  /** Folder to write into. */
  readonly out: string;
  /** Import specifier of the runtime for the glue classes; by default what SOURCE.json says. */
  readonly runtime?: string | undefined;
  /** Compare with what is on the disk instead of writing. */
  readonly check?: boolean | undefined;
  /** Check the syntax of what was printed. */
  readonly verify?: boolean | undefined;
  /** By default the project's own. */
  readonly overrides?: Overrides | undefined;
}

export interface GenerateResult {
  readonly api: Api;
  readonly files: WriteResult;
  /** What is wrong with the texts, but does not stop the run. */
  readonly warnings: readonly Problem[];
}

/** The recipe: read, override and resolve, emit, write. Every stage reports all its problems; only the last writes. */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const overrides = options.overrides ?? OVERRIDES;
  const problems = new ProblemList();

  const references = readReferences(options.docs, problems);
  problems.throwIfAny();

  const api = resolve(references, overrides, problems);
  problems.throwIfAny();

  const { runtime, implementation } = references.source.generate;
  const files = emit(api, { runtime: options.runtime ?? runtime, implementation }, overrides, problems);
  problems.throwIfAny();

  if (options.verify === true) await verifySyntax(files);
  const result = options.check === true ? planFiles(options.out, files) : writeFiles(options.out, files);
  return { api, files: result, warnings: problems.warnings };
}
