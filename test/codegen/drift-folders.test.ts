import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { compareReferences, drift as driftOf, printDrift, printDriftJson } from "../../codegen/drift/index.js";
import { CodegenError, ProblemList } from "../../codegen/problems.js";
import { readClass } from "../../codegen/xml/read-class.js";

const DOC_CLASSES = "doc_classes";
const REFERENCE = "../shared/godot-4.6.3/classes";

let scratch = "";
beforeEach(() => void (scratch = mkdtempSync(join(tmpdir(), "drift-"))));
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

/** Makes a folder of these files. */
function folder(name: string, files: Readonly<Record<string, string>>): string {
  const directory = join(scratch, name);
  mkdirSync(directory);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), text);
  return directory;
}

const xml = (name: string, body = ""): string =>
  `<?xml version="1.0" encoding="UTF-8" ?>\n<class name="${name}">\n<brief_description></brief_description>\n` +
  `<description></description>\n<tutorials></tutorials>\n${body}</class>\n`;
const ONE = `<constants><constant name="ONE" value="1"></constant></constants>`;
const TWO = ONE.replace(`value="1"`, `value="2"`);
const sourceJson = (classes: object): string => JSON.stringify({ engine: "Godot", version: "4.6.3", classes });

interface Run {
  readonly code: number;
  readonly text: string;
}

function drift(from: string, to: string, json = false): Run {
  const found = driftOf({ from, to });
  return { code: found.differences.length > 0 ? 1 : 0, text: json ? printDriftJson(found) : printDrift(found) };
}

function failure(from: string, to: string): string {
  try {
    drift(from, to);
  } catch (error) {
    expect(error).toBeInstanceOf(CodegenError);
    return error instanceof CodegenError ? error.message : "";
  }
  return expect.fail("there was no error");
}

describe("two folders", () => {
  test("no drift: 0", () => {
    const from = folder("from", { "A.xml": xml("A", ONE), "B.xml": xml("B") });
    const to = folder("to", { "A.xml": xml("A", ONE), "SOURCE.json": sourceJson({ A: { coverage: "whole" } }) });
    const { code, text } = drift(from, to);
    expect(code).toBe(0);
    expect(text).toContain("A  whole: 1 member, all match");
    expect(text).toContain("Not compared: 1 class that SOURCE.json does not name");
  });

  test("drift: 1, in both forms", () => {
    const from = folder("from", { "A.xml": xml("A", ONE) });
    const to = folder("to", { "A.xml": xml("A", TWO) });
    expect(drift(from, to)).toMatchObject({
      code: 1,
      text: expect.stringContaining('A.ONE: value "1" became "2"') as string,
    });
    const json = drift(from, to, true);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.text)).toMatchObject({
      format: 1,
      from,
      to,
      differences: [{ class: "A", member: "ONE", attribute: "value" }],
    });
  });

  test("a class of SOURCE.json without a file is drift, not an error", () => {
    const from = folder("from", { "A.xml": xml("A"), "B.xml": xml("B") });
    const source = sourceJson({ A: { coverage: "whole" }, B: { coverage: "whole" } });
    const { code, text } = drift(from, folder("to", { "A.xml": xml("A"), "SOURCE.json": source }));
    expect(code).toBe(1);
    expect(text).toContain("B: SOURCE.json names this class, but it has no file beside it");
  });

  test("classes that nobody asks for are not even read", () => {
    const from = folder("from", { "A.xml": xml("A"), "B.xml": "<broken" });
    const to = folder("to", { "A.xml": xml("A"), "SOURCE.json": sourceJson({ A: { coverage: "whole" } }) });
    expect(drift(from, to).code).toBe(0);
  });

  it.each([
    ["a missing folder", "--from", {}, undefined],
    ["a folder without references", "holds no class reference", {}, {}],
    ["broken XML", "A.xml", { "A.xml": "<class name='A'>" }, { "A.xml": xml("A") }],
    [
      "an unknown attribute",
      "A.xml",
      { "A.xml": xml("A", `<methods><method name="a" color="red"><description></description></method></methods>`) },
      { "A.xml": xml("A") },
    ],
    ["broken SOURCE.json", "SOURCE.json", { "A.xml": xml("A"), "SOURCE.json": "{" }, { "A.xml": xml("A") }],
    ["two files for one class", "Keep one of the two", { "A.xml": xml("A"), "B.xml": xml("A") }, { "A.xml": xml("A") }],
  ])(
    "%s: an error that names it",
    (_, wanted, to: Record<string, string>, from: Record<string, string> | undefined) => {
      const fromFolder = from ? folder("from", from) : join(scratch, "nowhere");
      expect(failure(fromFolder, folder("to", to))).toContain(wanted);
    },
  );

  test("all errors of both folders are in one report", () => {
    const message = failure(folder("from", { "A.xml": "<" }), folder("to", { "B.xml": "<" }));
    expect(message).toContain("A.xml");
    expect(message).toContain("B.xml");
  });
});

describe("every attribute counts", () => {
  /** Not facts: schema addresses, search words, the number that only repeats a position, and titles of links. */
  const NO_FACT = new Set([
    "xmlns:xsi",
    "xsi:noNamespaceSchemaLocation",
    "keywords",
    "index",
    "title",
    "encoding",
    "version",
  ]);

  function parse(text: string) {
    const problems = new ProblemList();
    return readClass("X.xml", text, problems);
  }

  /** The value with one character changed: in the middle, so that nothing depends on its ends. */
  function changeOne(value: string): string {
    const middle = Math.floor(value.length / 2);
    const replacement = /\d/.test(value.charAt(middle)) ? "7" : "q";
    return (
      value.slice(0, middle) + (value.charAt(middle) === replacement ? "6" : replacement) + value.slice(middle + 1)
    );
  }

  it.each([
    "WebRTCPeerConnection",
    "WebRTCDataChannel",
    "WebRTCPeerConnectionExtension",
    "WebRTCDataChannelExtension",
    "Signal",
  ])("one character changed in %s is found and named", (name) => {
    const text = readFileSync(join(DOC_CLASSES, `${name}.xml`), "utf8");
    const original = parse(text);
    expect(original).toBeDefined();
    if (!original) return;
    const missed: string[] = [];
    let tried = 0;
    let refused = 0;
    for (const match of text.matchAll(/ ([\w:]+)="([^"]+)"/g)) {
      const [whole, attribute = "", value = ""] = match;
      if (NO_FACT.has(attribute)) continue;
      tried++;
      const mutated = changeOne(value);
      const changedText = `${text.slice(0, match.index)} ${attribute}="${mutated}"${text.slice(match.index + whole.length)}`;
      const changedClass = parse(changedText);
      // What the reader refuses (an unknown qualifier, say) is found as well.
      if (!changedClass) {
        refused++;
        continue;
      }
      const { differences } = compareReferences(
        { name: "a", classes: [original] },
        { name: "b", classes: [changedClass] },
      );
      const isNamed = differences.some(({ message }) => message.includes(mutated.replaceAll("&quot;", '"')));
      if (!isNamed) missed.push(`${whole} at ${match.index}: ${differences.map(({ message }) => message).join("; ")}`);
    }
    expect(missed).toEqual([]);
    expect(tried - refused).toBeGreaterThan(20);
  });
});

const isReferenceHere = existsSync(REFERENCE);

describe.skipIf(!isReferenceHere)(
  `the engine's reference${isReferenceHere ? "" : ` (skipped: ${REFERENCE} is not there)`}`,
  () => {
    test("doc_classes restates it without a difference", () => {
      const { code, text } = drift(REFERENCE, DOC_CLASSES);
      expect(text).toContain(", 0 differences.");
      expect(text).toMatch(/^WebRTCPeerConnection +whole: \d+ members, all match$/m);
      expect(text).toMatch(/^Object +subset: \d+ of \d+ members, all match$/m);
      expect(code).toBe(0);
    });

    test("it does not differ from itself", () => {
      const { code, text } = drift(REFERENCE, REFERENCE);
      expect({ code, text }).toMatchObject({
        code: 0,
        text: expect.stringContaining("1065 classes compared: 1065 match, 0 differ, 0 differences.") as string,
      });
    });

    test("what is changed by hand in a copy is named", () => {
      const copy = join(scratch, "doc_classes");
      cpSync(DOC_CLASSES, copy, { recursive: true });
      const change = (file: string, from: string, to: string): void => {
        const path = join(copy, file);
        const text = readFileSync(path, "utf8");
        expect(text).toContain(from);
        writeFileSync(path, text.replace(from, to));
      };
      change(
        "WebRTCPeerConnection.xml",
        `name="options" type="Dictionary" default="{}"`,
        `name="options" type="Dictionary" default="[]"`,
      );
      change("WebRTCPeerConnection.xml", `name="STATE_DISCONNECTED" value="3"`, `name="STATE_DISCONNECTED" value="4"`);
      change(
        "WebRTCDataChannelExtension.xml",
        `name="_poll" qualifiers="virtual required"`,
        `name="_poll" qualifiers="virtual"`,
      );
      change("Object.xml", `name="CONNECT_DEFERRED"`, `name="CONNECT_DEFERED"`);
      const { code, text } = drift(REFERENCE, copy);
      expect(code).toBe(1);
      expect(text).toContain(
        'WebRTCPeerConnection.create_data_channel: parameter 2 "options": default "{}" became "[]"',
      );
      expect(text).toContain('WebRTCPeerConnection.STATE_DISCONNECTED: value "3" became "4"');
      expect(text).toContain('WebRTCDataChannelExtension._poll: qualifiers "virtual required" became "virtual"');
      expect(text).toContain("Object.CONNECT_DEFERED: constant was added");
      expect(text).toContain("4 differences: 2 breaking, 2 compatible.");
    });
  },
);

test("a source tree is read as a whole", () => {
  const root = join(scratch, "godot");
  for (const [path, name] of [
    ["doc/classes", "A"],
    ["modules/mine/doc_classes", "B"],
    ["platform/moon/doc_classes", "C"],
  ] as const) {
    mkdirSync(join(root, path), { recursive: true });
    writeFileSync(join(root, path, `${name}.xml`), xml(name, ONE));
  }
  const to = folder("to", { "A.xml": xml("A", ONE), "B.xml": xml("B", TWO) });
  const { text } = drift(root, to);
  expect(text).toContain('! B.ONE: value "1" became "2"');
  expect(text).toContain("! C: class was removed: C");
  expect(text).toContain("3 classes compared: 1 match, 2 differ");
});
