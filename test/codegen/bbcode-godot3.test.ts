import { describe, expect, it, test } from "vitest";
import { toTsdoc, type DocContext } from "../../codegen/bbcode/index.js";
import { emitXml } from "./class-xml.js";
import { createProgram, findFlaws } from "./compile.js";
import { argument, OLD_CLASSES, oldClass, oldMethod, oldMethods } from "./godot3-xml.js";

interface Case {
  readonly given: string;
  readonly want: string;
  readonly problems?: readonly string[];
}

/** A method with the parameters `amount` and `in`, of a class with the method `pour`. */
const context: DocContext = {
  className: "Cup",
  resolveLink: (kind, target) => (kind !== "class" && target.endsWith("pour") ? "Cup.pour" : undefined),
  codeText: (code) => (code === "in" ? "in_" : code),
};
const fence = (language: string, ...lines: readonly string[]): string => ["```" + language, ...lines, "```"].join("\n");

const texts: readonly (readonly [string, Case])[] = [
  ["parameters stand in code", { given: "Pours [code]amount[/code].", want: "Pours `amount`." }],
  ["and are shown as they are called", { given: "Pours [code]in[/code].", want: "Pours `in_`." }],
  ["a note in capitals", { given: "[b]NOTE:[/b] Mind it.", want: "**NOTE:** Mind it." }],
  ["a note with the colon outside", { given: "[b]Note[/b]: Mind it.", want: "**Note**: Mind it." }],
  ["italics", { given: "Is [i]not[/i] full.", want: "Is _not_ full." }],
  [
    "a code block without a language",
    {
      given: "So:\n\t\t\t[codeblock]\n\t\t\tvar a = 1\n\t\t\tif a:\n\t\t\t    pour()\n\t\t\t[/codeblock]\n\t\t\tDone.",
      want: `So:\n\n${fence("gdscript", "var a = 1", "if a:", "    pour()")}\n\nDone.`,
    },
  ],
  ["a code block in a line", { given: "[codeblock]pour()[/codeblock]", want: fence("gdscript", "pour()") }],
  ["code that holds tags", { given: "[code][b]x[/b] [Cup][/code]", want: "`[b]x[/b] [Cup]`" }],
  ["code that holds brackets", { given: "[code]a[0][/code]", want: "`a[0]`" }],
  ["an address with a text", { given: "[url=https://example.org/a]here[/url]", want: "[here](https://example.org/a)" }],
  ["an address alone", { given: "[url]https://example.org/a[/url]", want: "{@link https://example.org/a}" }],
  [
    "the docs' address",
    { given: "[url=$DOCS_URL/x.html]x[/url]", want: "[x](https://docs.godotengine.org/en/stable/x.html)" },
  ],
  ["a method with its class", { given: "[method Cup.pour]", want: "{@link Cup.pour}" }],
  ["a method with parentheses behind", { given: "[method fill]()", want: "`fill()`()" }],
  [
    "names of builtin types",
    { given: "[int]s, [Array] and [PoolByteArray]", want: "`int`s, `Array` and `PoolByteArray`" },
  ],
  ["a range is no tag", { given: "from [0, 1] or [-1..1]", want: "from [0, 1] or [-1..1]" }],
  ["a member of a list", { given: "- [code]a[/code]: one\n- [code]b[/code]: two", want: "- `a`: one\n- `b`: two" }],
  ["bold around a link", { given: "[b][method pour][/b]", want: "**{@link Cup.pour}**" }],
  ["italics in bold", { given: "[b]a [i]b[/i][/b]", want: "**a _b_**" }],
  ["underline and colour keep the text", { given: "[u]a[/u] [color=red]b[/color]", want: "a b" }],
  ["a picture", { given: "[img]https://example.org/a.png[/img]", want: "{@link https://example.org/a.png}" }],
  [
    "crossed tags",
    {
      given: "[b]a [i]b[/b] c[/i]",
      want: "**a [i]b** c[/i]",
      problems: ["[i] at offset 5 is crossed with [b]", "[/i] at offset 15 closes nothing"],
    },
  ],
  ["a tag that is not closed", { given: "[b]a", want: "\\[b]a", problems: ["[b] at offset 0 is never closed"] }],
  [
    "code that is not closed",
    { given: "a [code]b", want: "a [code]b", problems: ["[code] at offset 2 is never closed: [/code] is missing"] },
  ],
  [
    "a closing tag with a blank",
    { given: "[code]a[/ code] b", want: "\\[code]a[/ code] b", problems: ["[code] at offset 0 is never closed"] },
  ],
  [
    "unknown tags",
    {
      given: "[wave]a[/wave] [doc x]",
      want: "\\[wave]a[/wave] [doc x]",
      problems: ["[wave] at offset 0 is an unknown tag", "[/wave] at offset 7", "[doc x] at offset 15"],
    },
  ],
  [
    "a tag of a reader of another kind",
    { given: "[ul]a[/ul]", want: "\\[ul]a[/ul]", problems: ["[ul] at offset 0 is an unknown tag", "[/ul]"] },
  ],
];

describe("texts of Godot 3", () => {
  test.each(texts)("%s", (_, { given, want, problems = [] }) => {
    const result = toTsdoc(given, context);
    expect(result.text).toBe(want);
    expect(result.problems).toHaveLength(problems.length);
    problems.forEach((problem, index) => expect(result.problems[index]).toContain(problem));
  });
});

describe("in a class", () => {
  const pour = (text: string): string =>
    oldClass("Cup", oldMethods(oldMethod("pour", argument(0, "in", "int") + argument(1, "amount", "int"), "", text)));

  it("unknown tags are reported with their place", () => {
    const { warnings } = emitXml([...OLD_CLASSES, pour("Is [blink]hot[/blink].")]);
    expect(warnings).toEqual([
      "docs/Cup.xml:3: Cup.pour: [blink] at offset 3 is an unknown tag; kept as text",
      "docs/Cup.xml:3: Cup.pour: [/blink] at offset 13 is an unknown tag; kept as text",
    ]);
  });

  it("links have targets that exist, or are reported", () => {
    const files = emitXml([
      ...OLD_CLASSES,
      pour(
        "See [Door], [method Door.open], [member Door.speed], [signal Door.opened], [constant Door.WIDE], [constant Door.HIGH], " +
          "[enum Door.Way], [method Vector2.Vector2], [constant OK], [enum Error], [method pour], [method spill] and [Saucer].",
      ),
    ]);
    expect(files.warnings).toEqual([
      "docs/Cup.xml:3: Cup.pour: [method spill] points nowhere: the input has no such method",
      "docs/Cup.xml:3: Cup.pour: [Saucer] points nowhere: the input has no such class",
    ]);
    const text = files.get("api/Cup.ts") ?? "";
    expect(text.match(/\{@link [^}]+\}/g)).toHaveLength(11);
    expect(findFlaws(createProgram(files)).links).toEqual([]);
  });

  it("the check of links finds one that has no target", () => {
    const files = new Map([["a.ts", "/** See {@link B.c} and {@link A}. */\nexport interface A {\n  a: any;\n}\n"]]);
    expect(findFlaws(createProgram(files))).toEqual({ anys: ["a.ts:3: any"], links: ["a.ts:1: {@link B.c}"] });
  });
});
