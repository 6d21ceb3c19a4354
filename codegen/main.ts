import { emitEach } from "./emit/emit.js";
import { emitLedger } from "./ledger/index.js";
import { localize, readCatalog, type LocaleCoverage } from "./locale/index.js";
import type { Api } from "./model/api.js";
import { OVERRIDES } from "./overrides/index.js";
import type { Overrides } from "./overrides/shapes.js";
import { ProblemList, type Problem } from "./problems.js";
import type { Naming } from "./resolve/name-members.js";
import { resolve } from "./resolve/resolve.js";
import { selectClasses } from "./resolve/select-classes.js";
import { Stage, type Staged } from "./staging/stage.js";
import { verifySyntax } from "./verify.js";
import { planFiles, writeFiles, type WriteResult } from "./write.js";
import { readClassFiles } from "./xml/read-files.js";
import { classFilesOf, listReferences } from "./xml/list-references.js";
import { collectReferences } from "./xml/read-references.js";

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
  /** A gettext file (.po) with translations of the texts. */
  readonly locale?: string | undefined;
  /** By default the project's own. */
  readonly overrides?: Overrides | undefined;
  /** Only these classes, by their Godot names, and what they need. By default all. */
  readonly classes?: readonly string[] | undefined;
  /** What members are called: Godot's names (the default), or camelCase. */
  readonly naming?: Naming | undefined;
}

export interface GenerateResult {
  readonly api: Api;
  readonly files: WriteResult;
  /** What is wrong with the texts, but does not stop the run. */
  readonly warnings: readonly Problem[];
  /** How much of the texts `locale` translates. */
  readonly locale: LocaleCoverage | undefined;
  /** Every class reference that was read → the digest of its content. */
  readonly inputs: ReadonlyMap<string, string>;
  /** What was printed, by path inside the output folder. */
  readonly texts: ReadonlyMap<string, string>;
  /** The digests of those texts of which they are known already. */
  readonly digests: ReadonlyMap<string, string>;
}

/** The recipe: read, override and resolve, translate, emit, write. Every stage reports all its problems; only the last writes. */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const overrides = options.overrides ?? OVERRIDES;
  const problems = new ProblemList();

  const folders = listReferences(options.docs, problems);
  const read = readClassFiles(classFilesOf(folders));
  const references = collectReferences(options.docs, folders, read, problems);
  const catalog = options.locale === undefined ? undefined : await readCatalog(options.locale, problems);
  problems.throwIfAny();

  const selection = options.classes && selectClasses(references, options.classes, overrides, problems);
  problems.throwIfAny();

  const { naming } = options;
  const settings = { ...references.source.generate, runtime: options.runtime ?? references.source.generate.runtime };
  const api = resolve(selection?.references ?? references, overrides, problems, {
    naming,
    leftOut: selection?.leftOut,
  });
  problems.throwIfAny();

  const localized = catalog && localize(api, catalog);
  const printed = localized?.api ?? api;
  const stage = options.check === true ? undefined : Stage.open(options.out, api.classes.length);
  const files = new Map<string, string>();
  let result: WriteResult;
  let staged: Staged | undefined;
  try {
    for (const [path, text] of emitEach(printed, settings, overrides, problems)) {
      files.set(path, text);
      stage?.add(path, text);
    }
    // Of the classes as they are written, in the reference's own language.
    if (settings.ledger) {
      for (const [path, text] of emitLedger((selection?.references ?? references).classes)) {
        files.set(path, text);
        stage?.add(path, text);
      }
    }
    problems.throwIfAny();
    if (options.verify === true) await verifySyntax(files);
    staged = await stage?.finish();
    result = options.check === true ? planFiles(options.out, files) : writeFiles(options.out, files, undefined, staged);
  } catch (error) {
    await stage?.discard();
    throw error;
  }
  return {
    api,
    files: result,
    warnings: problems.warnings,
    locale: localized?.coverage,
    inputs: new Map(read.map(({ file, digest }) => [file, digest])),
    texts: files,
    digests: staged?.digests ?? new Map<string, string>(),
  };
}
