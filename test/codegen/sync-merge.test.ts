import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { ProblemList } from "../../codegen/problems.js";
import { mergeClass, type MergeRules } from "../../codegen/sync/merge-class.js";
import type { XmlClass } from "../../codegen/xml/mirror.js";
import { readClass } from "../../codegen/xml/read-class.js";

const REFERENCE = "../shared/godot-4.6.3/classes";

function read(text: string): XmlClass {
  const problems = new ProblemList();
  const mirror = readClass("A.xml", text, problems);
  problems.throwIfAny();
  if (mirror === undefined) throw new Error("no class, and no problem");
  return mirror;
}

function merge(ours: string, origin: string, rules: Partial<MergeRules> = {}): string {
  const defaults = { isSubset: false, withText: false, withStatus: true };
  return mergeClass({ text: ours, mirror: read(ours) }, read(origin), { ...defaults, ...rules });
}

const START = `<?xml version="1.0" encoding="UTF-8" ?>\n`;
function xml(body: string, attributes = ' inherits="Object"', text = "Ours."): string {
  return `${START}<class name="A"${attributes}>
	<brief_description>
		${text}
	</brief_description>
	<description>
	</description>
	<tutorials>
	</tutorials>
${body}</class>
`;
}
const section = (name: string, ...lines: readonly string[]): string => `\t<${name}>\n${lines.join("")}\t</${name}>\n`;
const method = (
  name: string,
  text: string,
  inside = "",
  attributes = "",
): string => `		<method name="${name}"${attributes}>
			<return type="void" />
${inside}			<description>${text === "" ? "" : `\n\t\t\t\t${text}`}
			</description>
		</method>
`;
const param = (index: number, name: string, more = ' type="int"'): string =>
  `\t\t\t<param index="${index}" name="${name}"${more} />\n`;
const constant = (name: string, value: number, text = "", more = ""): string =>
  `\t\t<constant name="${name}" value="${value}"${more}>${text === "" ? "" : `\n\t\t\t${text}`}\n\t\t</constant>\n`;
const member = (attributes: string, text = ""): string =>
  `\t\t<member name="m" type="int" setter="set_m" getter="get_m"${attributes}>${text === "" ? "" : `\n\t\t\t${text}`}\n\t\t</member>\n`;

interface Case {
  readonly ours: string;
  readonly origin: string;
  readonly want: string;
  readonly rules?: Partial<MergeRules>;
}

const cases: readonly (readonly [string, Case])[] = [
  [
    "no difference: not a byte, whatever the layout",
    {
      ours: xml(
        `  <methods>\r\n<!-- Mine. --><method qualifiers = 'const'\n name='a'><description>  Text &amp; more.</description></method></methods>`,
      ),
      origin: xml(section("methods", method("a", "Theirs.", "", ' qualifiers="const"'))),
      want: xml(
        `  <methods>\r\n<!-- Mine. --><method qualifiers = 'const'\n name='a'><description>  Text &amp; more.</description></method></methods>`,
      ),
    },
  ],
  [
    "attributes of a member",
    {
      ours: xml(section("members", member(' default="1"', "Ours."))),
      origin: xml(section("members", member(' enum="A.Mode" is_bitfield="true" default="2" keywords="x"', "Theirs."))),
      want: xml(section("members", member(' enum="A.Mode" is_bitfield="true" default="2"', "Ours."))),
    },
  ],
  [
    "an attribute that is gone",
    {
      ours: xml(section("constants", constant("X", 1, "Ours.", ' enum="E"'))),
      origin: xml(section("constants", constant("X", 2))),
      want: xml(section("constants", constant("X", 2, "Ours."))),
    },
  ],
  [
    "values are escaped as Godot does",
    {
      ours: xml(section("members", member(' default="1"'))),
      origin: xml(section("members", member(' default="{ &quot;a&quot;: &apos;&lt;&amp;&apos; }"'))),
      want: xml(section("members", member(' default="{ &quot;a&quot;: &apos;&lt;&amp;&apos; }"'))),
    },
  ],
  [
    "parameters",
    {
      ours: xml(section("methods", method("a", "Ours.", param(0, "x") + param(1, "y")))),
      origin: xml(
        section("methods", method("a", "Theirs.", param(0, "x") + param(1, "z", ' type="float" default="1.0"'))),
      ),
      want: xml(section("methods", method("a", "Ours.", param(0, "x") + param(1, "z", ' type="float" default="1.0"')))),
    },
  ],
  [
    "qualifiers",
    {
      ours: xml(section("methods", method("a", "Ours."))),
      origin: xml(section("methods", method("a", "", "", ' qualifiers="virtual const"'))),
      want: xml(section("methods", method("a", "Ours.", "", ' qualifiers="virtual const"'))),
    },
  ],
  [
    "new members come where the origin has them, with an empty text",
    {
      ours: xml(section("constants", constant("B", 1, "Ours."), constant("D", 3, "Ours."))),
      origin: xml(
        section("constants", ...["A", "B", "C", "D", "E"].map((name, index) => constant(name, index, "Theirs."))),
      ),
      want: xml(
        section(
          "constants",
          constant("A", 0),
          constant("B", 1, "Ours."),
          constant("C", 2),
          constant("D", 3, "Ours."),
          constant("E", 4),
        ),
      ),
    },
  ],
  [
    "a new section comes in Godot's order",
    {
      ours: xml(section("methods", method("a", "Ours.")) + section("constants", constant("X", 1, "Ours."))),
      origin: xml(
        section("methods", method("a", "")) +
          section("signals", '\t\t<signal name="s">\n\t\t\t<description>\n\t\t\t</description>\n\t\t</signal>\n') +
          section("constants", constant("X", 1)),
      ),
      want: xml(
        section("methods", method("a", "Ours.")) +
          section("signals", '\t\t<signal name="s">\n\t\t\t<description>\n\t\t\t</description>\n\t\t</signal>\n') +
          section("constants", constant("X", 1, "Ours.")),
      ),
    },
  ],
  [
    "removed members go, and what is empty then",
    {
      ours: xml(
        section("methods", method("a", "Ours."), method("b", "Ours.")) + section("constants", constant("X", 1)),
      ),
      origin: xml(section("methods", method("b", ""))),
      want: xml(section("methods", method("b", "Ours."))),
    },
  ],
  [
    "a subset gets nothing new, but loses what is gone",
    {
      ours: xml(section("constants", constant("A", 1, "Ours."), constant("B", 2, "Ours."))),
      origin: xml(section("constants", constant("B", 3), constant("C", 4))),
      want: xml(section("constants", constant("B", 3, "Ours."))),
      rules: { isSubset: true },
    },
  ],
  [
    "flags are facts, their messages are text",
    {
      ours: xml(
        section(
          "methods",
          method("a", "Ours.", "", ' deprecated="Ours."'),
          method("b", "Ours."),
          method("c", "", "", ' experimental="Ours."'),
        ),
      ),
      origin: xml(
        section(
          "methods",
          method("a", "", "", ' deprecated="Theirs."'),
          method("b", "", "", ' deprecated="Theirs."'),
          method("c", ""),
        ),
      ),
      want: xml(
        section(
          "methods",
          method("a", "Ours.", "", ' deprecated="Ours."'),
          method("b", "Ours.", "", ' deprecated=""'),
          method("c", ""),
        ),
      ),
    },
  ],
  [
    "flags stay where the origin has no texts, and so does not know them",
    {
      ours: xml(
        section("methods", method("a", "Ours.", "", ' deprecated="Ours."')),
        ' inherits="Object" experimental=""',
      ),
      origin: xml(section("methods", method("a", "", param(0, "x"))), ' inherits="Node"', ""),
      want: xml(
        section("methods", method("a", "Ours.", param(0, "x"), ' deprecated="Ours."')),
        ' inherits="Node" experimental=""',
      ),
      rules: { withStatus: false },
    },
  ],
  [
    "attributes of the class",
    {
      ours: xml("", ' inherits="Object" experimental="Ours." version="4.1"'),
      origin: xml("", ' inherits="Node" deprecated="Theirs."'),
      want: xml("", ' inherits="Node" deprecated="" version="4.1"'),
    },
  ],
  [
    "with texts: all that say something",
    {
      ours: xml(section("constants", constant("A", 1, "Ours."), constant("B", 2, "Ours.")), ' inherits="Object"'),
      origin: xml(
        section("constants", constant("A", 1, 'Theirs &lt; "ours".'), constant("B", 2), constant("C", 3, "Theirs.")),
        ' inherits="Object" keywords="letters"',
        "Theirs.",
      ),
      want: xml(
        section(
          "constants",
          constant("A", 1, 'Theirs &lt; "ours".'),
          constant("B", 2, "Ours."),
          constant("C", 3, "Theirs."),
        ),
        ' inherits="Object" keywords="letters"',
        "Theirs.",
      ),
      rules: { withText: true },
    },
  ],
  [
    "Godot 3's words stay Godot 3's",
    {
      ours: xml(section("methods", method("A", "Ours."), method("b", "Ours.")), ' version="3.5"'),
      origin: xml(
        section(
          "constructors",
          method("A", "", param(0, "x")).replaceAll("method", "constructor").replace("void", "A"),
        ) + section("methods", method("b", "", param(0, "x"))),
        "",
      ),
      want: xml(
        section(
          "methods",
          method("A", "Ours.", param(0, "x").replace("param", "argument")).replace("void", "A"),
          method("b", "Ours.", param(0, "x").replace("param", "argument")),
        ),
        ' version="3.5"',
      ),
    },
  ],
];

describe("merging a class", () => {
  it.each(cases)("%s", (_, { ours, origin, want, rules }) => {
    expect(merge(ours, origin, rules)).toBe(want);
  });

  test("overloads are told apart by their types", () => {
    const operator = (type: string, returns: string, text = ""): string =>
      method("operator *", text, param(0, "right", ` type="${type}"`))
        .replaceAll("method", "operator")
        .replace("void", returns);
    const ours = xml(section("operators", operator("int", "A", "Whole."), operator("float", "A", "Parts.")));
    const origin = xml(section("operators", operator("A", "A"), operator("float", "B"), operator("int", "A")));
    expect(merge(ours, origin)).toBe(
      xml(section("operators", operator("A", "A"), operator("int", "A", "Whole."), operator("float", "B", "Parts."))),
    );
  });

  test("Windows line ends stay", () => {
    const windows = (text: string): string => text.replaceAll("\n", "\r\n");
    const ours = windows(xml(section("constants", constant("A", 1, "Ours."))));
    const origin = xml(section("constants", constant("A", 2), constant("B", 3)));
    expect(merge(ours, origin)).toBe(windows(xml(section("constants", constant("A", 2, "Ours."), constant("B", 3)))));
  });
});

test("doc_classes merged with itself does not change by a byte", () => {
  for (const file of readdirSync("doc_classes").filter((name) => name.endsWith(".xml"))) {
    const text = readFileSync(join("doc_classes", file), "utf8");
    for (const rules of [{}, { withText: true }, { isSubset: true }]) expect(merge(text, text, rules)).toBe(text);
  }
});

const isReferenceHere = existsSync(REFERENCE);

describe.skipIf(!isReferenceHere)(
  `the engine's reference${isReferenceHere ? "" : ` (skipped: ${REFERENCE} is not there)`}`,
  () => {
    test("merged into empty classes with its texts, each file is the engine's own, to the byte", () => {
      const wrong: string[] = [];
      for (const file of readdirSync(REFERENCE)) {
        const text = readFileSync(join(REFERENCE, file), "utf8");
        const start = /^[\s\S]*?<class [^>]*>\n/.exec(text)?.[0] ?? "";
        const bare = start.replace(/ (?:inherits|deprecated|experimental|keywords)="[^"]*"/g, "");
        const texts = ["brief_description", "description", "tutorials"].map((name) => `\t<${name}>\n\t</${name}>\n`);
        if (merge(`${bare}${texts.join("")}</class>\n`, text, { withText: true }) !== text) wrong.push(file);
      }
      expect(wrong).toEqual([]);
    });

    test("our classes have its facts already", () => {
      for (const file of ["WebRTCPeerConnection.xml", "WebRTCDataChannelExtension.xml", "Signal.xml"]) {
        const text = readFileSync(join("doc_classes", file), "utf8");
        expect(merge(text, readFileSync(join(REFERENCE, file), "utf8"))).toBe(text);
      }
    });
  },
);
