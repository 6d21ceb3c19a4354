import { describe, expect, it, test } from "vitest";
import { parseBbcode, toTsdoc, type DocContext } from "../../codegen/bbcode/index.js";

interface Case {
  readonly given: string;
  readonly want: string;
  /** What each problem must contain, in order. */
  readonly problems?: readonly string[];
}

/** Knows the class Peer with its method `poll`, and Channel with all that is named there. */
const context: DocContext = {
  className: "Peer",
  resolveLink(kind, target) {
    if (kind === "class") return target === "Channel" ? "Channel" : undefined;
    if (target === "poll") return "Peer.poll | poll()";
    return target.startsWith("Channel.") ? target : undefined;
  },
};

const fence = (language: string, ...lines: readonly string[]): string => ["```" + language, ...lines, "```"].join("\n");

const links: readonly (readonly [string, Case])[] = [
  ["class: a link", { given: "Gives a [Channel].", want: "Gives a {@link Channel}." }],
  ["class: its own name is code", { given: "A [Peer] is one.", want: "A `Peer` is one." }],
  ["class: one that is not there is code", { given: "See [Node3D].", want: "See `Node3D`." }],
  ["class: builtin types in lower case", { given: "[int], [float], [bool]", want: "`int`, `float`, `bool`" }],
  ["class: with an at sign", { given: "[@GlobalScope]", want: "`@GlobalScope`" }],
  ["method: of the class", { given: "Call [method poll].", want: "Call {@link Peer.poll | poll()}." }],
  ["method: of another class", { given: "[method Channel.send]s", want: "{@link Channel.send}s" }],
  ["method: without a target shows its parentheses", { given: "[method Node._ready]", want: "`Node._ready()`" }],
  ["member", { given: "[member Channel.mode]", want: "{@link Channel.mode}" }],
  ["member: a project setting", { given: "[member P.a/b_c/d]", want: "`P.a/b_c/d`" }],
  ["signal", { given: "[signal closed]", want: "`closed`" }],
  ["constant", { given: "[constant Channel.OPEN]", want: "{@link Channel.OPEN}" }],
  ["enum", { given: "[enum Channel.State]", want: "{@link Channel.State}" }],
  ["param", { given: "if [param max_count] is", want: "if `max_count` is" }],
  ["annotation", { given: "use [annotation @GDScript.@rpc]", want: "use `@GDScript.@rpc`" }],
  ["theme item", { given: "[theme_item Button.icon]", want: "`Button.icon`" }],
  ["constructor", { given: "[constructor Channel.Channel]", want: "{@link Channel.Channel}" }],
  ["operator", { given: "[operator Vector2.operator *]", want: "`Vector2.operator *`" }],
];

const formatting: readonly (readonly [string, Case])[] = [
  ["bold", { given: "[b]Note:[/b] text", want: "**Note:** text" }],
  ["italic", { given: "is [i]not[/i] so", want: "is _not_ so" }],
  ["italic inside a word", { given: "s[i]w[/i]ap", want: "s*w*ap" }],
  ["bold in italic", { given: "[i]a [b]b[/b][/i]", want: "_a **b**_" }],
  ["bold in bold is bold once", { given: "[b]a [b]b[/b] c[/b]", want: "**a b c**" }],
  ["bold after bold", { given: "[b]a[/b][b]b[/b]", want: "**ab**" }],
  ["bold that touches the next word", { given: "[b]Note:[/b]This", want: "**Note**:This" }],
  ["blanks move out of bold", { given: "a[b] b [/b]c", want: "a **b** c" }],
  ["bold that Markdown cannot express", { given: "a[b](x)[/b]b", want: "a(x)b" }],
  ["empty bold", { given: "a[b][/b] b", want: "a b" }],
  ["bold over two paragraphs", { given: "[b]a\nb[/b] c", want: "**a**\n\n**b** c" }],
  ["a link in bold", { given: "[b][Channel][/b]", want: "**{@link Channel}**" }],
  ["strike", { given: "[s]old[/s] new", want: "~~old~~ new" }],
  [
    "underline, centre, colour and font keep the text",
    {
      given: "[u]a[/u] [center]b[/center] [color=red]c[/color] [font=res://f.ttf]d[/font]",
      want: "a b c d",
    },
  ],
  ["brackets", { given: "a[lb]0[rb] is", want: "a[0] is" }],
  ["line break", { given: "one[br]two", want: "one\\\ntwo" }],
  ["two line breaks", { given: "one[br][br]two", want: "one\n\ntwo" }],
  ["line break at an edge", { given: "[b]one[br][/b]\n[br]two[br]", want: "**one**\n\ntwo" }],
];

const code: readonly (readonly [string, Case])[] = [
  ["code", { given: "[code]null[/code]", want: "`null`" }],
  ["code: tags in it are text", { given: "[code]a[b] [method x][/code]", want: "`a[b] [method x]`" }],
  ["code skip-lint", { given: "[code skip-lint][url]x[/code]", want: "`[url]x`" }],
  ["code with backticks", { given: "[code]`[/code] [code]a``b[/code]", want: "`` ` `` ```a``b```" }],
  ["code: nothing is escaped", { given: "[code]a_b < *{c}[/code]", want: "`a_b < *{c}`" }],
  ["code: the end of a comment", { given: "[code]/* a */[/code]", want: "`/* a *\\/`" }],
  [
    "code: an at sign that TypeScript would read as a tag",
    { given: "[code]a @rpc b@c[/code]", want: "`a \u2060@rpc b@c`" },
  ],
  ["code over two lines", { given: "[code]a\n\t\tb[/code]", want: "`a b`" }],
  ["empty code", { given: "a [code] [/code]b", want: "a b" }],
  ["kbd", { given: "Press [kbd]Ctrl + [[/kbd].", want: "Press `Ctrl + [`." }],
  [
    "codeblock",
    {
      given: "Text:\n\t\t\t[codeblock]\n\t\t\tif a[i]:\n\t\t\t\tb()\n\n\t\t\tc()\n\t\t\t[/codeblock]\n\t\t\tMore.",
      want: `Text:\n\n${fence("gdscript", "if a[i]:", "\tb()", "", "c()")}\n\nMore.`,
    },
  ],
  ["codeblock lang=text", { given: "[codeblock lang=text]\na  b\n[/codeblock]", want: fence("text", "a  b") }],
  [
    "codeblock: several attributes",
    {
      given: "[codeblock skip-lint lang=csharp]a;[/codeblock]",
      want: fence("csharp", "a;"),
    },
  ],
  [
    "codeblock that begins behind its tag",
    {
      given: "[codeblock]a:\n\t\t\tb\n\t\t\t\tc\n\t\t[/codeblock]",
      want: fence("gdscript", "a:", "b", "\tc"),
    },
  ],
  [
    "codeblock in the middle of a line",
    { given: "a [codeblock]b[/codeblock] c", want: `a\n\n${fence("gdscript", "b")}\n\nc` },
  ],
  ["codeblock with a fence in it", { given: "[codeblock]\n```\n[/codeblock]", want: "````gdscript\n```\n````" }],
  [
    "codeblock with an annotation",
    {
      given: "[codeblock]\n@export var a # */\n\t@b\n[/codeblock]",
      want: fence("gdscript", "\u2060@export var a # *\\/", "\t\u2060@b"),
    },
  ],
  ["empty codeblock", { given: "a\n[codeblock]\n\n[/codeblock]\nb", want: "a\n\nb" }],
  [
    "codeblock in bold",
    { given: "[b]a [codeblock]b[/codeblock] c[/b]", want: `**a**\n\n${fence("gdscript", "b")}\n\n**c**` },
  ],
  [
    "codeblocks: both languages, gdscript first",
    {
      given: "[codeblocks]\n[csharp]\nb;\n[/csharp]\n[gdscript skip-lint]\na\n[/gdscript]\n[/codeblocks]",
      want: `${fence("gdscript", "a")}\n\n${fence("csharp", "b;")}`,
    },
  ],
  [
    "codeblocks: one language",
    { given: "[codeblocks][gdscript]a[/gdscript][/codeblocks]", want: fence("gdscript", "a") },
  ],
];

const urls: readonly (readonly [string, Case])[] = [
  [
    "url with a text",
    { given: "see [url=https://a.org/b_c]the [i]B[/i][/url].", want: "see [the _B_](https://a.org/b_c)." },
  ],
  ["url without a text", { given: "[url]https://a.org/b[/url]", want: "{@link https://a.org/b}" }],
  [
    "url into the docs",
    { given: "[url=$DOCS_URL/x.html]X[/url]", want: "[X](https://docs.godotengine.org/en/stable/x.html)" },
  ],
  ["url with parentheses", { given: "[url=http://a/b_(c)]C[/url]", want: "[C](http://a/b_(c))" }],
  ["url that would break its link", { given: "[url=http://a/(b */ c]x[/url]", want: "[x](http://a/%28b%20%2A/%20c)" }],
  ["url: brackets in its text", { given: "[url=http://a]x[lb]0[rb][/url]", want: "[x\\[0\\]](http://a)" }],
  ["url: no link in its text", { given: "[url=http://a]a [Channel][/url]", want: "[a `Channel`](http://a)" }],
  ["url after an exclamation mark is no image", { given: "so![url=http://a]b[/url]", want: "so\\![b](http://a)" }],
  ["url in bold", { given: "[b][url=http://a]b[/url][/b]", want: "**[b](http://a)**" }],
  ["img with an address", { given: "[img]https://a.org/b.png[/img]", want: "{@link https://a.org/b.png}" }],
  ["img of a project", { given: "[img]res://icon.png[/img]", want: "`res://icon.png`" }],
];

const escapes: readonly (readonly [string, Case])[] = [
  [
    "TSDoc: braces, at sign, angle brackets",
    { given: "{a} @b c@d A > B, <c>", want: "\\{a\\} \\@b c\\@d A \\> B, \\<c\\>" },
  ],
  ["the end of a comment in text", { given: "a */ b", want: "a \\*\\/ b" }],
  ["the end of a comment made of two parts", { given: "[b]/root[/b]/x", want: "**\\/root**\\/x" }],
  ["underscores inside identifiers stay", { given: "my_long_name a__b", want: "my_long_name a__b" }],
  ["underscores around words do not", { given: "_draw and '_' and x_", want: "\\_draw and '\\_' and x\\_" }],
  ["stars, backticks, backslashes", { given: "A* `x` a\\b", want: "A\\* \\`x\\` a\\\\b" }],
  ["tildes", { given: "~20 or ~~30~~", want: "~20 or ~\\~30\\~\\~" }],
  ["ampersands", { given: "A & B &amp; C", want: "A & B \\&amp; C" }],
  ["brackets that are no tags", { given: "a[0], [1, 2], [x, y], []", want: "a[0], [1, 2], [x, y], []" }],
  ["brackets that Markdown reads", { given: "[0](a)\n[1]: b", want: "\\[0\\](a)\n\n\\[1\\]: b" }],
  [
    "what would be a heading or a list",
    { given: "# a\n+ b\n-c\n---\n#d", want: "\\# a\n\n\\+ b\n\n-c\n\n\\---\n\n#d" },
  ],
];

const blocks: readonly (readonly [string, Case])[] = [
  [
    "each newline ends a paragraph",
    { given: "\n\t\tOne.\n\t\tTwo.\n\n\t\tThree.\n\t", want: "One.\n\nTwo.\n\nThree." },
  ],
  ["nothing", { given: " \n\t", want: "" }],
  ["list", { given: "Of:\n\t- [b]a[/b], b\n\t- c\n\tEnd.", want: "Of:\n\n- **a**, b\n- c\n\nEnd." }],
  ["list with stars", { given: "* a\n* b", want: "* a\n* b" }],
  ["list item that begins with code", { given: "- [code]a[/code]: b", want: "- `a`: b" }],
  ["list item with a line break", { given: "- a[br]b\n- c", want: "- a\\\n  b\n- c" }],
  ["list item with a marker in it", { given: "- - a", want: "- \\- a" }],
  ["numbered list", { given: "1. a\n2. b", want: "1. a\n2. b" }],
  ["numbers that Markdown would correct", { given: "1. a\n3. b", want: "1. a\n\n3\\. b" }],
  ["codeblock after a list", { given: "- a\n[codeblock]\nb\n[/codeblock]", want: `- a\n\n${fence("gdscript", "b")}` }],
];

const broken: readonly (readonly [string, Case])[] = [
  [
    "unknown tag",
    {
      given: "a [wave amp=50]b[/wave]",
      want: "a [wave amp=50]b[/wave]",
      problems: ["[wave amp=50] at offset 2", "[/wave] at offset 16"],
    },
  ],
  ["unclosed tag", { given: "a [b]c [i]d[/i]", want: "a [b]c _d_", problems: ["[b] at offset 2 is never closed"] }],
  [
    "unclosed code",
    { given: "[code]a [b]b[/b]", want: "\\[code]a **b**", problems: ["[code] at offset 0 is never closed"] },
  ],
  [
    "closing tag without an opening one",
    { given: "a[/b] b", want: "a[/b] b", problems: ["[/b] at offset 1 closes nothing"] },
  ],
  [
    "crossed tags",
    {
      given: "[b]a [i]b[/b] c[/i]",
      want: "**a [i]b** c[/i]",
      problems: ["[i] at offset 5 is crossed with [b] … [/b]", "[/i] at offset 15 closes nothing"],
    },
  ],
  [
    "reference without a target",
    { given: "a [method] b", want: "a [method] b", problems: ["[method] at offset 2 names no target"] },
  ],
  [
    "a value where none belongs",
    { given: "a [b=1]b", want: "a [b=1]b", problems: ["[b=1] at offset 2 takes no value"] },
  ],
  ["url without an address", { given: "a [url=]b", want: "a [url=]b", problems: ["[url=] at offset 2"] }],
  [
    "unknown attribute",
    { given: "[code foo]a[/code]", want: "`a`", problems: ['attribute "foo" that is ignored; known: skip-lint'] },
  ],
  [
    "text between the languages",
    {
      given: "[codeblocks][csharp]a[/csharp]and[gdscript]b[/gdscript][/codeblocks]",
      want: `${fence("csharp", "a")}\n\nand\n\n${fence("gdscript", "b")}`,
      problems: ["[codeblocks] at offset 0 holds more than"],
    },
  ],
  ["a bracket before a tag", { given: "a [[b]b[/b]", want: "a [**b**" }],
  ["a bracket without an end", { given: "a [b", want: "a [b" }],
];

describe.each([
  ["references", links],
  ["formatting", formatting],
  ["code", code],
  ["addresses", urls],
  ["escapes", escapes],
  ["blocks", blocks],
  ["broken text", broken],
])("%s", (_, cases) => {
  it.each(cases)("%s", (_name, { given, want, problems = [] }) => {
    const result = toTsdoc(given, context);
    expect(result.text).toBe(want);
    expect(result.problems).toHaveLength(problems.length);
    problems.forEach((problem, index) => expect(result.problems[index]).toContain(problem));
  });
});

describe("options and tree", () => {
  test("the base of $DOCS_URL can be set", () => {
    const { text } = toTsdoc("[url=$DOCS_URL/a]b[/url]", { ...context, docsUrl: "https://d.org/4.6" });
    expect(text).toBe("[b](https://d.org/4.6/a)");
  });

  test("the resolver is asked for every reference, by kind and target", () => {
    const asked: string[] = [];
    const resolveLink: DocContext["resolveLink"] = (kind, target) => void asked.push(`${kind} ${target}`);
    toTsdoc("[A] [B] [method B.c] [param d] [annotation @e]", { className: "A", resolveLink });
    expect(asked).toEqual(["class B", "method B.c", "param d", "annotation @e"]);
  });

  test("the tree is plain data", () => {
    expect(parseBbcode("a [b][param c][/b][codeblock]\nd\n[/codeblock]")).toEqual({
      nodes: [
        { kind: "text", text: "a " },
        { kind: "style", style: "bold", children: [{ kind: "link", link: "param", target: "c" }] },
        { kind: "fence", language: "gdscript", text: "\nd\n" },
      ],
      problems: [],
    });
  });
});
