import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { generateCommand } from "../../codegen/cli.js";
import { classXml } from "./class-xml.js";
import { runCommand } from "./run-command.js";

let scratch: string;
let docs: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "errors-"));
  docs = join(scratch, "docs");
  mkdirSync(docs);
  writeFileSync(join(docs, "Base.xml"), classXml("Base", "", ""));
});
afterEach(() => rmSync(scratch, { recursive: true }));

const put = (name: string, text: string): void => writeFileSync(join(docs, name), text);
const laughs = Array.from({ length: 9 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join(
  "",
);

it.each<[string, () => void, RegExp[]]>([
  [
    "a cut-off file",
    () => put("A.xml", classXml("A").slice(0, -9)),
    [/A\.xml:\d+: not well-formed XML.*Mend or restore/],
  ],
  [
    "an entity bomb",
    () => put("A.xml", `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]>\n${classXml("A", "&l9;")}`),
    [/A\.xml:1: found a DOCTYPE or ENTITY declaration.*Remove it/],
  ],
  [
    "an external entity",
    () => put("A.xml", `<!DOCTYPE x SYSTEM "file:///etc/passwd">\n${classXml("A")}`),
    [/A\.xml:1: found a DOCTYPE/],
  ],
  [
    "a class that inherits itself",
    () => put("A.xml", classXml("A", "", ' inherits="A"')),
    [/A\.xml:1: A: inherits itself \(A → A\)/],
  ],
  [
    "classes that inherit each other in a ring",
    () =>
      ["AB", "BC", "CA"].forEach((pair) =>
        put(`${pair[0]}.xml`, classXml(pair[0] ?? "", "", ` inherits="${pair[1]}"`)),
      ),
    [/A: inherits itself \(A → B → C → A\)/, /B: inherits itself/, /C: inherits itself/],
  ],
  [
    "two files for one class",
    () => ["A.xml", "A2.xml"].forEach((name) => put(name, classXml("A"))),
    [/A2\.xml: A: the class is also in .*A\.xml\. Keep one/],
  ],
  [
    "a missing parent",
    () => put("A.xml", classXml("A", "", ' inherits="No"')),
    [/A: inherits "No", which is not in the input\. Add No\.xml/],
  ],
  [
    "a dangling link",
    () => symlinkSync("nowhere.xml", join(docs, "A.xml")),
    [/A\.xml: cannot be read \(ENOENT.*Restore or remove it/],
  ],
  ["a folder called like a file", () => mkdirSync(join(docs, "A.xml")), [/A\.xml: is no file; allowed are files/]],
  ["a pipe", () => void execFileSync("mkfifo", [join(docs, "A.xml")]), [/A\.xml: is no file/]],
  [
    "a file in place of the folder",
    () => {
      rmSync(docs, { recursive: true });
      writeFileSync(docs, "");
    },
    [/docs: cannot read this folder of class references \(ENOTDIR.*--docs/],
  ],
  [
    "several things at once",
    () => {
      put("A.xml", "<class");
      put("B.xml", classXml("B", "<x/>"));
      mkdirSync(join(docs, "C.xml"));
    },
    [
      /A\.xml:1: not well-formed/,
      /B\.xml:\d+: B: unknown element <x>/,
      /C\.xml: is no file/,
      /^3 problems; nothing was written/m,
    ],
  ],
  [
    "a file in place of the output",
    () => writeFileSync(join(scratch, "out"), ""),
    [/out: cannot list the output folder \(ENOTDIR.*--out/],
  ],
])("%s: an error with its place, exit code 2, nothing written", async (_, spoil, expected) => {
  spoil();
  const out = join(scratch, "out");
  const wasThere = existsSync(out);
  const { code, error } = await runCommand(generateCommand, ["--docs", docs, "--out", out, "--no-cache"]);
  for (const message of expected) expect(error).toMatch(message);
  expect(error).not.toMatch(/\n\s+at /);
  expect(code).toBe(2);
  expect(existsSync(out)).toBe(wasThere);
});
