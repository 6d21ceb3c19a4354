import { describe, expect, it, test } from "vitest";
import { classSentences, emitLedger, sentenceId, splitSentences } from "../../codegen/ledger/index.js";
import { classXml, method, methods } from "./class-xml.js";
import { readXml } from "./fixtures/drift/builders.js";

describe("a description in sentences", () => {
  test.each<[string, string, readonly string[]]>([
    ["two in a line", "It goes. It stops.", ["It goes.", "It stops."]],
    ["one in two lines is two, as each line is a paragraph", "It goes\nIt stops", ["It goes", "It stops"]],
    ["questions and exclamations", "Does it go? It does! Good.", ["Does it go?", "It does!", "Good."]],
    [
      "abbreviations",
      "Use it, e.g. A or i.e. B, etc. and more. Then stop.",
      ["Use it, e.g. A or i.e. B, etc. and more.", "Then stop."],
    ],
    ["an abbreviation at the end", "Boxes, bags etc. They are full.", ["Boxes, bags etc.", "They are full."]],
    [
      "numbers and versions",
      "Since 4.6.3 it takes 0.5 s. See fig. 3 for it.",
      ["Since 4.6.3 it takes 0.5 s.", "See fig. 3 for it."],
    ],
    [
      "code with dots is one word",
      "Call [code]a.b. C[/code] first. [code]x[/code] follows.",
      ["Call `a.b. C` first.", "`x` follows."],
    ],
    ["links", "Calls [method go]. [param x] and [member A.y] matter.", ["Calls `go()`.", "`x` and `A.y` matter."]],
    ["a class at the start", "It is one. [Node] is another.", ["It is one.", "`Node` is another."]],
    ["style is no text", "[b]Warning:[/b] It is [i]hot[/i]. Beware.", ["Warning: It is hot.", "Beware."]],
    [
      "brackets and quotes",
      'It said "Go." (It went.) "Stop." It did.',
      ['It said "Go."', "(It went.)", '"Stop."', "It did."],
    ],
    [
      "lists",
      "Three ways:\n- One.\n- [code]b[/code] two. Or three.\n1. Last",
      ["Three ways:", "One.", "`b` two.", "Or three.", "Last"],
    ],
    ["breaks", "One line[br]another line", ["One line", "another line"]],
    [
      "addresses",
      "See [url=https://x.org/a.b]the page. Twice[/url]. Or [url]https://y.org/?a. B[/url].",
      ["See the page.", "Twice.", "Or https://y.org/?a. B."],
    ],
    ["small letters go on", "Approx. five, i.e. not six. nine", ["Approx. five, i.e. not six. nine"]],
    [
      "other alphabets",
      "Это так. Ещё раз. Das war's. Über alles.",
      ["Это так.", "Ещё раз.", "Das war's.", "Über alles."],
    ],
    ["nothing", " \n\n ", []],
    ["no letter at all", "...", ["..."]],
  ])("%s", (_, text, sentences) => {
    expect(splitSentences(text)).toEqual(sentences);
  });

  it("takes the comments of options as promises of their keys", () => {
    const block = `Options:
[codeblock]
{
	"negotiated": true, # Both sides make it. Needs "id".
	"id": 7,
	# At most one of these two.
	# With none it is reliable.
	"color": "#fff", # Not a comment inside.
}
[/codeblock]
That is all.`;
    expect(splitSentences(block)).toEqual([
      "Options:",
      '`"negotiated"`: Both sides make it.',
      '`"negotiated"`: Needs "id".',
      "At most one of these two.",
      "With none it is reliable.",
      '`"color"`: Not a comment inside.',
      "That is all.",
    ]);
  });

  it("takes examples by their comments, and one without as a whole", () => {
    expect(splitSentences("[codeblock]\nvar a = go(1) # Prints 1\n[/codeblock]")).toEqual([
      "`var a = go(1)`: Prints 1",
    ]);
    expect(splitSentences("[codeblock]\nvar a = 1\ngo(a)\n[/codeblock]")).toEqual(["`var a = 1 go(a)`"]);
    const both =
      "[codeblocks][csharp]\nGo(); // It goes. \n[/csharp][gdscript]\ngo() ## It goes.\n[/gdscript][/codeblocks]";
    expect(splitSentences(both)).toEqual(["`go()`: It goes."]);
    expect(splitSentences("[codeblock lang=csharp]\nGo(); // It goes.\n[/codeblock]")).toEqual(["`Go();`: It goes."]);
  });

  it("loses no word, and ends on whatever it is given", () => {
    const pieces = [
      "It",
      "e.g.",
      ". ",
      "[b]",
      "[/b]",
      "[code]a. B[/code]",
      "\n",
      "- ",
      "?",
      "(",
      '"',
      "# x",
      "[codeblock]",
      "[/codeblock]",
      "4.5",
    ];
    let seed = 7;
    const next = (): string => pieces[(seed = (seed * 16807) % 2147483647) % pieces.length] ?? "";
    for (let run = 0; run < 500; run += 1) {
      const text = Array.from({ length: 30 }, next).join(" ");
      for (const sentence of splitSentences(text)) expect(sentence).toMatch(/\S/);
    }
    // Long ones, each of another kind: time that grows with the square of the length would be felt here.
    expect(splitSentences("It goes. ".repeat(20_000))).toHaveLength(20_000);
    expect(splitSentences("It [code]a. B[/code] goes.\n".repeat(20_000))).toHaveLength(20_000);
    for (const mark of [".", ")", "(", '"', ". (", "e.g. "])
      expect(splitSentences(mark.repeat(20_000))).toHaveLength(1);
  });
});

describe("a class in sentences", () => {
  const described = (text: string): string =>
    method("go").replace("<description></description>", `<description>${text}</description>`);
  const read = (body: string) => classSentences(readXml('name="A"', body));

  it("gives each sentence a hash that lasts as long as its words do", () => {
    const before = read(methods(described("It goes. It stops.")));
    const after = read(methods(described("\n\tIt [b]goes[/b].   It\u0020\u0020halts.\n")));
    const [goes, stops] = before.members[0]?.sentences ?? [];
    expect(after.members[0]?.sentences[0]).toEqual(goes);
    expect(after.members[0]?.sentences[1]?.[0]).not.toBe(stops?.[0]);
    expect(stops?.[1]).toBe("It stops.");
    expect(sentenceId("A", "go", goes?.[0] ?? "")).toMatch(/^A\.go:[0-9a-f]{8}$/);
    expect(sentenceId("A", "", "12345678")).toBe("A:12345678");
  });

  it("tells overloads apart, and leaves out who says nothing", () => {
    const call = (type: string): string =>
      `<operator name="operator +"><return type="A" /><param index="0" name="right" type="${type}" /><description>Adds.</description></operator>`;
    const found = read(`${methods(method("silent"))}<operators>${call("int")}${call("float")}</operators>`);
    expect(found.members.map(({ member, kind }) => [kind, member])).toEqual([
      ["operator", "operator +(int)"],
      ["operator", "operator +(float)"],
    ]);
  });

  it("counts what is said twice of a member once", () => {
    expect(read(methods(described("Same. Same."))).members[0]?.sentences).toHaveLength(1);
  });

  it("is printed as a module per class, and an index", () => {
    const files = emitLedger([readXml('name="Object"', methods(described("It goes.")))]);
    expect([...files.keys()]).toEqual(["ledger/ClassSentences.ts", "ledger/Object.ts", "ledger/index.ts"]);
    expect(files.get("ledger/Object.ts")).toContain("export const GodotObjectSentences: ClassSentences = {");
    expect(files.get("ledger/Object.ts")).toMatch(/\["[0-9a-f]{8}", "It goes\."\]/);
    expect(files.get("ledger/index.ts")).toContain('import { GodotObjectSentences } from "./Object.js";');
  });

  it("reads class references as they are written", () => {
    expect(classXml("A", methods(described("x")))).toContain("<description>x</description>");
  });
});
