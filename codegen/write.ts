import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
  type Dirent,
} from "node:fs";
import { dirname, join } from "node:path";
import { HEADER_START } from "./emit/header.js";
import { CodegenError, type Problem } from "./problems.js";
import { temporaryFile, temporaryOwner, type Staged } from "./staging/stage.js";

/** What writing changed, or would change. Paths are relative to the output folder, sorted. */
export interface WriteResult {
  /** New files, and files with another text. */
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  /** Generated files that nothing generates any more. */
  readonly removed: readonly string[];
}

/** The calls that can fail half-way, for tests to let them. */
export interface Disk {
  writeFile(file: string, text: string): void;
  rename(from: string, to: string): void;
}

const DISK: Disk = { writeFile: writeFileSync, rename: renameSync };

/** What is to be done, found out without touching anything. */
export function planFiles(out: string, files: ReadonlyMap<string, string>): WriteResult {
  return plan(out, files.keys(), (path, present) => present === files.get(path)).result;
}

/** The same, where it is known only which texts would be right. */
export function planMatching(
  out: string,
  paths: Iterable<string>,
  isRight: (path: string, present: string) => boolean,
): WriteResult {
  return plan(out, paths, isRight).result;
}

/**
 * The one place that touches the disk. Writes what changed and removes stale generated files; a text is complete in a
 * temporary file beside its target before any target changes, so that a full disk leaves everything as it was.
 */
export function writeFiles(
  out: string,
  files: ReadonlyMap<string, string>,
  disk: Disk = DISK,
  staged?: Staged,
): WriteResult {
  const { result, foreign, leftOver } = plan(out, files.keys(), (path, present) => present === files.get(path));
  if (foreign.length > 0) {
    const message = "exists and was not written by this generator. Move it away, or name another folder with --out";
    throw new CodegenError(foreign.map((path) => ({ file: join(out, path), message })));
  }
  const moves = result.written.map((path) => ({ from: temporaryFile(out, path), to: join(out, path) }));
  const made = [...(staged?.made ?? [])];
  try {
    for (const folder of new Set(moves.map(({ to }) => dirname(to)))) {
      const first = mkdirSync(folder, { recursive: true });
      if (first !== undefined) made.push(first);
    }
    for (const path of result.written) {
      const file = temporaryFile(out, path);
      if (staged?.files.has(file) !== true) disk.writeFile(file, files.get(path) ?? "");
    }
    for (const { from, to } of moves) disk.rename(from, to);
    for (const path of [...result.removed, ...leftOver]) rmSync(join(out, path), { force: true });
  } catch (error) {
    for (const { from } of moves) rmSync(from, { force: true });
    // Folders that are new hold nothing but what this run made.
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
    const why = error instanceof Error ? error.message : String(error);
    const message = `cannot write the generated files (${why}). Make room or give access, or name another folder with --out`;
    throw new CodegenError([{ file: out, message }]);
  }
  for (const folder of new Set(result.removed.map(dirname))) removeIfEmpty(join(out, folder));
  return result;
}

interface Plan {
  readonly result: WriteResult;
  /** Files in the way, in a folder that holds nothing of this generator: somebody's own work. */
  readonly foreign: readonly string[];
  /** What a run that was killed left behind. */
  readonly leftOver: readonly string[];
}

function plan(out: string, paths: Iterable<string>, isRight: (path: string, present: string) => boolean): Plan {
  const there = entriesBelow(out);
  const wanted = new Set(paths);
  const problems = obstacles(out, wanted, there);
  const written: string[] = [];
  const unchanged: string[] = [];
  const foreign: string[] = [];
  let isOwnFolder = false;
  for (const path of wanted) {
    const present = there.get(path) === "file" ? readIfPresent(join(out, path), problems) : undefined;
    (present !== undefined && isRight(path, present) ? unchanged : written).push(path);
    if (present === undefined) continue;
    if (isGenerated(present)) isOwnFolder = true;
    else foreign.push(path);
  }
  const removed: string[] = [];
  const leftOver: string[] = [];
  for (const [path, kind] of there) {
    if (kind === "file" && isLeftOver(path)) leftOver.push(path);
    if (kind !== "file" || !path.endsWith(".ts") || wanted.has(path)) continue;
    const present = readIfPresent(join(out, path), problems);
    if (present !== undefined && isGenerated(present)) removed.push(path);
  }
  if (problems.length > 0) throw new CodegenError(problems);
  const result = { written: written.sort(), unchanged: unchanged.sort(), removed: removed.sort() };
  // In a folder of its own the generator may write over whatever an edit left of its files.
  return { result, foreign: isOwnFolder ? [] : foreign.sort(), leftOver };
}

/** Folders where files must be, and files where folders must be: each once. */
function obstacles(out: string, wanted: ReadonlySet<string>, there: ReadonlyMap<string, Kind>): Problem[] {
  const problems: Problem[] = [];
  const folders = new Set([...wanted].map(dirname).filter((folder) => folder !== "."));
  const message = (found: string, needed: string): string =>
    `is ${found}; a ${needed} is to be written there. Move it away, or name another folder with --out`;
  for (const folder of folders) {
    const kind = there.get(folder);
    if (kind === "file" || kind === "other")
      problems.push({ file: join(out, folder), message: message("a file", "folder") });
  }
  for (const path of wanted) {
    const kind = there.get(path);
    if (kind === "folder") problems.push({ file: join(out, path), message: message("a folder", "file") });
    if (kind === "other") problems.push({ file: join(out, path), message: message("no ordinary file", "file") });
  }
  return problems;
}

/** By its header, which an edit may have moved down. */
function isGenerated(text: string): boolean {
  return text.slice(0, 1000).includes(HEADER_START);
}

/** A temporary file of a process that is no more. */
function isLeftOver(path: string): boolean {
  const owner = temporaryOwner(path);
  if (owner === undefined) return false;
  try {
    process.kill(owner, 0);
    return false;
  } catch (error) {
    // Others' processes may not be asked.
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

function readIfPresent(file: string, problems: Problem[]): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (!isMissing(error)) {
      problems.push({ file, message: `cannot be read: ${error instanceof Error ? error.message : String(error)}` });
    }
    return undefined;
  }
}

type Kind = "file" | "folder" | "other";

/** Everything in the folder, by path: always with "/", as the paths of the emitter. */
function entriesBelow(root: string): ReadonlyMap<string, Kind> {
  const entries = new Map<string, Kind>();
  const visit = (path: string): void => {
    for (const entry of listed(root, path)) {
      const inner = path === "" ? entry.name : `${path}/${entry.name}`;
      // What a link points to is found out by reading it.
      const kind: Kind = entry.isDirectory() ? "folder" : entry.isFile() || entry.isSymbolicLink() ? "file" : "other";
      entries.set(inner, kind);
      if (kind === "folder") visit(inner);
    }
  };
  visit("");
  return entries;
}

function listed(root: string, path: string): readonly Dirent[] {
  try {
    return readdirSync(join(root, path), { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    const why = error instanceof Error ? error.message : String(error);
    const message = `cannot list the output folder (${why}). Name another folder with --out`;
    throw new CodegenError([{ file: join(root, path), message }]);
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Not empty: others keep files here.
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
