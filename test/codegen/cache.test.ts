import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { generateCached } from "../../codegen/cache/generate-cached.js";
import { readEntry, writeEntry } from "../../codegen/cache/store.js";
import { classXml as classOf } from "./class-xml.js";

/** Without a parent, and so without what the overrides know of Object. */
const classXml = (name: string): string => classOf(name, "", "");

let scratch: string;
let docs: string;
let out: string;
let cache: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "cache-"));
  docs = join(scratch, "docs");
  out = join(scratch, "out");
  cache = join(scratch, "cache");
  mkdirSync(docs);
  writeFileSync(join(docs, "A.xml"), classXml("A"));
  writeFileSync(join(docs, "B.xml"), classXml("B"));
});
afterEach(() => rmSync(scratch, { recursive: true }));

const run = (check = false) => generateCached({ docs: [docs], out, check }, cache);
const entryFile = (): string => join(cache, readdirSync(cache)[0] ?? "");
const output = (): Record<string, string> =>
  Object.fromEntries(readdirSync(join(out, "api")).map((name) => [name, readFileSync(join(out, "api", name), "utf8")]));

describe("a run that is remembered", () => {
  it("says the same as the first one, and touches nothing", async () => {
    const first = await run();
    const before = statSync(join(out, "api/A.ts"));
    const second = await run();
    expect(second).toMatchObject({ summary: first.summary, warnings: first.warnings });
    expect(second.files).toEqual({ written: [], unchanged: first.files.written, removed: [] });
    expect(statSync(join(out, "api/A.ts"))).toMatchObject({ mtimeMs: before.mtimeMs, ino: before.ino });
    expect(readdirSync(cache)).toHaveLength(1);
  });

  it.each([
    ["an edited file", () => writeFileSync(join(out, "api/A.ts"), "edited"), { written: ["api/A.ts"], removed: [] }],
    ["a missing file", () => rmSync(join(out, "api/A.ts")), { written: ["api/A.ts"], removed: [] }],
    [
      "a stale file",
      () => writeFileSync(join(out, "api/Old.ts"), readFileSync(join(out, "api/A.ts"))),
      { written: [], removed: ["api/Old.ts"] },
    ],
    ["a changed class", () => writeFileSync(join(docs, "A.xml"), classXml("A2")), { removed: ["api/A.ts"] }],
    ["a new class", () => writeFileSync(join(docs, "C.xml"), classXml("C")), {}],
    ["a class that is gone", () => rmSync(join(docs, "B.xml")), { removed: ["api/B.ts"] }],
  ])("does not hide %s", async (_, change, expected) => {
    await run();
    change();
    expect((await run(true)).files).toMatchObject(expected);
    const { files } = await run();
    expect(files).toMatchObject(expected);
    expect(files.written.length + files.removed.length).toBeGreaterThan(0);
    const cached = output();
    rmSync(out, { recursive: true });
    await generateCached({ docs: [docs], out }, undefined);
    expect(cached).toEqual(output());
  });

  it.each([
    ["cut off", (text: string) => text.slice(0, -10)],
    ["altered", (text: string) => text.replace("A.xml", "B.xml")],
    ["empty", () => ""],
    ["of another program", () => '{"files":[]}'],
  ])("is forgotten when its entry is %s", async (_, spoil) => {
    await run();
    writeFileSync(entryFile(), spoil(readFileSync(entryFile(), "utf8")));
    rmSync(join(out, "api/A.ts"));
    expect((await run()).files.written).toEqual(["api/A.ts"]);
    expect((await run()).files.written).toEqual([]);
  });

  it("is of no use to other options", async () => {
    await run();
    const { files } = await generateCached({ docs: [docs], out, naming: "camel", classes: ["A"] }, cache);
    expect(files.removed).toEqual(["api/B.ts"]);
  });
});

describe("the cache", () => {
  it("does without a folder that cannot be written", async () => {
    writeFileSync(cache, "a file");
    expect((await run()).files.written).not.toEqual([]);
    expect((await run()).files.written).toEqual([]);
  });

  it("gives an entry under its own key only", () => {
    writeEntry(cache, "one", { a: 1 });
    writeFileSync(join(cache, "two.json"), readFileSync(join(cache, "one.json")));
    expect(readEntry(cache, "one")).toEqual({ a: 1 });
    expect(readEntry(cache, "two")).toBeUndefined();
  });

  it("serves several runs at once", async () => {
    const outs = ["x", "y", "z"].map((name) => join(scratch, name));
    await Promise.all(outs.map((folder) => generateCached({ docs: [docs], out: folder }, cache)));
    for (const folder of outs) {
      expect((await generateCached({ docs: [docs], out: folder }, cache)).files.written).toEqual([]);
    }
  });
});
