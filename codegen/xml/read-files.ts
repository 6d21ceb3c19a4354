import { readFileSync, statSync } from "node:fs";
import { digest } from "../cache/digest.js";
import { ProblemList, type Problem } from "../problems.js";
import type { XmlClass } from "./mirror.js";
import { readClass } from "./read-class.js";

/** What came of one file. Plain data: it goes from thread to thread. */
export interface ReadFile {
  readonly file: string;
  /** Missing after problems. */
  readonly mirror: XmlClass | undefined;
  readonly problems: readonly Problem[];
  /** Of its content; "" if it could not be read. */
  readonly digest: string;
}

/** Far beyond Godot's largest reference (0.7 MB); what is larger is something else. */
const LARGEST_FILE = 64 * 1024 * 1024;

/** Every file is read, whatever is wrong with those before it. */
export function readClassFiles(files: readonly string[]): readonly ReadFile[] {
  return files.map((file): ReadFile => {
    const problems = new ProblemList();
    const text = readText(file, problems);
    const mirror = text === undefined ? undefined : readClass(file, text, problems);
    return { file, mirror, problems: problems.problems, digest: text === undefined ? "" : digest(text) };
  });
}

export function readText(file: string, problems: ProblemList): string | undefined {
  try {
    const found = statSync(file);
    // Reading a pipe or a device could wait for ever.
    if (!found.isFile()) {
      problems.add({ file }, "is no file; allowed are files and links to them. Move it away");
      return undefined;
    }
    if (found.size > LARGEST_FILE) {
      problems.add({ file }, `has ${found.size} bytes; allowed are ${LARGEST_FILE}. Restore or remove the file`);
      return undefined;
    }
    return readFileSync(file, "utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    problems.add({ file }, `cannot be read (${why}). Restore or remove it`);
    return undefined;
  }
}
