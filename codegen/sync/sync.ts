import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compareReferences, hasTexts, type ComparedReference, type Drift } from "../drift/index.js";
import { readFolder } from "../drift/read-folder.js";
import { generate, type GenerateOptions, type GenerateResult } from "../main.js";
import { CodegenError, ProblemList, type Problem } from "../problems.js";
import { withDependents } from "../restated/dependents.js";
import { recordTexts, withTexts } from "../restated/record-texts.js";
import type { RestatedTexts } from "../restated/restated-texts.js";
import type { XmlClass } from "../xml/mirror.js";
import { mergeReference } from "./merge-reference.js";
import type { OriginKind } from "./origin-kind.js";
import { readOrigin, type Origin } from "./read-origin.js";
import { isNewVersion, withVersion } from "./source-version.js";
import { swapFolders } from "./swap-folders.js";

export interface SyncOptions {
  /** A Godot source tree, a folder of class references, or a Godot binary. */
  readonly from: string;
  /** The folder of class references to bring up to date. Its SOURCE.json says which classes. Default: `doc_classes`. */
  readonly docs?: string | undefined;
  /** The folder to generate into. Default: `generated`. */
  readonly out?: string | undefined;
  /** Take the differences over and regenerate. Without it nothing is written. */
  readonly write?: boolean | undefined;
  /** Take the texts over too, which are then the engine's. */
  readonly withText?: boolean | undefined;
  /** All texts of the origin were looked at, and what is restated is theirs: record it. Writes SOURCE.json. */
  readonly acceptTexts?: boolean | undefined;
  /** How long a binary may take, in milliseconds. Default: 120,000. */
  readonly timeout?: number | undefined;
  /** What `generate` was told for this project beside its folders: naming, classes, runtime … */
  readonly generate?: Omit<GenerateOptions, "docs" | "out" | "check"> | undefined;
}

export interface SyncResult {
  readonly origin: { readonly kind: OriginKind; readonly name: string; readonly version: string | undefined };
  /** What differs, from the class references here to those of the origin. */
  readonly drift: Drift;
  /** What SOURCE.json says, and what it says afterwards if the origin tells. */
  readonly version: { readonly from: string | undefined; readonly to: string | undefined };
  /** Files of the docs folder that change, or would. */
  readonly files: readonly string[];
  /** Whether the texts of the origin count as restated from here on. */
  readonly textsAccepted: boolean;
  /** undefined if nothing was written. */
  readonly generated: GenerateResult | undefined;
}

const SOURCE_FILE = "SOURCE.json";
const TIMEOUT = 120_000;

/** Reads, compares, merges; with `write` all is written, or after an error nothing. */
export async function sync(options: SyncOptions): Promise<SyncResult> {
  const { from, docs = "doc_classes", out = "generated", withText = false } = options;
  const problems = new ProblemList();
  const ours = readFolder(docs, "--docs", undefined, problems);
  problems.throwIfAny();
  const named = Object.entries(ours.source?.classes ?? {});
  checkNamed(
    docs,
    named,
    ours.classes.map(({ name }) => name),
  );

  const origin = await readOrigin(
    { from, timeout: options.timeout ?? TIMEOUT },
    named.map(([name]) => name),
  );
  const theirs = { name: origin.name, classes: origin.classes };
  if (withText && !hasTexts(theirs)) {
    const message = "has no texts, as what --doctool writes. Leave --with-text out, or name a source tree with --from";
    throw new CodegenError([{ file: from, message }]);
  }
  const drift = withDependents(compareReferences(ours, theirs, { scope: "from", texts: withText }), docs);
  const merged = mergeReference(ours, origin.classes, withText);
  const version = versions(ours.source?.version, origin);
  const files = new Map(merged);
  const source = readFileSync(join(docs, SOURCE_FILE), "utf8");
  const isAccepted = withText || options.acceptTexts === true;
  const renewed = renewSource(
    source,
    version,
    hasTexts(theirs) ? recordAll(ours, origin.classes, isAccepted) : undefined,
  );
  if (renewed !== source) files.set(SOURCE_FILE, renewed);
  const isWritten = (options.write === true || options.acceptTexts === true) && files.size > 0;
  const generated = isWritten ? await write(docs, out, files, options.generate) : undefined;
  const { kind, name, version: told } = origin;
  return {
    origin: { kind, name, version: told },
    drift,
    version,
    files: [...files.keys()].sort(),
    textsAccepted: isAccepted,
    generated,
  };
}

function renewSource(
  text: string,
  { from, to }: SyncResult["version"],
  recorded: ReadonlyMap<string, RestatedTexts> | undefined,
): string {
  const renewed = to === from || to === undefined ? text : withVersion(text, to);
  return recorded === undefined || recorded.size === 0 ? renewed : withTexts(renewed, recorded);
}

function recordAll(
  ours: ComparedReference,
  origin: readonly XmlClass[],
  isAccepted: boolean,
): ReadonlyMap<string, RestatedTexts> {
  const present = new Map(ours.classes.map((source) => [source.name, source]));
  const recorded = origin.flatMap((theirs): [string, RestatedTexts][] => {
    const { coverage = "whole", reason, restates } = ours.source?.classes[theirs.name] ?? {};
    const texts = recordTexts(present.get(theirs.name), theirs, { coverage, reason, restates }, { isAccepted });
    return texts === undefined || isEqual(texts, restates) ? [] : [[theirs.name, texts]];
  });
  return new Map(recorded);
}

function isEqual(one: RestatedTexts, other: RestatedTexts | undefined): boolean {
  if (other === undefined) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}

function versions(present: string | undefined, { version }: Origin): SyncResult["version"] {
  return { from: present, to: isNewVersion(present, version) ? version : present };
}

function checkNamed(
  docs: string,
  named: readonly (readonly [string, { readonly coverage: string }])[],
  present: readonly string[],
) {
  const file = join(docs, SOURCE_FILE);
  if (named.length === 0) {
    const message =
      'names no classes, and sync takes those that it names. Write {"classes": {"NAME": {"coverage": "whole"}}}';
    throw new CodegenError([{ file, message }]);
  }
  const missing = named.filter(([name, { coverage }]) => coverage === "subset" && !present.includes(name));
  const problems = missing.map(([name]): Problem => {
    const message = `a subset needs a file ${name}.xml that says which members it has. Add it, or make the class "whole"`;
    return { file, class: name, message };
  });
  if (problems.length > 0) throw new CodegenError(problems);
}

function write(
  docs: string,
  out: string,
  files: ReadonlyMap<string, string>,
  options: SyncOptions["generate"],
): Promise<GenerateResult> {
  return swapFolders([docs, out], async ([stagedDocs = docs, stagedOut = out]) => {
    for (const [name, text] of files) writeFileSync(join(stagedDocs, name), text);
    const named = (text: string): string => text.replaceAll(stagedDocs, docs).replaceAll(stagedOut, out);
    const actual = (problem: Problem): Problem => ({
      ...problem,
      file: named(problem.file),
      message: named(problem.message),
    });
    try {
      const result = await generate({ docs: [stagedDocs], out: stagedOut, ...options });
      return { ...result, warnings: result.warnings.map(actual) };
    } catch (error) {
      // Their places are of the copy, which is gone by the time they are read.
      throw error instanceof CodegenError ? new CodegenError(error.problems.map(actual)) : error;
    }
  });
}
