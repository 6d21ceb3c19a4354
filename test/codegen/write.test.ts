import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { header } from "../../codegen/emit/header.js";
import { planFiles, writeFiles } from "../../codegen/write.js";

let out: string;
beforeEach(() => void (out = mkdtempSync(join(tmpdir(), "write-"))));
afterEach(() => rmSync(out, { recursive: true }));

const text = (content: string): string => `${header("docs/A.xml")}\n${content}\n`;
const ONE = new Map([
  ["api/A.ts", text("a")],
  ["glue/B.ts", text("b")],
]);

describe("the writer", () => {
  it("writes what is new, in folders that it makes", () => {
    expect(writeFiles(out, ONE)).toEqual({ written: ["api/A.ts", "glue/B.ts"], unchanged: [], removed: [] });
    expect(readFileSync(join(out, "api/A.ts"), "utf8")).toBe(text("a"));
  });

  it("does not touch what is the same", () => {
    writeFiles(out, ONE);
    const before = statSync(join(out, "api/A.ts"));
    expect(writeFiles(out, ONE)).toEqual({ written: [], unchanged: ["api/A.ts", "glue/B.ts"], removed: [] });
    expect(statSync(join(out, "api/A.ts"))).toMatchObject({ mtimeMs: before.mtimeMs, ino: before.ino });
  });

  it("removes generated files that nothing generates any more, and folders that get empty", () => {
    writeFiles(out, ONE);
    expect(writeFiles(out, new Map([["api/A.ts", text("c")]]))).toEqual({
      written: ["api/A.ts"],
      unchanged: [],
      removed: ["glue/B.ts"],
    });
    expect(readdirSync(out)).toEqual(["api"]);
  });

  it("removes what a run that was killed left behind, and nothing of one that lives", () => {
    const { pid: dead } = spawnSync(process.execPath, ["--version"]);
    mkdirSync(join(out, "api"));
    for (const name of [`A.ts.${dead}.tmp`, `A.ts.${process.ppid}.tmp`, "mine.tmp"]) {
      writeFileSync(join(out, "api", name), "cut o");
    }
    expect(planFiles(out, ONE).removed).toEqual([]);
    writeFiles(out, ONE);
    expect(readdirSync(join(out, "api")).sort()).toEqual(["A.ts", `A.ts.${process.ppid}.tmp`, "mine.tmp"]);
  });

  it("leaves files that it did not write", () => {
    mkdirSync(join(out, "api"));
    writeFileSync(join(out, "api/mine.ts"), "export {};");
    writeFileSync(join(out, "api/notes.md"), header(undefined));
    expect(writeFiles(out, ONE).removed).toEqual([]);
    expect(readdirSync(join(out, "api")).sort()).toEqual(["A.ts", "mine.ts", "notes.md"]);
  });

  it("does not write over them, and then writes nothing at all", () => {
    mkdirSync(join(out, "glue"));
    writeFileSync(join(out, "glue/B.ts"), "export {};");
    expect(() => writeFiles(out, ONE)).toThrow(/glue\/B\.ts: exists and was not written by this generator/);
    expect(existsSync(join(out, "api"))).toBe(false);
  });

  it("leaves everything as it was when the disk refuses", () => {
    writeFiles(out, ONE);
    // A folder in the place of a file cannot be replaced.
    mkdirSync(join(out, "api/C.ts/full"), { recursive: true });
    const files = new Map([...ONE, ["api/A.ts", text("changed")], ["api/C.ts", text("c")]]);
    expect(() => writeFiles(out, files)).toThrow(/api\/C\.ts: is a folder; a file is to be written there/);
    expect(readFileSync(join(out, "api/A.ts"), "utf8")).toBe(text("a"));
    expect(readdirSync(join(out, "api")).sort()).toEqual(["A.ts", "C.ts"]);
  });

  it("leaves everything as it was when the disk is full", () => {
    writeFiles(out, ONE);
    const files = new Map([...ONE, ["api/A.ts", text("changed")], ["new/N.ts", text("n")], ["new/M.ts", text("m")]]);
    for (const failing of [1, 2, 3]) {
      let calls = 0;
      const writeFile = (file: string, content: string): void => {
        const isLast = ++calls >= failing;
        writeFileSync(file, isLast ? content.slice(0, 3) : content);
        if (!isLast) return;
        throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
      };
      const write = () => writeFiles(out, files, { writeFile, rename: renameSync });
      expect(write).toThrow(/cannot write the generated files \(ENOSPC.*Make room/);
      expect(readdirSync(out, { recursive: true }).sort()).toEqual(["api", "api/A.ts", "glue", "glue/B.ts"]);
      expect(readFileSync(join(out, "api/A.ts"), "utf8")).toBe(text("a"));
    }
  });

  it("makes no folder on a full disk", () => {
    const full = (): void => {
      throw new Error("ENOSPC");
    };
    expect(() => writeFiles(join(out, "a/b"), ONE, { writeFile: full, rename: renameSync })).toThrow(/ENOSPC/);
    expect(readdirSync(out)).toEqual([]);
  });

  it("names a file that stands where a folder must be, once", () => {
    writeFileSync(join(out, "api"), "");
    expect(() => writeFiles(out, ONE)).toThrow(/api: is a file; a folder is to be written there\. Move it away/);
    expect(readdirSync(out)).toEqual(["api"]);
  });

  it("reports a place that it cannot write to", () => {
    writeFileSync(join(out, "file"), "");
    expect(() => writeFiles(join(out, "file/inside"), ONE)).toThrow(/ENOTDIR/);
  });
});

describe("an edited file", () => {
  it.each([
    ["with something before its header", `// mine\n${text("a")}`],
    ["emptied", ""],
  ])("%s is written anew", (_, edited) => {
    writeFiles(out, ONE);
    writeFileSync(join(out, "api/A.ts"), edited);
    expect(planFiles(out, ONE).written).toEqual(["api/A.ts"]);
    expect(writeFiles(out, ONE).written).toEqual(["api/A.ts"]);
    expect(readFileSync(join(out, "api/A.ts"), "utf8")).toBe(text("a"));
  });
});

describe("the check", () => {
  it("notices changed, missing and stale files, and writes nothing", () => {
    writeFiles(out, new Map([...ONE, ["api/Old.ts", text("old")]]));
    writeFileSync(join(out, "api/A.ts"), text("edited"));
    rmSync(join(out, "glue/B.ts"));
    expect(planFiles(out, ONE)).toEqual({ written: ["api/A.ts", "glue/B.ts"], unchanged: [], removed: ["api/Old.ts"] });
    expect(existsSync(join(out, "glue/B.ts"))).toBe(false);
  });
});
