import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ProblemList } from "../problems.js";
import type { XmlClass } from "./mirror.js";
import { readClass } from "./read-class.js";
import { NO_SOURCE, readSource, type Source } from "./source-json.js";

/** What stands in the folders of class references. */
export interface References {
  /** Sorted by name. */
  readonly classes: readonly XmlClass[];
  readonly source: Source;
}

const SOURCE_FILE = "SOURCE.json";

/** Reads every `*.xml` of the folders, and their `SOURCE.json` where there is one. */
export function readReferences(directories: readonly string[], problems: ProblemList): References {
  const classes = new Map<string, XmlClass>();
  const sources: Source[] = [];
  for (const directory of directories) {
    const names = listFolder(directory, problems);
    for (const name of names.filter((entry) => entry.endsWith(".xml"))) {
      const file = join(directory, name);
      const text = readText(file, problems);
      const mirror = text === undefined ? undefined : readClass(file, text, problems);
      if (mirror === undefined) continue;
      const other = classes.get(mirror.name);
      if (other === undefined) classes.set(mirror.name, mirror);
      else problems.add({ file, class: mirror.name }, `the class is also in ${other.file}. Keep one of the two files`);
    }
    if (!names.includes(SOURCE_FILE)) continue;
    const file = join(directory, SOURCE_FILE);
    const text = readText(file, problems);
    const source = text === undefined ? undefined : readSource(file, text, problems);
    if (source === undefined) continue;
    sources.push(source);
    for (const name of Object.keys(source.classes)) {
      if (!names.includes(`${name}.xml`)) {
        problems.add(
          { file, class: name },
          `the class has no file ${name}.xml beside it. Add the file or remove the entry`,
        );
      }
    }
    for (const name of names.filter((entry) => entry.endsWith(".xml"))) {
      if (!Object.hasOwn(source.classes, name.slice(0, -".xml".length))) {
        problems.add({ file }, `${name} has no entry in "classes". Say whether it is "whole" or a "subset"`);
      }
    }
  }
  if (classes.size === 0 && problems.problems.length === 0) {
    problems.add({ file: directories.join(", ") }, "found no class reference (*.xml). Name another folder with --docs");
  }
  return {
    classes: [...classes.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    source: merge(sources),
  };
}

function listFolder(directory: string, problems: ProblemList): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    problems.add({ file: directory }, `cannot read this folder of class references (${why}). Name another with --docs`);
    return [];
  }
}

function readText(file: string, problems: ProblemList): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    problems.add({ file }, `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** Later folders add to earlier ones; what an earlier one says stays. */
function merge(sources: readonly Source[]): Source {
  return sources.reduce(
    (merged, source) => ({
      engine: merged.engine ?? source.engine,
      version: merged.version ?? source.version,
      classes: { ...source.classes, ...merged.classes },
      generate: {
        runtime: merged.generate.runtime ?? source.generate.runtime,
        implementation: merged.generate.implementation ?? source.generate.implementation,
      },
    }),
    NO_SOURCE,
  );
}
