import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { swapFolders } from "../../codegen/sync/swap-folders.js";

let scratch = "";
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "swap-"));
  for (const name of ["a", "b"]) {
    mkdirSync(join(scratch, name));
    writeFileSync(join(scratch, name, "text"), "old");
  }
});
afterEach(() => rmSync(scratch, { recursive: true }));

const folders = (): readonly string[] => [join(scratch, "a"), join(scratch, "b")];
const texts = (): readonly string[] => folders().map((folder) => readFileSync(join(folder, "text"), "utf8"));

function change(copies: readonly string[]): Promise<void> {
  for (const copy of copies) writeFileSync(join(copy, "text"), "new");
  return Promise.resolve();
}

test("both folders change, and nothing stays behind", async () => {
  await swapFolders(folders(), (copies) => {
    expect(copies.map((copy) => basename(copy))).toEqual(["a", "b"]);
    expect(texts()).toEqual(["old", "old"]);
    return change(copies);
  });
  expect(texts()).toEqual(["new", "new"]);
  expect(readdirSync(scratch).sort()).toEqual(["a", "b"]);
});

test("neither changes if the work fails", async () => {
  const work = async (copies: readonly string[]): Promise<void> => {
    await change(copies);
    throw new Error("The ink is gone.");
  };
  await expect(swapFolders(folders(), work)).rejects.toThrow("cannot be written: The ink is gone. All is as it was");
  expect(texts()).toEqual(["old", "old"]);
  expect(readdirSync(scratch).sort()).toEqual(["a", "b"]);
});

test("neither changes if the second cannot be renamed", async () => {
  const work = async (copies: readonly string[]): Promise<void> => {
    await change(copies);
    // In the way of where the old folder is put.
    const inTheWay = join(dirname(copies[1] ?? ""), "old-b");
    mkdirSync(inTheWay);
    writeFileSync(join(inTheWay, "text"), "");
  };
  await expect(swapFolders(folders(), work)).rejects.toThrow("All is as it was");
  expect(texts()).toEqual(["old", "old"]);
  expect(readdirSync(scratch).sort()).toEqual(["a", "b"]);
});

test("a folder that is not there is made", async () => {
  const fresh = join(scratch, "deep/er/c");
  await swapFolders([join(scratch, "a"), fresh], ([, copy = ""]) => {
    mkdirSync(copy);
    writeFileSync(join(copy, "text"), "new");
    return Promise.resolve();
  });
  expect(readFileSync(join(fresh, "text"), "utf8")).toBe("new");
});

test.skipIf(process.platform === "win32")("a link stays a link", async () => {
  const link = join(scratch, "link");
  symlinkSync(join(scratch, "a"), link);
  await swapFolders([link], change);
  expect(readFileSync(join(link, "text"), "utf8")).toBe("new");
  expect(readFileSync(join(scratch, "a/text"), "utf8")).toBe("new");
  expect(readdirSync(scratch).sort()).toEqual(["a", "b", "link"]);
});
