import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { ProblemList } from "../problems.js";
import type { XmlClass } from "../xml/mirror.js";
import { readClass } from "../xml/read-class.js";
import { readText } from "../xml/read-files.js";
import { referenceFolders } from "../xml/reference-folders.js";
import { readSource } from "../xml/source-json.js";
import type { ComparedReference } from "./compare-references.js";

/**
 * Reads one side of a comparison. More lenient than the reader of the generator: what SOURCE.json promises and the
 * folder lacks is a finding here, not a reason to find nothing. As strict about each file that it reads.
 */

const SOURCE_FILE = "SOURCE.json";
const XML = ".xml";

/** The command line's name for the folder. */
type Option = "--from" | "--to" | "--docs";

function listFolder(directory: string, option: string, problems: ProblemList): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch (error) {
    problems.add(
      { file: directory },
      `cannot be read as a folder of class references (${error instanceof Error ? error.message : String(error)}). Name another with ${option}`,
    );
    return [];
  }
}

/** What is written back is in one folder; what is only read may be a source tree. */
function foldersOf(directory: string, option: Option): readonly string[] {
  return option === "--docs" ? [directory] : referenceFolders(directory);
}

/**
 * `wanted`: only these classes are read, the others counted.
 * Problems go to the list; what could be read is returned.
 */
export function readFolder(
  directory: string,
  option: Option,
  wanted: ReadonlySet<string> | undefined,
  problems: ProblemList,
): ComparedReference {
  const before = problems.problems.length;
  const names = listFolder(directory, option, problems);
  if (problems.problems.length > before) return { name: directory, classes: [] };
  const files = foldersOf(directory, option)
    .flatMap((folder) => listFolder(folder, option, problems).map((name) => join(folder, name)))
    .filter((file) => file.endsWith(XML));
  if (files.length === 0) {
    problems.add({ file: directory }, `holds no class reference (*.xml). Name another folder with ${option}`);
  }
  const sourceFile = join(directory, SOURCE_FILE);
  const sourceText = names.includes(SOURCE_FILE) ? readText(sourceFile, problems) : undefined;
  const source = sourceText === undefined ? undefined : readSource(sourceFile, sourceText, problems);

  const read = files.filter((file) => wanted?.has(basename(file, XML)) ?? true);
  const classes = new Map<string, XmlClass>();
  for (const file of read) {
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
