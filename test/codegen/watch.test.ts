import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { generate } from "../../codegen/main.js";
import { Session } from "../../codegen/watch/session.js";
import { classXml as classOf, method, methods, param, returns } from "./class-xml.js";

/** Without a parent, and so without what the overrides know of Object. */
const classXml = (name: string, body = "", attributes = ""): string => classOf(name, body, attributes);

const LONGEST_MS = 20_000;

let scratch: string;
let docs: string;
let out: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "watch-"));
  docs = join(scratch, "docs");
  out = join(scratch, "out");
  mkdirSync(docs);
  save("A.xml", classXml("A", methods(method("make", returns("B")))));
  save("B.xml", classXml("B", methods(method("work", returns("int")))));
  save("C.xml", classXml("C", "", ' inherits="B"'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(scratch, { recursive: true });
});

/** As an editor does: a new file takes the place of the old one. */
function save(name: string, text: string): void {
  writeFileSync(join(docs, `${name}~`), text);
  renameSync(join(docs, `${name}~`), join(docs, name));
}

function start() {
  const cli = ["--import", "tsx", resolve("runtime/cli.ts"), "generate", "--watch", "--docs", docs, "--out", out];
  const child = spawn(process.execPath, cli);
  children.push(child);
  let told = "";
  let wake = (): void => undefined;
  const hear = (chunk: Buffer): void => {
    told += chunk.toString();
    wake();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = new Promise<number | null>((done) => child.once("close", done));
  const says = (wanted: RegExp): Promise<string> =>
    new Promise((done, fail) => {
      const deadline = setTimeout(() => fail(new Error(`did not say ${String(wanted)}, but: ${told}`)), LONGEST_MS);
      wake = () => {
        const found = wanted.exec(told)?.[0];
        if (found === undefined) return;
        clearTimeout(deadline);
        told = "";
        done(found);
      };
      wake();
    });
  return { child, ended, says };
}

it.each(["SIGINT", "SIGTERM"] as const)("generates on save, goes on after problems, and ends on %s", async (signal) => {
  const { child, ended, says } = start();
  await says(/watching/);
  save("B.xml", classXml("B", methods(method("play", returns("int")))));
  expect(await says(/wrote.*ms/)).toMatch(/^wrote api\/B\.ts, \d+ ms$/);
  expect(readFileSync(join(out, "api/B.ts"), "utf8")).toContain("play()");

  save("B.xml", "<class");
  expect(await says(/1 problem; nothing was written/)).toBeDefined();
  expect(readFileSync(join(out, "api/B.ts"), "utf8")).toContain("play()");

  save("B.xml", classXml("B", methods(method("rest", returns("int")))));
  await says(/wrote api\/B\.ts/);
  rmSync(join(docs, "C.xml"));
  await says(/removed api\/C\.ts/);
  expect(existsSync(join(out, "api/C.ts"))).toBe(false);
  child.kill(signal);
  expect(await ended).toBe(0);
});

it.each([
  ["a text", classXml("B", methods(method("work", returns("int")))).replace("<description>", "<description>New.")],
  ["a method", classXml("B", methods(method("play", returns("A"))))],
  ["an enum", classXml("B", '<constants><constant name="X" value="1" enum="E"></constant></constants>')],
  ["a parent", classXml("B", "", ' inherits="A"')],
  ["a pointer", classXml("B", methods(method("raw", returns("void*") + param(0, "var", "A"))))],
  ["nothing but its attributes", classXml("B", "", ' keywords="b"')],
])("after a change of %s everything is as if generated anew", async (_, text) => {
  save(
    "A.xml",
    classXml("A", methods(method("make", returns("B")))).replace("<description>", "<description>[method B.work]"),
  );
  const session = new Session({ docs: [docs], out });
  await session.run();
  save("B.xml", text);
  await session.run();
  const anew = join(scratch, "anew");
  const { texts } = await generate({ docs: [docs], out: anew });
  for (const [path, expected] of texts) expect(readFileSync(join(out, path), "utf8"), path).toBe(expected);
});
