import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { digest } from "./digest.js";

/** Runs that are remembered: one per set of options. */
const KEPT = 24;

/** Where runs are remembered; undefined if there is no place for it. */
export function cacheFolder(): string | undefined {
  const modules = modulesAbove(process.cwd()) ?? modulesAbove(dirname(fileURLToPath(import.meta.url)));
  return modules && join(modules, ".cache", "godot-webrtc", "generate");
}

function modulesAbove(start: string): string | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    if (statSync(modules, { throwIfNoEntry: false })?.isDirectory() === true) return modules;
    if (dirname(folder) === folder) return undefined;
  }
}

/** What was put there under this key; undefined for an entry that is missing, cut off, altered, or not ours. */
export function readEntry(folder: string, key: string): unknown {
  try {
    const text = readFileSync(join(folder, `${key}.json`), "utf8");
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    return text.slice(0, end) === sign(key, body) ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}

/** Complete or not at all, also with others at work in the same folder. A cache that cannot be written is no cache. */
export function writeEntry(folder: string, key: string, entry: unknown): void {
  const body = JSON.stringify(entry);
  const temporary = join(folder, `${key}.${process.pid}.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, `${sign(key, body)}\n${body}`);
    renameSync(temporary, join(folder, `${key}.json`));
    prune(folder);
  } catch {
    removeQuietly(temporary);
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Not even the folder is one.
  }
}

function sign(key: string, body: string): string {
  return digest(`${key}\n${body}`);
}

function prune(folder: string): void {
  const names = readdirSync(folder);
  if (names.length <= KEPT) return;
  const byAge = names
    .map((name) => ({ file: join(folder, name), time: statSync(join(folder, name)).mtimeMs }))
    .sort((one, other) => other.time - one.time);
  for (const { file } of byAge.slice(KEPT)) rmSync(file, { force: true });
}
