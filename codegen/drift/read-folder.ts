import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ProblemList } from "../problems.js";
import type { XmlClass } from "../xml/mirror.js";
import { readClass } from "../xml/read-class.js";
import { readSource } from "../xml/source-json.js";
import type { ComparedReference } from "./compare-references.js";

/**
 * Reads one side of a comparison. More lenient than the reader of the generator: what SOURCE.json promises and the
 * folder lacks is a finding here, not a reason to find nothing. As strict about each file that it reads.
 */

const SOURCE_FILE = "SOURCE.json";
const XML = ".xml";

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function readText(file: string, problems: ProblemList): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    problems.add({ file }, `cannot be read: ${reason(error)}`);
    return undefined;
  }
}

function listFolder(directory: string, option: string, problems: ProblemList): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch (error) {
    problems.add(
      { file: directory },
      `cannot be read as a folder of class references (${reason(error)}). Name another with ${option}`,
    );
    return [];
  }
}

/**
 * `wanted`: only these classes are read, the others counted. `option` is the command line's name for the folder.
 * Problems go to the list; what could be read is returned.
 */
export function readFolder(
  directory: string,
  option: "--from" | "--to",
  wanted: ReadonlySet<string> | undefined,
  problems: ProblemList,
): ComparedReference {
  const before = problems.problems.length;
  const names = listFolder(directory, option, problems);
  const files = names.filter((name) => name.endsWith(XML));
  if (files.length === 0 && problems.problems.length === before) {
    problems.add({ file: directory }, `holds no class reference (*.xml). Name another folder with ${option}`);
  }
  const sourceFile = join(directory, SOURCE_FILE);
  const sourceText = names.includes(SOURCE_FILE) ? readText(sourceFile, problems) : undefined;
  const source = sourceText === undefined ? undefined : readSource(sourceFile, sourceText, problems);

  const read = files.filter((name) => wanted?.has(name.slice(0, -XML.length)) ?? true);
  const classes = new Map<string, XmlClass>();
  for (const name of read) {
    const file = join(directory, name);
    const text = readText(file, problems);
    const mirror = text === undefined ? undefined : readClass(file, text, problems);
    if (!mirror) continue;
    const other = classes.get(mirror.name);
    if (other)
      problems.add({ file, class: mirror.name }, `the class is also in ${other.file}. Keep one of the two files`);
    else classes.set(mirror.name, mirror);
  }
  return { name: directory, classes: [...classes.values()], source, unread: files.length - read.length };
}
