import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { HEADER_START } from "./emit/header.js";
import { CodegenError, type Problem } from "./problems.js";

/** What writing changed, or would change. Paths are relative to the output folder, sorted. */
export interface WriteResult {
  /** New files, and files with another text. */
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  /** Generated files that nothing generates any more. */
  readonly removed: readonly string[];
}

/** What is to be done, found out without touching anything. */
export function planFiles(out: string, files: ReadonlyMap<string, string>): WriteResult {
  return plan(out, files).result;
}

/**
 * The one place that touches the disk. Writes what changed and removes stale generated files; a text is complete in a
 * temporary file beside its target before any target changes, so that a full disk leaves everything as it was.
 */
export function writeFiles(out: string, files: ReadonlyMap<string, string>): WriteResult {
  const { result, foreign } = plan(out, files);
  if (foreign.length > 0) {
    const message = "exists and was not written by this generator. Move it away, or name another folder with --out";
    throw new CodegenError(foreign.map((path) => ({ file: join(out, path), message })));
  }
  const moves = result.written.map((path) => ({ from: join(out, `${path}.${process.pid}.tmp`), to: join(out, path) }));
  try {
    result.written.forEach((path, index) => {
      mkdirSync(dirname(join(out, path)), { recursive: true });
      writeFileSync(moves[index]?.from ?? "", files.get(path) ?? "");
    });
    for (const { from, to } of moves) renameSync(from, to);
    for (const path of result.removed) rmSync(join(out, path));
  } catch (error) {
    for (const { from } of moves) rmSync(from, { force: true });
    const why = error instanceof Error ? error.message : String(error);
    throw new CodegenError([{ file: out, message: `cannot write the generated files: ${why}` }]);
  }
  for (const folder of new Set(result.removed.map(dirname))) removeIfEmpty(join(out, folder));
  return result;
}

interface Plan {
  readonly result: WriteResult;
  /** Files in the way, in a folder that holds nothing of this generator: somebody's own work. */
  readonly foreign: readonly string[];
}

function plan(out: string, files: ReadonlyMap<string, string>): Plan {
  const written: string[] = [];
  const unchanged: string[] = [];
  const foreign: string[] = [];
  const problems: Problem[] = [];
  let isOwnFolder = false;
  for (const [path, text] of files) {
    const present = readIfPresent(join(out, path), problems);
    (present === text ? unchanged : written).push(path);
    if (present === undefined) continue;
    if (isGenerated(present)) isOwnFolder = true;
    else foreign.push(path);
  }
  const removed = filesBelow(out, "").filter((path) => {
    if (!path.endsWith(".ts") || files.has(path)) return false;
    const present = readIfPresent(join(out, path), problems);
    return present !== undefined && isGenerated(present);
  });
  if (problems.length > 0) throw new CodegenError(problems);
  const result = { written: written.sort(), unchanged: unchanged.sort(), removed: removed.sort() };
  // In a folder of its own the generator may write over whatever an edit left of its files.
  return { result, foreign: isOwnFolder ? [] : foreign.sort() };
}

/** By its header, which an edit may have moved down. */
function isGenerated(text: string): boolean {
  return text.slice(0, 1000).includes(HEADER_START);
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

function filesBelow(root: string, path: string): string[] {
  try {
    return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
      // Always with "/", as the paths of the emitter.
      const inner = path === "" ? entry.name : `${path}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(root, inner) : entry.isFile() ? [inner] : [];
    });
  } catch (error) {
    if (isMissing(error)) return [];
    const why = error instanceof Error ? error.message : String(error);
    throw new CodegenError([{ file: join(root, path), message: `cannot list the output folder: ${why}` }]);
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
