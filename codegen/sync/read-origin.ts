import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { CodegenError, ProblemList } from "../problems.js";
import type { XmlClass } from "../xml/mirror.js";
import { classFilesOf, listReferences } from "../xml/list-references.js";
import { readClass } from "../xml/read-class.js";
import { readText } from "../xml/read-files.js";
import { isSourceTree } from "../xml/reference-folders.js";
import { parseDocument } from "./document.js";
import { engineVersion, runDoctool } from "./doctool.js";
import { binaryOf, treeVersion, type OriginKind } from "./origin-kind.js";

/** Where the API comes from. */
export interface Origin {
  readonly kind: OriginKind;
  readonly name: string;
  /** If it can be told. */
  readonly version: string | undefined;
  /** Those that were asked for. */
  readonly classes: readonly XmlClass[];
}

export interface OriginOptions {
  readonly from: string;
  /** For a binary: how long it may take. */
  readonly timeout: number;
}

/** Reads these classes from a source tree, from a folder, or from what a binary writes. */
export async function readOrigin(options: OriginOptions, wanted: readonly string[]): Promise<Origin> {
  const { from, timeout } = options;
  const binary = binaryOf(from);
  if (binary === undefined) {
    const kind = isSourceTree(from) ? "tree" : "folder";
    const { classes, version } = readTree(from, from, wanted);
    return { kind, name: from, classes, version: treeVersion(from) ?? version };
  }
  const folder = mkdtempSync(join(tmpdir(), "godot-webrtc-doctool-"));
  try {
    // First, because what is no Godot is quicker found out with it.
    const version = await engineVersion(binary, timeout);
    await runDoctool(binary, folder, timeout);
    const read = readTree(folder, binary, wanted);
    return { kind: "binary", name: from, classes: read.classes, version: version ?? read.version };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readTree(root: string, name: string, wanted: readonly string[]) {
  const problems = new ProblemList();
  const files = classFilesOf(listReferences([root], problems));
  problems.throwIfAny();
  if (files.length === 0) {
    const message =
      root === name
        ? "holds no class references: neither *.xml, nor doc/classes, nor modules/*/doc_classes. Name another with --from"
        : "wrote no class references with --headless --doctool. Is it a Godot with an editor?";
    throw new CodegenError([{ file: name, message }]);
  }
  const classes: XmlClass[] = [];
  const versions = new Set<string>();
  for (const className of wanted) {
    const [file, other] = files.filter((path) => basename(path) === `${className}.xml`);
    if (file === undefined) {
      const message = `has no class reference ${className}.xml. If the class is gone or renamed there, say so in SOURCE.json`;
      problems.add({ file: name, class: className }, message);
      continue;
    }
    if (other !== undefined) {
      problems.add({ file: other, class: className }, `the class is also in ${file}. Keep one of the two files`);
      continue;
    }
    const text = readText(file, problems);
    const mirror = text === undefined ? undefined : readClass(file, text, problems);
    if (text === undefined || mirror === undefined) continue;
    classes.push(mirror);
    versions.add(parseDocument(text).root.attribute("version") ?? "");
  }
  problems.throwIfAny();
  const [version] = versions;
  return { classes, version: versions.size === 1 && version !== "" ? version : undefined };
}
