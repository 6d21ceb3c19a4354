import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HEADER_START } from "../../codegen/emit/header.js";
import { Stage, temporaryFile } from "../../codegen/staging/stage.js";
import { writeFiles } from "../../codegen/write.js";

let scratch: string;
let out: string;
const threads: Worker[] = [];
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "staging-"));
  out = join(scratch, "deep", "out");
});
afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.terminate()));
  rmSync(scratch, { recursive: true });
});

/** The thread from its source: threads do not share what compiles the tests. */
function startThread(): Worker {
  const source = new URL("../../codegen/staging/thread.ts", import.meta.url).href;
  const code = `import("tsx/esm/api").then(({ register }) => { register(); return import(${JSON.stringify(source)}); })`;
  const thread = new Worker(code, { eval: true });
  threads.push(thread);
  return thread;
}

/** Files and folders below the scratch folder. */
const everything = (): readonly string[] => readdirSync(scratch, { recursive: true, encoding: "utf8" }).sort();

const textOf = (name: string): string => `${HEADER_START}x.\nexport const ${name} = "ä→😀";\n`;
/** More than one pile. */
const LONG = `${HEADER_START}x.\n// ${"…".repeat(600_000)}\n`;
const TEXTS: ReadonlyMap<string, string> = new Map([
  ...Array.from({ length: 50 }, (_, index) => [`api/A${index}.ts`, textOf(`A${index}`)] as const),
  ["api/Long.ts", LONG],
  ["glue/B.ts", textOf("B")],
  ["glue/Empty.ts", ""],
]);

function stageAll(thread = startThread()): Stage {
  const stage = new Stage(out, thread);
  for (const [path, text] of TEXTS) stage.add(path, text);
  return stage;
}

describe("the staging thread", () => {
  it("has all texts lie ready, with their digests, until they are moved", async () => {
    const staged = await stageAll().finish();
    expect(staged?.files.size).toBe(TEXTS.size);
    expect(staged?.made).toEqual([join(scratch, "deep"), join(out, "glue")]);
    for (const [path, text] of TEXTS) {
      expect(readFileSync(temporaryFile(out, path), "utf8") === text, path).toBe(true);
      expect(staged?.digests.get(path)).toBe(createHash("sha256").update(text).digest("base64url"));
    }
    const disk = {
      writeFile: () => expect.unreachable(),
      rename: (from: string, to: string) => renamed.push([from, to]),
    };
    const renamed: (readonly [string, string])[] = [];
    writeFiles(out, TEXTS, disk, staged);
    expect(renamed.length).toBe(TEXTS.size);

    expect(writeFiles(out, TEXTS, undefined, staged).written.length).toBe(TEXTS.size);
    expect(everything().filter((path) => path.endsWith(".tmp"))).toEqual([]);
    for (const [path, text] of TEXTS) expect(readFileSync(join(out, path), "utf8") === text, path).toBe(true);
  });

  it("leaves files that are there to whoever compares them", async () => {
    mkdirSync(join(out, "api"), { recursive: true });
    writeFileSync(join(out, "api/A1.ts"), "old");
    const staged = await stageAll().finish();
    expect(staged?.files.size).toBe(TEXTS.size - 1);
    expect(staged?.digests.has("api/A1.ts")).toBe(false);
    expect(readFileSync(join(out, "api/A1.ts"), "utf8")).toBe("old");
  });

  it("leaves nothing behind when it is discarded", async () => {
    await stageAll().discard();
    expect(everything()).toEqual([]);
  });

  it("leaves what was there before when it is discarded", async () => {
    mkdirSync(join(out, "api"), { recursive: true });
    writeFileSync(join(out, "api/Mine.ts"), "mine");
    const before = everything();
    await stageAll().discard();
    expect(everything()).toEqual(before);
  });

  it.skipIf(!existsSync("/dev/full"))(
    `leaves nothing behind when the disk is full half-way${existsSync("/dev/full") ? "" : " (skipped: no /dev/full)"}`,
    async () => {
      mkdirSync(join(out, "api"), { recursive: true });
      const before = everything();
      symlinkSync("/dev/full", temporaryFile(out, "api/A25.ts"));
      expect(await stageAll().finish()).toBeUndefined();
      expect(everything()).toEqual(before);
    },
  );

  it("leaves nothing behind when a folder cannot be made half-way", async () => {
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, "glue"), "in the way");
    const before = everything();
    expect(await stageAll().finish()).toBeUndefined();
    expect(everything()).toEqual(before);
  });

  it("leaves nothing behind when the thread ends half-way", async () => {
    const thread = startThread();
    const stage = stageAll(thread);
    await thread.terminate();
    expect(await stage.finish()).toBeUndefined();
    expect(everything()).toEqual([]);
  });

  it("is not started for few classes, nor from sources", () => {
    expect(Stage.open(out, 1)).toBeUndefined();
    expect(Stage.open(out, 100_000)).toBeUndefined();
    expect(everything()).toEqual([]);
  });
});
