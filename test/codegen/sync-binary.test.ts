import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, test } from "vitest";
import { syncCommand } from "../../codegen/commands/sync.js";
import { runCommand } from "./run-command.js";
import { COMMON, everything, read, run, scratch, THEIRS, useScratch, write } from "./sync-stage.js";

useScratch();

// The scripts are for a POSIX shell.
describe.skipIf(process.platform === "win32")("from a binary", () => {
  /** Writes what is in the folder `engine`, as a Godot with these answers would. */
  function binary(script: string): string {
    const path = join(write("bin", { godot: `#!/bin/sh\n${script}\n` }), "godot");
    chmodSync(path, 0o755);
    return path;
  }
  const VERSION = 'if [ "$1" = --version ]; then echo 4.6.3.stable.official.123abc; exit 0; fi';
  const DUMP =
    '[ "$1 $2" = "--headless --doctool" ] || exit 9\nmkdir -p "$3/doc/classes" "$3/modules/mine/doc_classes"';
  const copy = (): string =>
    `cp "${scratch()}"/engine/*.xml "$3/doc/classes"; mv "$3/doc/classes/A.xml" "$3/modules/mine/doc_classes"`;
  const left = (): readonly string[] =>
    readdirSync(tmpdir()).filter((name) => name.startsWith("godot-webrtc-doctool-"));

  test("its API and its version are taken over", async () => {
    write("engine", { ...COMMON, "A.xml": THEIRS });
    const before = left();
    const { code, out, error } = await run(binary(`${VERSION}\n${DUMP}\n${copy()}\necho noise >&2`), "--write");
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toContain("SOURCE.json: version 4.1 becomes 4.6.3");
    expect(read("doc_classes/A.xml")).toContain('name="wait"');
    expect(left()).toEqual(before);
  });

  test("it has no texts to take", async () => {
    write("engine", { ...COMMON, "A.xml": THEIRS });
    const { code, error } = await run(binary(`${VERSION}\n${DUMP}\n${copy()}`), "--with-text");
    expect(code).toBe(2);
    expect(error).toContain("has no texts, as what --doctool writes");
  });

  const broken: readonly (readonly [string, string, string])[] = [
    [
      "one that fails",
      `${VERSION}\necho first >&2; echo "no editor in here" >&2; exit 7`,
      "--doctool exited with 7. It said:\n  first\n  no editor in here",
    ],
    ["one that writes nothing", "exit 0", "wrote no class references with --headless --doctool"],
    ["one that lacks a class", `${DUMP}\ntouch "$3/doc/classes/x.xml"`, "has no class reference A.xml"],
    ["one that is killed", `${VERSION}\nkill -9 $$`, "--doctool was ended by SIGKILL"],
  ];
  it.each(broken)("%s", async (_, script, want) => {
    const files = everything();
    const before = left();
    const path = binary(script);
    const { code, error } = await run(path, "--write");
    expect(code).toBe(2);
    expect(error).toContain(want);
    expect(error).toContain("nothing was written");
    rmSync(join(scratch(), "bin"), { recursive: true });
    expect(everything()).toEqual(files);
    expect(left()).toEqual(before);
  });

  test("one that does not end has a deadline", async () => {
    const started = performance.now();
    const { code, error } = await run(binary(`${VERSION}\nsleep 20`), "--timeout", "0.5");
    expect(code).toBe(2);
    expect(error).toContain("took longer than 0.5 s. Allow more with --timeout SECONDS");
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test("one that cannot be run", async () => {
    const path = join(write("bin", { godot: "no program" }), "godot");
    const { code, error } = await run(path);
    expect(code).toBe(2);
    expect(error).toMatch(/godot: cannot be run \(.*EACCES.*\)\. Give a folder of class references, or a Godot binary/);
  });
});

const GODOT = process.env["GODOT"] ?? "/usr/bin/godot";
const told = existsSync(GODOT) ? spawnSync(GODOT, ["--version"], { encoding: "utf8" }).stdout : "";
const hasGodot = /^4\.\d+/m.test(told);
if (!hasGodot) console.log(`skipped: ${GODOT} is no Godot 4 with an editor; name one with GODOT=PATH`);

describe.skipIf(!hasGodot)("from a real Godot 4", () => {
  test("our own class references are compared with its API", { timeout: 120_000 }, async () => {
    const docs = fileURLToPath(new URL("../../doc_classes", import.meta.url));
    const source = JSON.parse(readFileSync(join(docs, "SOURCE.json"), "utf8")) as {
      readonly version: string;
      readonly classes: Readonly<Record<string, { readonly coverage: "whole" | "subset" }>>;
    };
    const coverages = Object.values(source.classes).map(({ coverage }) => coverage);
    const [whole, subset] = (["whole", "subset"] as const).map((one) => coverages.filter((is) => is === one).length);
    const folders = ["--docs", docs, "--out", join(scratch(), "generated")];
    const { code, out, error } = await runCommand(syncCommand, ["--from", GODOT, ...folders]);
    expect(error).toBe("");
    expect(out).toContain(`${coverages.length} classes compared (${whole} whole, ${subset} subset)`);
    // Another version may well have another API.
    if (!told.startsWith(`${source.version}.`)) return;
    expect(out).toContain(`${coverages.length} match, 0 differ, 0 differences`);
    expect(code).toBe(0);
  });
});
