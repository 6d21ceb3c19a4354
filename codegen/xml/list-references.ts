import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { ProblemList } from "../problems.js";
import { referenceFolders } from "./reference-folders.js";

/** One folder of class references, and the names of the files in it that matter. */
export interface ReferenceFolder {
  readonly directory: string;
  readonly classFiles: readonly string[];
  readonly hasSource: boolean;
}

export const SOURCE_FILE = "SOURCE.json";

/** What stands in the folders, or in the Godot trees below them; nothing is read yet. */
export function listReferences(directories: readonly string[], problems: ProblemList): readonly ReferenceFolder[] {
  return directories.flatMap(referenceFolders).map((directory) => {
    const names = listFolder(directory, problems);
    return {
      directory,
      classFiles: names.filter((name) => name.endsWith(".xml")),
      hasSource: names.includes(SOURCE_FILE),
    };
  });
}

export function classFilesOf(folders: readonly ReferenceFolder[]): readonly string[] {
  return folders.flatMap(({ directory, classFiles }) => classFiles.map((name) => join(directory, name)));
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
