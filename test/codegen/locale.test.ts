import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { generateCommand } from "../../codegen/cli.js";
import { readCatalog } from "../../codegen/locale/index.js";
import { printProblem, ProblemList } from "../../codegen/problems.js";
import { dedent } from "../../codegen/xml/dedent.js";
import { BASE } from "./class-xml.js";
import { runCommand } from "./run-command.js";

const SHARED = "../shared/godot-4.6.3";

let scratch = "";
beforeEach(() => void (scratch = mkdtempSync(join(tmpdir(), "locale-"))));
afterEach(() => rmSync(scratch, { recursive: true }));

const KITE = `<?xml version="1.0" encoding="UTF-8" ?>
<class name="Kite" inherits="Object" experimental="It may tear.">
	<brief_description>
		Flies on a string.
	</brief_description>
	<description>
		See [method pull].
		It is [b]light[/b].
	</description>
	<tutorials>
		<link title="How to fly">$DOCS_URL/kite.html</link>
	</tutorials>
	<methods>
		<method name="pull" deprecated="Use both hands.">
			<return type="void" />
			<param index="0" name="options" type="Dictionary" default="{}" />
			<description>
				Pulls [param options] in:
				[codeblock]
				{
					"speed": 1.5, # In metres per second.
					"gently": true, # No haste.
				}
				[/codeblock]
			</description>
		</method>
		<method name="cut">
			<return type="void" />
			<description>
				Cuts the string. [code]0[/code] remains.
			</description>
		</method>
	</methods>
	<constants>
		<constant name="SHAPE_DELTA" value="1" enum="Shape">
			A triangle.
		</constant>
	</constants>
</class>
`;

const HEADER = `msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n`;
const PO = `${HEADER}
msgid "Flies on a string."
msgstr "Fliegt an einer Schnur."

msgid ""
"See [method pull].\\n"
"It is [b]light[/b]."
msgstr ""
"Siehe [method pull].\\n"
"Er ist [b]leicht[/b]."

msgid "It may tear."
msgstr "Er kann reissen."

msgid "How to fly"
msgstr "Wie man fliegt"

msgid "Use both hands."
msgstr "Nimm beide Haende."

msgid ""
"Pulls [param options] in:\\n"
"[codeblock]\\n"
"{\\n"
"\\t\\"speed\\": 1.5, # In metres per second.\\n"
"\\t\\"gently\\": true, # No haste.\\n"
"}\\n"
"[/codeblock]"
msgstr ""
"Zieht mit [param options]:\\n"
"[codeblock]\\n"
"{\\n"
"\\t\\"speed\\": 1.5, # In Metern je Sekunde.\\n"
"\\t\\"gently\\": \\"nein\\", # Ohne Hast.\\n"
"\\t\\"more\\": 1, # Nur hier.\\n"
"}\\n"
"[/codeblock]"

#, fuzzy
msgid "A triangle."
msgstr "Ein Viereck."
`;

/** Writes both files and generates. */
async function generate(po: string, ...more: readonly string[]) {
  const docs = join(scratch, "docs");
  mkdirSync(docs, { recursive: true });
  const subset = { coverage: "subset", reason: "Nothing of them is needed." };
  const classes = { Object: subset, Signal: subset, Callable: subset, "@GlobalScope": subset, Dictionary: subset };
  writeFileSync(join(docs, "SOURCE.json"), JSON.stringify({ classes: { ...classes, Kite: { coverage: "whole" } } }));
  const dictionary = BASE[0].replaceAll("Object", "Dictionary");
  for (const text of [...BASE, dictionary, KITE]) {
    writeFileSync(join(docs, `${/class name="([^"]*)"/.exec(text)?.[1] ?? ""}.xml`), text);
  }
  const file = join(scratch, "test.po");
  writeFileSync(file, po);
  return runCommand(generateCommand, ["--docs", docs, "--out", join(scratch, "out"), "--locale", file, ...more]);
}
const kite = (): string => readFileSync(join(scratch, "out/api/Kite.ts"), "utf8");

describe("doc comments", () => {
  test("are translated where there is a translation, with links and code; the coverage is printed", async () => {
    const { code, out, error } = await generate(PO);
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toMatch(/^locale de: 6 of 8 texts$/m);
    const text = kite();
    expect(text).toContain(" * Fliegt an einer Schnur.\n");
    expect(text).toContain(" * Siehe {@link Kite.pull}.\n");
    expect(text).toContain(" * Er ist **leicht**.\n");
    expect(text).toContain("| Wie man fliegt}");
    expect(text).toContain("@remarks Experimental: Er kann reissen.");
    expect(text).toContain("@deprecated Nimm beide Haende.");
    expect(text).toContain("Cuts the string. `0` remains.");
  });

  test("translations that a translator has to look at again do not count", async () => {
    await generate(PO);
    expect(kite()).toContain("A triangle.");
    expect(kite()).not.toContain("Viereck");
  });

  test("of options are those of the translated code block, the types are the original's", async () => {
    await generate(PO);
    const options = /export interface PullOptions \{[^]*?\n\}/.exec(kite())?.[0];
    expect(options).toMatch(/In Metern je Sekunde\. Example: `1\.5`\. \*\/\n {2}speed\?: number/);
    expect(options).toMatch(/Ohne Hast\. Example: `"nein"`\. \*\/\n {2}gently\?: boolean/);
    expect(options).not.toContain("more");
  });

  test("a translation that breaks the code block leaves the keys as they are", async () => {
    const { code } = await generate(PO.replace(", # In Metern", ": # In Metern"));
    expect(code).toBe(0);
    expect(kite()).toMatch(/In metres per second\. Example: `1\.5`\. \*\/\n {2}speed\?: number/);
  });

  test("of another language are no difference to the rest", async () => {
    await generate(PO);
    expect((await generate(PO, "--check")).code).toBe(0);
    expect((await generate(HEADER + '\nmsgid "Other."\nmsgstr "Anderes."\n', "--check")).code).toBe(1);
  });
});

describe("a catalog", () => {
  async function catalog(text: string | Buffer) {
    const file = join(scratch, "xx.po");
    writeFileSync(file, text);
    const problems = new ProblemList();
    const found = await readCatalog(file, problems);
    return { found, problems: problems.problems.map(printProblem) };
  }

  test("is named by its header, or by its file", async () => {
    expect((await catalog(PO)).found?.language).toBe("de");
    expect((await catalog('msgid "a"\nmsgstr "b"\n')).found?.language).toBe("xx");
  });

  test("is read in the charset that it says", async () => {
    const latin = Buffer.from(`${HEADER.replace("UTF-8", "ISO-8859-1")}\nmsgid "One."\nmsgstr "\xdcber."\n`, "latin1");
    expect((await catalog(latin)).found?.translate("One.")).toBe("\xdcber.");
  });

  test("knows texts by what they say, however they are indented", async () => {
    const { found } = await catalog(PO);
    expect(found?.translate("\n\t\tSee [method pull].\n\t\tIt is [b]light[/b].\n\t")).toMatch(/^Siehe/);
    expect(found?.translate("See [method pull]. It is [b]light[/b].")).toBeUndefined();
  });

  test("prefers what has no context", async () => {
    const { found } = await catalog('msgctxt "z"\nmsgid "a"\nmsgstr "in z"\n\nmsgid "a"\nmsgstr "everywhere"\n');
    expect(found?.translate("a")).toBe("everywhere");
  });

  it.each([
    ["some other text", "Dear Sir,\n", /xx\.po:1: not a well-formed gettext file: Invalid key name "Dear" at line 1\./],
    [
      "a string without end",
      'msgid "a\nmsgstr "b"\n',
      /xx\.po:\d: not a well-formed gettext file: End-of-line within string/,
    ],
    ["a truncated file", 'msgid "a"\nmsgstr "b', /not a well-formed gettext file: End-of-file within string/],
    [
      "a text twice",
      'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n',
      /not a well-formed gettext file: Duplicate msgid/,
    ],
    ["an empty file", "", /holds no translation/],
    ["nothing translated", `${HEADER}\nmsgid "a"\nmsgstr ""\n`, /holds no translation/],
  ])("refuses %s", async (_, text, want) => {
    const { found, problems } = await catalog(text);
    expect(found).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(want);
  });

  test("a file that is not there, and problems of the references, are in one report", async () => {
    const { code, error } = await runCommand(generateCommand, ["--docs", "/nowhere", "--locale", "/nowhere.po"]);
    expect(code).toBe(2);
    expect(error).toContain("error: /nowhere.po: cannot be read");
    expect(error).toContain("error: /nowhere: cannot read this folder");
  });
});

describe("texts without their indentation", () => {
  it.each([
    ["a paragraph", "\n\t\tOne.\n\t", "One."],
    ["paragraphs", "\n\t\tOne.\n\t\tTwo.\n\t", "One.\nTwo."],
    [
      "a code block",
      "\n\t\t[codeblock]\n\t\tif a:\n\t\t\tb()\n\n\t\t[/codeblock]\n\t",
      "[codeblock]\nif a:\n\tb()\n\n[/codeblock]",
    ],
    ["beside its tag", "One.\n\t\tTwo.", "One.\nTwo."],
    ["Windows line ends", "\r\n\t\tOne.\r\n\t\tTwo.\r\n\t", "One.\nTwo."],
    ["nothing", "\n\t", ""],
  ])("%s", (_, text, want) => {
    expect(dedent(text)).toBe(want);
  });
});

const areTranslationsHere = existsSync(`${SHARED}/translations`);

describe.skipIf(!areTranslationsHere)(
  `the engine's translations${areTranslationsHere ? "" : ` (skipped: ${SHARED}/translations is not there)`}`,
  () => {
    it.each([
      ["fr", "L'interface de connexion par pair", "La `WebRTCPeerConnection` a"],
      ["zh_Hans", "WebRTC", "{@link WebRTCPeerConnection.STATE_NEW}"],
    ])("%s", async (language, brief, code) => {
      const out = join(scratch, "out");
      const run = await runCommand(generateCommand, [
        ...["--docs", `${SHARED}/classes`, "--classes", "WebRTCPeerConnection,WebRTCMultiplayerPeer"],
        ...["--locale", `${SHARED}/translations/${language}.po`, "--out", out],
      ]);
      expect(run.code).toBe(0);
      const [, translated, total] = new RegExp(`^locale ${language}: (\\d+) of (\\d+) texts$`, "m").exec(run.out) ?? [];
      expect(Number(translated)).toBeGreaterThan(150);
      expect(Number(total)).toBeGreaterThanOrEqual(Number(translated));
      const text = readFileSync(join(out, "api/WebRTCPeerConnection.ts"), "utf8");
      expect(text).toContain(brief);
      expect(text).toContain(code);
      const plain = join(scratch, "plain");
      await runCommand(generateCommand, [
        ...["--docs", `${SHARED}/classes`, "--classes", "WebRTCPeerConnection,WebRTCMultiplayerPeer", "--out", plain],
      ]);
      // Only comments differ.
      const bare = (source: string): string => source.replace(/\s*\/\*\*[^]*?\*\//g, "");
      const original = readFileSync(join(plain, "api/WebRTCPeerConnection.ts"), "utf8");
      expect(bare(text)).toBe(bare(original));
      expect(text).not.toBe(original);
      const links = (source: string): number => source.split("{@link").length;
      expect(links(text)).toBeGreaterThan(links(original) * 0.9);
    });
  },
);
