import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { compareReferences, tellsStatus, type ComparedReference } from "../drift/index.js";
import { ProblemList } from "../problems.js";
import type { XmlClass } from "../xml/mirror.js";
import { readClass } from "../xml/read-class.js";
import { mergeClass, type ClassFile } from "./merge-class.js";

/** Files by their names in the folder, with their new texts. Only those that change. */
export function mergeReference(
  ours: ComparedReference,
  origin: readonly XmlClass[],
  withText: boolean,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const withStatus = tellsStatus({ classes: origin });
  for (const theirs of origin) {
    const mirror = ours.classes.find(({ name }) => name === theirs.name);
    const file = mirror === undefined ? emptyClass(theirs) : { text: readFileSync(mirror.file, "utf8"), mirror };
    const isSubset = ours.source?.classes[theirs.name]?.coverage === "subset";
    const merged = mergeClass(file, theirs, { isSubset, withText, withStatus });
    if (mirror !== undefined && merged === file.text) continue;
    checkMerged(merged, ours, theirs);
    files.set(basename(file.mirror.file), merged);
  }
  return files;
}

/** For a class that SOURCE.json names and that has no file yet. */
function emptyClass({ name, dialect }: XmlClass): ClassFile {
  const version = dialect === "godot3" ? ' version="3"' : "";
  const texts = ["brief_description", "description", "tutorials"].map((element) => `\t<${element}>\n\t</${element}>\n`);
  const text = `<?xml version="1.0" encoding="UTF-8" ?>\n<class name="${name}"${version}>\n${texts.join("")}</class>\n`;
  return { text, mirror: read(`${name}.xml`, text) };
}

/** A merge that left a difference would be taken for the engine's API: better none. */
function checkMerged(text: string, ours: ComparedReference, theirs: XmlClass): void {
  const mirror = read(`${theirs.name}.xml`, text);
  const { coverage = "whole", reason } = ours.source?.classes[theirs.name] ?? {};
  const source = ours.source && { ...ours.source, classes: { [theirs.name]: { coverage, reason } } };
  const merged = { name: "merged", classes: [mirror], source };
  const { differences } = compareReferences(merged, { name: theirs.file, classes: [theirs] }, { scope: "from" });
  const [first] = differences;
  if (first !== undefined)
    throw new Error(`sync did not take over a difference, which is its own mistake: ${first.message}`);
}

function read(file: string, text: string): XmlClass {
  const problems = new ProblemList();
  const mirror = readClass(file, text, problems);
  problems.throwIfAny();
  if (mirror === undefined) throw new Error(`${file} was merged into something that is no class reference`);
  return mirror;
}
