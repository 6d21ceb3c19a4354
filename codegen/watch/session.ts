import { statSync } from "node:fs";
import { emit } from "../emit/emit.js";
import { emitLedger } from "../ledger/index.js";
import { localize, readCatalog, type LocaleCoverage } from "../locale/index.js";
import type { GenerateOptions } from "../main.js";
import type { Api } from "../model/api.js";
import { OVERRIDES } from "../overrides/index.js";
import { ProblemList, type Problem } from "../problems.js";
import { ResolveMemo } from "../resolve/memo.js";
import { resolve } from "../resolve/resolve.js";
import { selectClasses } from "../resolve/select-classes.js";
import { writeFiles, type WriteResult } from "../write.js";
import { classFilesOf, listReferences } from "../xml/list-references.js";
import { readClassFiles, type ReadFile } from "../xml/read-files.js";
import { collectReferences } from "../xml/read-references.js";
import { needsEmitting } from "./changes.js";
import { RecordingMap } from "./recording-map.js";

export interface SessionRun {
  readonly api: Api;
  readonly files: WriteResult;
  /** Of what was printed in this run. */
  readonly warnings: readonly Problem[];
  readonly locale: LocaleCoverage | undefined;
}

/** The modules of one class, and what printing them looked at. */
interface Emitted {
  readonly files: ReadonlyMap<string, string>;
  readonly lookedAt: ReadonlySet<string>;
}

/**
 * The recipe of `main.ts` again and again: what has not changed is neither read nor resolved nor printed a second time. A
 * run that fails changes nothing of what is known.
 */
export class Session {
  readonly #options: GenerateOptions;
  readonly #memo = new ResolveMemo();
  readonly #read = new Map<string, { readonly state: string; readonly result: ReadFile }>();
  #api: Api | undefined;
  #shared = "";
  #emitted = new Map<string, Emitted>();

  constructor(options: GenerateOptions) {
    this.#options = options;
  }

  async run(): Promise<SessionRun> {
    const { docs, naming, locale, out } = this.#options;
    const overrides = this.#options.overrides ?? OVERRIDES;
    const problems = new ProblemList();

    const folders = listReferences(docs, problems);
    const references = collectReferences(docs, folders, this.#readFiles(classFilesOf(folders)), problems);
    const catalog = locale === undefined ? undefined : await readCatalog(locale, problems);
    problems.throwIfAny();
    const selection = this.#options.classes && selectClasses(references, this.#options.classes, overrides, problems);
    problems.throwIfAny();
    const api = resolve(selection?.references ?? references, overrides, problems, {
      naming,
      leftOut: selection?.leftOut,
      memo: this.#memo,
    });
    problems.throwIfAny();

    const localized = catalog && localize(api, catalog);
    const { generate } = references.source;
    const settings = { ...generate, runtime: this.#options.runtime ?? generate.runtime };
    // What every module depends on, beside classes.
    const state = catalog === undefined ? "" : statOf(locale ?? "");
    const shared = JSON.stringify([settings, api.engineVersion, api.hasBareSignals, [...api.leftOut], state]);
    const wanted = shared === this.#shared ? needsEmitting(this.#api, api, this.#lookedAt()) : undefined;
    const printed = localized?.api ?? api;
    const emitted = new Map<string, Emitted>();
    for (const { godotName } of api.classes) {
      const old = wanted?.has(godotName) === false ? this.#emitted.get(godotName) : undefined;
      emitted.set(godotName, old ?? emitOne(godotName, printed));
    }
    const files = new Map(emit(printed, settings, overrides, problems, { classes: new Set(), isPart: false }));
    problems.throwIfAny();
    // Of the classes as they are written, in the reference's own language.
    if (settings.ledger)
      for (const [path, text] of emitLedger((selection?.references ?? references).classes)) files.set(path, text);
    for (const one of emitted.values()) for (const [path, text] of one.files) files.set(path, text);
    const written = writeFiles(out, files);

    this.#api = api;
    this.#shared = shared;
    this.#emitted = emitted;
    return { api, files: written, warnings: problems.warnings, locale: localized?.coverage };

    function emitOne(name: string, whole: Api): Emitted {
      const byName = new RecordingMap(whole.byName);
      const own = whole.byName.get(name);
      const part = { ...whole, byName, classes: own === undefined ? [] : [own] };
      const texts = emit(part, settings, overrides, problems, { classes: new Set([name]), isPart: true });
      return { files: texts, lookedAt: byName.asked };
    }
  }

  #readFiles(files: readonly string[]): readonly ReadFile[] {
    const changed = files.filter((file) => this.#read.get(file)?.state !== statOf(file));
    const states = changed.map(statOf);
    readClassFiles(changed).forEach((result, index) => {
      const old = this.#read.get(result.file)?.result;
      // Saved again with the same content: the same mirror, and all that is known of it.
      const isSame = old !== undefined && old.digest !== "" && old.digest === result.digest;
      this.#read.set(result.file, { state: states[index] ?? "", result: isSame ? old : result });
    });
    return files.flatMap((file) => this.#read.get(file)?.result ?? []);
  }

  #lookedAt(): ReadonlyMap<string, ReadonlySet<string>> {
    return new Map([...this.#emitted].map(([name, { lookedAt }]) => [name, lookedAt]));
  }
}

/** What changes when a file does. */
function statOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? "" : `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}`;
}
