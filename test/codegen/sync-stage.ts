import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { syncCommand } from "../../codegen/commands/sync.js";
import { BASE, classXml, method, methods, param, returns } from "./class-xml.js";
import { runCommand, type CommandRun } from "./run-command.js";

/** A folder for each test, with class references of our own in `doc_classes`: the class A, and what it needs. */

const SUBSET = { coverage: "subset", reason: "Nothing of them is needed." };
const OTHERS = { Object: SUBSET, Signal: SUBSET, Callable: SUBSET, "@GlobalScope": SUBSET };

export function sourceJson(classes: object = { A: { coverage: "whole" } }): string {
  return `${JSON.stringify({ engine: "Godot", version: "4.1", classes: { ...OTHERS, ...classes } }, null, 2)}\n`;
}

/** The files that every reference here has. */
export const COMMON = Object.fromEntries(
  BASE.map((text): [string, string] => [`${/name="([^"]*)"/.exec(text)?.[1] ?? ""}.xml`, text]),
);
const ours = (text: string): string => text.replace("<description></description>", "<description>Ours.</description>");
export const OURS = classXml("A", methods(ours(method("go", returns("int"))), ours(method("stop"))));
export const THEIRS = classXml("A", methods(method("go", returns("float") + param(0, "speed", "int")), method("wait")));

let folder = "";
export const scratch = (): string => folder;

export function useScratch(): void {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sync-"));
    write("doc_classes", { ...COMMON, "A.xml": OURS, "SOURCE.json": sourceJson() });
  });
  afterEach(() => rmSync(folder, { recursive: true }));
}

/** Writes files into a folder of the scratch folder; gives its path. */
export function write(name: string, files: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return join(folder, name);
}

export const read = (path: string): string => readFileSync(join(folder, path), "utf8");

/** All files of the scratch folder with their texts, and its folders. */
export function everything(below = ""): Readonly<Record<string, string>> {
  const entries = readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name);
    if (entry.isDirectory()) return [[`${path}/`, ""], ...Object.entries(everything(path))];
    return [[path, read(path)]];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

/** The command on these folders. */
export function run(from: string, ...more: readonly string[]): Promise<CommandRun> {
  const folders = ["--docs", join(folder, "doc_classes"), "--out", join(folder, "generated")];
  return runCommand(syncCommand, ["--from", from, ...folders, ...more]);
}
