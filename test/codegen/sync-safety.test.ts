import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { sync } from "../../codegen/sync/index.js";
import { classXml, method, methods, returns } from "./class-xml.js";
import { COMMON, everything, run, scratch, THEIRS, useScratch, write } from "./sync-stage.js";

useScratch();

describe("all or nothing", () => {
  const engine = (files: Readonly<Record<string, string>>): string => write("engine", { ...COMMON, ...files });
  const cases: readonly (readonly [string, () => string, string])[] = [
    [
      "a type that nothing explains",
      () => engine({ "A.xml": classXml("A", methods(method("a", returns("Nod")))) }),
      'unknown type "Nod"',
    ],
    ["broken XML", () => engine({ "A.xml": "<class" }), "not well-formed XML"],
    ["a class that is gone", () => engine({}), "has no class reference A.xml"],
    [
      "a class in two places",
      () => write("tree", { "doc/classes/A.xml": THEIRS, "modules/m/doc_classes/A.xml": THEIRS }),
      "the class is also in",
    ],
    ["a place that is not there", () => join(scratch(), "nowhere"), "cannot be read"],
    ["a folder without class references", () => write("empty", { "a.txt": "" }), "holds no class references"],
    [
      "no SOURCE.json",
      () => {
        rmSync(join(scratch(), "doc_classes/SOURCE.json"));
        return engine({ "A.xml": THEIRS });
      },
      "names no classes, and sync takes those that it names",
    ],
    [
      "a subset without a file",
      () => {
        rmSync(join(scratch(), "doc_classes/Object.xml"));
        return engine({ "A.xml": THEIRS });
      },
      "a subset needs a file Object.xml",
    ],
    [
      "an output folder that is a file",
      () => {
        write("", { generated: "Mine." });
        return engine({ "A.xml": THEIRS });
      },
      "generated",
    ],
  ];
  it.each(cases)("%s", async (_, prepare, want) => {
    const from = prepare();
    const before = everything();
    const { code, out, error } = await run(from, "--write");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).toContain(want);
    expect(error).not.toMatch(/^ +at /m);
    expect(error).not.toContain(".godot-webrtc-sync-");
    expect(everything()).toEqual(before);
  });

  test("the error names the file, not the copy of it", async () => {
    const from = engine({ "A.xml": classXml("A", methods(method("a", returns("Nod")))) });
    const { error } = await run(from, "--write");
    expect(error).toContain(`${join(scratch(), "doc_classes/A.xml")}:`);
  });

  it.each([
    ["the output in the docs", "doc_classes", "doc_classes/generated"],
    ["the docs in the output", "doc_classes", "."],
    ["the same folder", "doc_classes", "doc_classes"],
  ])("%s", async (_, docs, out) => {
    const from = engine({ "A.xml": THEIRS });
    const before = everything();
    const options = { from, docs: join(scratch(), docs), out: join(scratch(), out), write: true };
    await expect(sync(options)).rejects.toThrow("Name folders apart with --docs and --out");
    expect(everything()).toEqual(before);
  });

  test("the current directory is not replaced", async () => {
    const from = engine({ "A.xml": THEIRS });
    const options = { from, docs: join(scratch(), "doc_classes"), out: ".", write: true };
    await expect(sync(options)).rejects.toThrow("holds the current directory");
  });
});
