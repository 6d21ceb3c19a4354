import { existsSync } from "node:fs";
import ts from "typescript";
import { beforeAll, describe, expect, it, test } from "vitest";
import { parseBbcode, toTsdoc, type BbcodeNode, type DocContext } from "../../codegen/bbcode/index.js";
import { ProblemList } from "../../codegen/problems.js";
import { readReferences } from "../../codegen/xml/read-references.js";

const REFERENCE = "../shared/godot-4.6.3/classes";

const unresolved = (className: string): DocContext => ({ className, resolveLink: () => undefined });
const resolved = (className: string): DocContext => ({
  className,
  resolveLink: (kind, target) => (kind === "param" ? undefined : target.replace(/[^\w.]/g, "_")),
});

/** What the compiler, and so an editor, makes of the comment. */
function readComment(body: string): { text: string; tags: number } {
  const frame = body.split("\n").map((line) => ` * ${line}`.trimEnd());
  const source = ts.createSourceFile("a.ts", `/**\n${frame.join("\n")}\n */\nlet a;\n`, ts.ScriptTarget.ES2022, true);
  const [statement] = source.statements;
  const comment = statement && ts.getJSDocCommentsAndTags(statement)[0];
  if (!statement || source.statements.length !== 1 || !comment || !ts.isJSDoc(comment)) return { text: "", tags: -1 };
  return { text: ts.getTextOfJSDocComment(comment.comment) ?? "", tags: comment.tags?.length ?? 0 };
}

/** The letters and digits that a reader of the description sees. */
function visible(nodes: readonly BbcodeNode[]): string {
  return nodes
    .map((node) => {
      if (node.kind === "link") return node.target;
      if (node.kind === "url")
        return node.children.length > 0 ? visible(node.children) : node.target.replace("$DOCS_URL", "");
      if (node.kind === "style" || node.kind === "codeblocks") return visible(node.children);
      return node.kind === "break" ? "" : node.text;
    })
    .join("");
}

function isSubsequence(wanted: string, text: string): boolean {
  let position = 0;
  for (const character of wanted.replace(/[^\p{L}\p{N}]/gu, "")) {
    position = text.indexOf(character, position) + 1;
    if (position === 0) return false;
  }
  return true;
}

function hasBalancedFences(text: string): boolean {
  let open: string | undefined;
  for (const line of text.split("\n")) {
    const [fence] = /^`{3,}(?!.*`)/.exec(line) ?? [];
    if (open === undefined) open = fence;
    else if (line === open) open = undefined;
  }
  return open === undefined;
}

const isReferenceHere = existsSync(REFERENCE);
const whyNot = isReferenceHere ? "" : ` (skipped: ${REFERENCE} is not there)`;

describe.skipIf(!isReferenceHere)(`all descriptions of the 4.6.3 reference${whyNot}`, () => {
  interface Description {
    readonly place: string;
    readonly className: string;
    readonly text: string;
  }
  let descriptions: readonly Description[] = [];

  beforeAll(() => {
    const problems = new ProblemList();
    descriptions = readReferences([REFERENCE], problems).classes.flatMap((entry) => {
      const members = [
        ...entry.constructors,
        ...entry.methods,
        ...entry.members,
        ...entry.signals,
        ...entry.constants,
        ...entry.annotations,
        ...entry.themeItems,
        ...entry.operators,
      ];
      const texts: [string, string | undefined][] = [
        ["brief", entry.briefDescription],
        ["description", entry.description],
        ...[entry, ...members].flatMap((item): [string, string | undefined][] => [
          [item.name, item.deprecated],
          [item.name, item.experimental],
        ]),
        ...members.map((member): [string, string] => [member.name, member.description]),
      ];
      return texts.map(([name, text = ""]) => ({ place: `${entry.name}: ${name}`, className: entry.name, text }));
    });
    problems.throwIfAny();
  });

  test("there are some ten thousands, and none has a problem", () => {
    expect(descriptions.length).toBeGreaterThan(20_000);
    const problems = descriptions.flatMap(({ place, text }) =>
      parseBbcode(text).problems.map((problem) => `${place}: ${problem}`),
    );
    expect(problems).toEqual([]);
  });

  test("code fences are balanced, comments stay open, and no visible character is lost", () => {
    const wrong = descriptions.filter(({ className, text }) => {
      const printed = toTsdoc(text, unresolved(className)).text;
      return (
        !hasBalancedFences(printed) ||
        printed.includes("*/") ||
        !isSubsequence(visible(parseBbcode(text).nodes), printed)
      );
    });
    expect(wrong).toEqual([]);
  });

  test("TypeScript reads the comments as they were meant: no tag, nothing lost", () => {
    const wrong = descriptions.filter(({ className, text }) => {
      const printed = toTsdoc(text, resolved(className)).text;
      if (printed === "") return false;
      const read = readComment(printed);
      const letters = (value: string): string => value.replace(/\s/g, "");
      return read.tags !== 0 || letters(read.text) !== letters(printed);
    });
    expect(wrong).toEqual([]);
  });
});

describe("hostile text", () => {
  const COUNT = 100_000;
  const pieces = [
    "[b]",
    "[b]x[/b]",
    "[/b]",
    "[b][i][/b][/i]",
    "[b][i][s]x ",
    "[b]\n",
    "[b]....[/b]x....",
    "[code]",
    "[code]x[/code]",
    "[codeblocks]",
    "[url]",
    "[url=x]",
    "[method ",
    "[",
    "[[]",
    "_",
    "_a ",
    "`",
    "---",
    " \t",
    "[br]",
  ];
  it.each(pieces)("100,000 times %j takes no more than linear time", (piece) => {
    const start = performance.now();
    const { text } = toTsdoc(piece.repeat(COUNT), unresolved("A"));
    // Takes at most half a second here; what is quadratic takes minutes.
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(text).not.toContain("*/");
  });

  test("deep nesting is text beyond a bound", () => {
    const given = `${"[b][i]".repeat(1000)}x${"[/i][/b]".repeat(1000)}`;
    const { text, problems } = toTsdoc(given, unresolved("A"));
    expect(problems[0]).toContain("nested deeper than 32 levels");
    expect(text).toContain("x");
  });
});

/** mulberry32: the same numbers in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe("random mutations", () => {
  const samples = [
    "Gives [b]one[/b] [Channel] or [code]null[/code], see [method Peer.poll] and [url=$DOCS_URL/a.html]the [i]docs[/i][/url].",
    "\n\t\tText:\n\t\t[codeblocks]\n\t\t[gdscript]\n\t\t@export var a = b[i] # */\n\t\t[/gdscript]\n\t\t[csharp]\n\t\tvar a = `b`;\n\t\t[/csharp]\n\t\t[/codeblocks]\n\t",
    "- [b]a[/b][br]b\n- [param c]: {d} @e <f> g_h *i* [lb]j[rb]\n1. [s]k[/s] [kbd]F5[/kbd]\n[codeblock lang=text]\nl\n[/codeblock]",
  ];
  const inserts = [
    "[",
    "]",
    "[/",
    "[b]",
    "[/i]",
    "[code]",
    "[/code]",
    "\n",
    "*/",
    "@x ",
    "`",
    "```",
    "{@link ",
    "_",
    "*",
    "\\",
    "é",
    "\u{1f600}",
    "\0",
  ];

  it.each([1, 2, 3, 4])("seed %i: never throws, never ends the comment, keeps fences balanced", (seed) => {
    const next = random(seed);
    const below = (count: number): number => Math.floor(next() * count);
    for (let round = 0; round < 1500; round++) {
      let text = samples[below(samples.length)] ?? "";
      for (let change = below(8); change >= 0; change--) {
        const [from, to] = [below(text.length + 1), below(text.length + 1)];
        const middle = next() < 0.5 ? (inserts[below(inserts.length)] ?? "") : text.slice(to, to + below(20));
        text = text.slice(0, from) + middle + text.slice(from + (next() < 0.5 ? below(10) : 0));
      }
      const printed = toTsdoc(text, unresolved("Peer")).text;
      const what = JSON.stringify(text);
      expect(printed.includes("*/"), what).toBe(false);
      expect(hasBalancedFences(printed), what).toBe(true);
      expect(isSubsequence(visible(parseBbcode(text).nodes), printed), what).toBe(true);
      expect(readComment(`x ${printed}`).tags, what).toBe(0);
    }
  });
});
