import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { printProblem, ProblemList } from "../../codegen/problems.js";
import { readReferences } from "../../codegen/xml/read-references.js";
import { readSource } from "../../codegen/xml/source-json.js";
import { classXml } from "./class-xml.js";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "references-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function readFolders(...names: readonly string[]) {
  const list = new ProblemList();
  const references = readReferences(
    names.map((name) => join(folder, name)),
    list,
  );
  return { references, problems: list.problems.map(printProblem) };
}

function write(path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, text);
}

describe("folders of class references", () => {
  it("are read in order, other files left alone", () => {
    write("a/B.xml", classXml("B"));
    write("a/A.xml", classXml("A"));
    write("b/C.xml", classXml("C"));
    write("a/notes.txt", "no");
    const { references, problems } = readFolders("a", "b");
    expect(problems).toEqual([]);
    expect(references.classes.map(({ name }) => name)).toEqual(["A", "B", "C"]);
  });

  it("may be a Godot tree, or what --doctool writes", () => {
    write("godot/doc/classes/A.xml", classXml("A"));
    write("godot/modules/m/doc_classes/M.xml", classXml("M"));
    write("godot/platform/p/doc_classes/P.xml", classXml("P"));
    write("godot/modules/m/other/no.xml", "<no/>");
    const { references, problems } = readFolders("godot");
    expect(problems).toEqual([]);
    expect(references.classes.map(({ name }) => name)).toEqual(["A", "M", "P"]);
  });

  it("may not hold one class twice", () => {
    write("a/A.xml", classXml("A"));
    write("b/A.xml", classXml("A"));
    expect(readFolders("a", "b").problems[0]).toMatch(
      /A\.xml: A: the class is also in .*A\.xml\. Keep one of the two files/,
    );
  });

  it("must be there", () => {
    expect(readFolders("none").problems[0]).toMatch(/none: cannot read this folder .*ENOENT.*Name another with --docs/);
  });

  it("must hold something", () => {
    mkdirSync(join(folder, "empty"));
    expect(readFolders("empty").problems[0]).toContain("found no class reference (*.xml)");
  });

  it("report what cannot be read", () => {
    mkdirSync(join(folder, "a/A.xml"), { recursive: true });
    expect(readFolders("a").problems[0]).toContain("A.xml: is no file; allowed are files");
  });

  it("and their SOURCE.json must name the same classes", () => {
    write("a/A.xml", classXml("A"));
    write("a/SOURCE.json", '{ "version": "4.6.3", "classes": { "B": { "coverage": "whole" } } }');
    const { references, problems } = readFolders("a");
    expect(references.source.version).toBe("4.6.3");
    expect(problems[0]).toContain("B: the class has no file B.xml beside it");
    expect(problems[1]).toContain('A.xml has no entry in "classes"');
  });
});

const sources: readonly (readonly [string, { given: string; want: string }])[] = [
  ["no JSON", { given: "{", want: "not valid JSON" }],
  ["no object", { given: "[]", want: "the file is []; expected an object" }],
  [
    "an unknown key",
    {
      given: '{ "clases": {} }',
      want: 'the file has the unknown key "clases"; allowed: engine, version, classes, generate',
    },
  ],
  [
    "a version that is no text",
    { given: '{ "version": 4 }', want: '"version" is 4; expected a text that is not empty' },
  ],
  [
    "an unknown coverage",
    {
      given: '{ "classes": { "A": { "coverage": "half" } } }',
      want: 'A: found coverage "half"; allowed: "whole", "subset"',
    },
  ],
  [
    "a subset without reason",
    { given: '{ "classes": { "A": { "coverage": "subset" } } }', want: 'coverage "subset" needs a "reason"' },
  ],
  [
    "an unknown setting",
    {
      given: '{ "generate": { "runtim": "x" } }',
      want: '"generate" has the unknown key "runtim"; allowed: runtime, implementation',
    },
  ],
];

describe("SOURCE.json with", () => {
  test.each(sources)("%s", (_, { given, want }) => {
    const list = new ProblemList();
    expect(readSource("SOURCE.json", given, list)).toBeUndefined();
    expect(list.problems.map(printProblem).join("\n")).toContain(want);
  });

  it("all of its content", () => {
    const list = new ProblemList();
    const text =
      '{ "version": "4.6.3", "generate": { "runtime": "r", "implementation": "i" }, "classes": { "A": { "coverage": "subset", "reason": "R" } } }';
    expect(readSource("SOURCE.json", text, list)).toEqual({
      engine: undefined,
      version: "4.6.3",
      generate: { runtime: "r", implementation: "i", ledger: false },
      classes: { A: { coverage: "subset", reason: "R" } },
    });
  });
});
