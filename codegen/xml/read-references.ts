import { join } from "node:path";
import type { ProblemList } from "../problems.js";
import { classFilesOf, listReferences, SOURCE_FILE, type ReferenceFolder } from "./list-references.js";
import type { XmlClass } from "./mirror.js";
import { readClassFiles, readText, type ReadFile } from "./read-files.js";
import { NO_SOURCE, readSource, type Source } from "./source-json.js";

/** What stands in the folders of class references. */
export interface References {
  /** Sorted by name. */
  readonly classes: readonly XmlClass[];
  readonly source: Source;
}

/** Reads every `*.xml` of the folders, or of the Godot trees below them, and their `SOURCE.json` where there is one. */
export function readReferences(directories: readonly string[], problems: ProblemList): References {
  const folders = listReferences(directories, problems);
  return collectReferences(directories, folders, readClassFiles(classFilesOf(folders)), problems);
}

/** @param files - What came of the folders' files, in their order. */
export function collectReferences(
  directories: readonly string[],
  folders: readonly ReferenceFolder[],
  files: readonly ReadFile[],
  problems: ProblemList,
): References {
  const classes = new Map<string, XmlClass>();
  for (const { file, mirror, problems: found } of files) {
    for (const problem of found) problems.add(problem, problem.message);
    if (mirror === undefined) continue;
    const other = classes.get(mirror.name);
    if (other === undefined) classes.set(mirror.name, mirror);
    else problems.add({ file, class: mirror.name }, `the class is also in ${other.file}. Keep one of the two files`);
  }
  const sources = folders
    .filter(({ hasSource }) => hasSource)
    .flatMap((folder) => readFolderSource(folder, problems) ?? []);
  if (files.length === 0 && problems.problems.length === 0) {
    problems.add({ file: directories.join(", ") }, "found no class reference (*.xml). Name another folder with --docs");
  }
  return {
    classes: [...classes.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    source: merge(sources),
  };
}

function readFolderSource({ directory, classFiles }: ReferenceFolder, problems: ProblemList): Source | undefined {
  const file = join(directory, SOURCE_FILE);
  const text = readText(file, problems);
  const source = text === undefined ? undefined : readSource(file, text, problems);
  if (source === undefined) return undefined;
  for (const name of Object.keys(source.classes)) {
    if (!classFiles.includes(`${name}.xml`)) {
      problems.add(
        { file, class: name },
        `the class has no file ${name}.xml beside it. Add the file or remove the entry`,
      );
    }
  }
  for (const name of classFiles) {
    if (!Object.hasOwn(source.classes, name.slice(0, -".xml".length))) {
      problems.add({ file }, `${name} has no entry in "classes". Say whether it is "whole" or a "subset"`);
    }
  }
  return source;
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
        ledger: merged.generate.ledger || source.generate.ledger,
      },
    }),
    NO_SOURCE,
  );
}
