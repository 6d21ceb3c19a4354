import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { driftCommand } from "../../codegen/commands/drift.js";
import { drift, printDrift } from "../../codegen/drift/index.js";
import { runCommand } from "./run-command.js";

// After a change that is meant: `npx vitest run test/codegen -u`, and read what the expected files changed.

const FIXTURES = "test/codegen/fixtures/drift";
const [OLDER, NEWER] = [`${FIXTURES}/older`, `${FIXTURES}/newer`];
const REFERENCE = "../shared/godot-4.6.3/classes";

let scratch = "";
beforeEach(() => void (scratch = mkdtempSync(join(tmpdir(), "drift-"))));
afterEach(() => rmSync(scratch, { recursive: true }));

describe("two neighbours, the older one in Godot 3's dialect", () => {
  it.each([
    ["terminal", "txt"],
    ["markdown", "md"],
    ["json", "json"],
  ])("as %s", async (format, suffix) => {
    const { code, out, error } = await runCommand(driftCommand, ["--from", OLDER, "--to", NEWER, "--format", format]);
    expect({ code, error }).toEqual({ code: 1, error: "" });
    await expect(`${out}\n`).toMatchFileSnapshot(`expected/drift/neighbours.${suffix}`);
  });

  test("and back", async () => {
    await expect(printDrift(drift({ from: NEWER, to: OLDER }))).toMatchFileSnapshot(
      "expected/drift/neighbours-back.txt",
    );
  });
});

const isReferenceHere = existsSync(REFERENCE);

test.skipIf(!isReferenceHere)(
  `Godot 3.2's WebRTC classes and 4.6.3's${isReferenceHere ? "" : ` (skipped: ${REFERENCE} is not there)`}`,
  async () => {
    const to = join(scratch, "4.6.3");
    mkdirSync(to);
    for (const name of ["RefCounted", "PacketPeer", "WebRTCDataChannel", "WebRTCPeerConnection"]) {
      copyFileSync(`${REFERENCE}/${name}.xml`, join(to, `${name}.xml`));
    }
    // What --doctool wrote has no texts: there are none to compare.
    const found = { ...drift({ from: `${FIXTURES}/godot-3.2`, to }), to: "4.6.3" };
    expect(found.texts).toBe(false);
    await expect(printDrift(found)).toMatchFileSnapshot("expected/drift/godot-3.2-to-4.6.3.txt");
  },
);

describe("texts", () => {
  const xml = (text: string, more = ""): string =>
    `<class name="A"${more}>\n\t<brief_description>\n\t\tA.\n\t</brief_description>\n\t<description>\n\t\t${text}\n\t</description>\n\t<tutorials>\n\t</tutorials>\n</class>\n`;

  function folder(name: string, text: string, more = "", source?: object): string {
    const path = join(scratch, name);
    mkdirSync(path);
    writeFileSync(join(path, "A.xml"), xml(text, more));
    if (source) writeFileSync(join(path, "SOURCE.json"), JSON.stringify(source));
    return path;
  }
  const SOURCE = { classes: { A: { coverage: "whole" } } };
  const messages = (from: string, to: string, texts?: boolean): readonly string[] =>
    drift({ from, to, texts }).differences.map(({ message, impact }) => `${impact}: ${message}`);

  test("count between versions of one another", () => {
    expect(messages(folder("a", "One."), folder("b", "Two."))).toEqual(["text: A: description changed"]);
  });

  test("do not count for a reference in its own words, unless they are asked for", () => {
    const [from, to] = [folder("a", "One."), folder("b", "Two.", "", SOURCE)];
    expect(messages(from, to)).toEqual([]);
    expect(messages(from, to, true)).toEqual(["text: A: description changed"]);
  });

  test("do not count if they are not wanted", () => {
    expect(messages(folder("a", "One."), folder("b", "Two."), false)).toEqual([]);
  });

  test("added and removed", () => {
    const [some, none] = [folder("a", "One."), folder("b", "")];
    expect(messages(some, none)).toEqual(["text: A: description was removed"]);
    expect(messages(none, some)).toEqual(["text: A: description was added"]);
  });

  test("indentation is no text", () => {
    expect(
      messages(folder("a", "One.\n\t\tTwo."), folder("b", "One.\n            \t\tTwo.".replaceAll(/ +\t\t/g, "\t\t"))),
    ).toEqual([]);
    writeFileSync(join(scratch, "b/A.xml"), xml("One.\n\t\tTwo.").replaceAll("\n\t", "\n\t\t\t"));
    expect(messages(join(scratch, "a"), join(scratch, "b"))).toEqual([]);
  });

  test("the message beside a flag is text, the flag is a fact", () => {
    const flagged = (message: string): string => ` deprecated="${message}"`;
    expect(messages(folder("a", "A."), folder("b", "A.", flagged("Why.")))).toEqual([
      "compatible: A: deprecated was added",
    ]);
    expect(messages(folder("c", "A.", flagged("Because.")), join(scratch, "b"))).toEqual([
      "text: A: deprecated message changed",
    ]);
  });

  test("options of the command", async () => {
    const [from, to] = [folder("a", "One."), folder("b", "Two.", "", SOURCE)];
    const run = async (...more: readonly string[]) =>
      (await runCommand(driftCommand, ["--from", from, "--to", to, ...more])).code;
    expect([await run(), await run("--texts"), await run("--no-texts")]).toEqual([0, 1, 0]);
  });
});

describe("the command", () => {
  it.each([
    [
      "an unknown format",
      ["--format", "yaml"],
      "drift was given --format yaml; allowed is one of terminal, markdown, json.",
    ],
    ["two formats", ["--format", "markdown", "--json"], "drift was given --format markdown and --json"],
    ["an unknown option", ["--loud"], "Unknown option '--loud'"],
  ])("refuses %s", async (_, args, want) => {
    const { code, error } = await runCommand(driftCommand, ["--from", OLDER, "--to", NEWER, ...args]);
    expect(code).toBe(2);
    expect(error).toContain(want);
  });

  test("Markdown's own characters are escaped", async () => {
    const body = (value: string): string => `<constants><constant name="X" value="${value}"></constant></constants>`;
    for (const [name, value] of [
      ["a", "A(*1*, _2)"],
      ["b", "A[`1`](2)&lt;b&gt;"],
    ] as const) {
      mkdirSync(join(scratch, name));
      const text = `<class name="A"><brief_description></brief_description><description></description><tutorials></tutorials>${body(value)}</class>`;
      writeFileSync(join(scratch, name, "A.xml"), text);
    }
    const args = ["--from", join(scratch, "a"), "--to", join(scratch, "b"), "--format", "markdown"];
    const { out } = await runCommand(driftCommand, args);
    expect(out).toContain('- `A.X`: value "A(\\*1\\*, \\_2)" became "A\\[\\`1\\`\\](2)\\<b>"');
  });
});
