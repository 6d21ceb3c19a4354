import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Where a Godot source tree, and `--doctool`, keep class references: the core's, and those of modules and platforms. */
const CORE = "doc/classes";
const PARTS = ["modules", "platform"];
const PART_FOLDER = "doc_classes";

/** The folders of class references that a folder stands for: itself, or the ones of a whole tree. */
export function referenceFolders(root: string): readonly string[] {
  if (holdsReferences(root)) return [root];
  const parts = PARTS.flatMap((part) => list(join(root, part)).map((name) => join(root, part, name, PART_FOLDER)));
  const found = [join(root, CORE), ...parts].filter(holdsReferences);
  // Whoever reads an empty or missing folder says so.
  return found.length === 0 ? [root] : found;
}

/** Whether the references are spread over the folders of a whole tree. */
export function isSourceTree(root: string): boolean {
  const [first, ...others] = referenceFolders(root);
  return others.length > 0 || first !== root;
}

function holdsReferences(folder: string): boolean {
  return list(folder).some((name) => name.endsWith(".xml"));
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
