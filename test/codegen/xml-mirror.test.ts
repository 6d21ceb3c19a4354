import { describe, expect, it, test } from "vitest";
import { classXml, constant, method, methods, param, read, returns } from "./class-xml.js";

const wrong: readonly (readonly [string, { given: string; want: readonly string[] }])[] = [
  [
    "an unknown element",
    {
      given: classXml("A", "<methods>\n<function name='x'></function></methods>"),
      want: ["A.xml:4: A: unknown element <function> inside <methods>; allowed: <method>. Remove or rename it"],
    },
  ],
  [
    "an unknown attribute",
    {
      given: classXml("A", methods(method("go", returns("int", ' nullable="true"')))),
      want: [
        'A.xml:3: A.go: <return> has the unknown attribute "nullable"; allowed: type, enum, is_bitfield. Remove or rename it',
      ],
    },
  ],
  [
    "attributes with names that every object has",
    { given: classXml("A", "", ' toString="1"'), want: ['toString"; allowed: name, inherits'] },
  ],
  [
    "a missing attribute",
    {
      given: classXml("A", methods(method("go", `<return />`))),
      want: ['A.go: <return> lacks its attribute "type". Add it'],
    },
  ],
  [
    "a missing element",
    {
      given: `<class name="A"><brief_description/><description/></class>`,
      want: ["<class> lacks its element <tutorials>"],
    },
  ],
  [
    "an element twice",
    {
      given: classXml("A", "<methods></methods><methods></methods>"),
      want: ["<class> has 2 elements <methods>; allowed is one"],
    },
  ],
  [
    "text where none belongs",
    {
      given: classXml("A", "<methods>loose</methods>"),
      want: ['found the text "loose" inside <methods>, which holds none'],
    },
  ],
  [
    "parameters out of order",
    {
      given: classXml("A", methods(method("go", param(1, "a", "int")))),
      want: ['A.go: parameter "a" has index="1", its position is 0. Number them from 0 in order'],
    },
  ],
  [
    "two parameters of one name",
    {
      given: classXml("A", methods(method("go", param(0, "a", "int") + param(1, "a", "int")))),
      want: ['A.go: two parameters are called "a"'],
    },
  ],
  [
    "a member twice",
    {
      given: classXml("A", methods(method("go"), method("go"))),
      want: ["A.xml:4: A.go: a method of this name is already in line 3"],
    },
  ],
  [
    "an unknown qualifier",
    {
      given: classXml("A", methods(method("go", "", ' qualifiers="const final"'))),
      want: ['holds the unknown word "final"; allowed: virtual, required, const, vararg, static'],
    },
  ],
  [
    "a flag that is none",
    {
      given: classXml("A", methods(method("go", returns("int", ' is_bitfield="yes"')))),
      want: ['<return> has is_bitfield="yes"; allowed: true, false'],
    },
  ],
  [
    "a class name that would leave the folder",
    {
      given: classXml("../../A"),
      want: ['the class is called "../../A"; allowed: letters, digits, _ and a leading @'],
    },
  ],
  [
    "an enum name that is code",
    {
      given: classXml("A", `<constants>${constant("X", 1, ' enum="E { }"')}</constants>`),
      want: ['its enum is called "E { }"'],
    },
  ],
  [
    "a constant name that is code",
    {
      given: classXml("A", `<constants>${constant("X = 1;", 1)}</constants>`),
      want: ['a constant is called "X = 1;"'],
    },
  ],
  [
    "all problems at once",
    {
      given: classXml("A", methods(method("go", "<x/>"), method("run", "<y/>"))),
      want: ["A.go: unknown element <x>", "A.run: unknown element <y>"],
    },
  ],
  ["another root", { given: "<klass/>", want: ["found root element <klass>, allowed is <class>"] }],
  ["two roots", { given: "<class/><class/>", want: ["found 2 root elements"] }],
  ["truncated", { given: classXml("A").slice(0, -10), want: ["not well-formed XML: Unclosed tag 'class'."] }],
  [
    "mismatched",
    { given: classXml("A", "<methods></signals>"), want: ["not well-formed XML: Expected closing tag 'methods'"] },
  ],
  [
    "an attribute twice",
    {
      given: classXml("A", "", ' inherits="B" inherits="C"'),
      want: ["A.xml:1: not well-formed XML: Attribute 'inherits' is repeated."],
    },
  ],
  ["no XML", { given: "hello", want: ["not well-formed XML: char 'h' is not expected."] }],
  ["nothing", { given: "", want: ["not well-formed XML: Start tag expected."] }],
  [
    "entities of its own",
    {
      given: `<?xml version="1.0"?>\n<!DOCTYPE class [<!ENTITY a "aaaa">]>\n${classXml("A")}`,
      want: ["A.xml:2: found a DOCTYPE or ENTITY declaration; class references have none. Remove it"],
    },
  ],
  ["nested without end", { given: "<class>".repeat(50_000) + "</class>".repeat(50_000), want: ["A.xml"] }],
];

describe("a class reference that is not one", () => {
  test.each(wrong)("%s", (_, { given, want }) => {
    const { mirror, problems } = read(given);
    expect(mirror).toBeUndefined();
    expect(problems.length).toBeGreaterThanOrEqual(want.length);
    want.forEach((text, index) => expect(problems[index]).toContain(text));
  });
});

describe("the mirror", () => {
  it("has every element and attribute", () => {
    const { mirror, problems } = read(`<?xml version="1.0" encoding="UTF-8" ?>
<class name="A" inherits="B" deprecated="Use [B]." experimental="" keywords="k" xmlns:xsi="x" xsi:noNamespaceSchemaLocation="y">
	<brief_description>Brief.</brief_description>
	<description>Long.</description>
	<tutorials><link title="T">$DOCS_URL/t.html</link><link>https://x</link></tutorials>
	<constructors><constructor name="A"><return type="A" /><param index="0" name="from" type="A" /><description>C</description></constructor></constructors>
	<methods><method name="go" qualifiers="virtual required const">
		<return type="int" enum="Error" /><returns_error number="3" />
		<param index="0" name="a" type="int" enum="E" is_bitfield="true" default="&amp;quot;&#65;&lt;" />
		<description>Does &lt;it&gt; &amp;amp;.</description>
	</method></methods>
	<members><member name="m" type="int" setter="set_m" getter="get_m" overrides="B" enum="E" default="1">M</member></members>
	<signals><signal name="s" keywords="z"><param index="0" name="a" type="int" /><description>S</description></signal></signals>
	<constants><constant name="C" value="-1" enum="E" is_bitfield="true">K</constant></constants>
	<annotations><annotation name="@a" qualifiers="vararg"><return type="void" /><description>N</description></annotation></annotations>
	<theme_items><theme_item name="t" data_type="color" type="Color" default="Color(1, 1, 1, 1)">I</theme_item></theme_items>
	<operators><operator name="operator =="><return type="bool" /><description>O</description></operator></operators>
</class>`);
    expect(problems).toEqual([]);
    expect(mirror).toMatchObject({
      name: "A",
      inherits: "B",
      deprecated: "Use [B].",
      experimental: "",
      keywords: "k",
      briefDescription: "Brief.",
      tutorials: [
        { title: "T", url: "$DOCS_URL/t.html" },
        { title: undefined, url: "https://x" },
      ],
      constructors: [{ name: "A", params: [{ name: "from" }] }],
      methods: [
        {
          name: "go",
          line: 7,
          description: "Does <it> &amp;.",
          qualifiers: ["virtual", "required", "const"],
          returns: { type: "int", enum: "Error", isBitfield: false },
          returnsErrors: [3],
          params: [{ name: "a", type: "int", enum: "E", isBitfield: true, default: "&quot;A<" }],
        },
      ],
      members: [
        { name: "m", setter: "set_m", getter: "get_m", overrides: "B", enum: "E", default: "1", description: "M" },
      ],
      signals: [{ name: "s", keywords: "z", params: [{ name: "a" }] }],
      constants: [{ name: "C", value: "-1", enum: "E", isBitfield: true }],
      annotations: [{ name: "@a", qualifiers: ["vararg"] }],
      themeItems: [{ name: "t", dataType: "color", type: "Color", default: "Color(1, 1, 1, 1)" }],
      operators: [{ name: "operator ==", returns: { type: "bool" } }],
    });
  });

  it("reads texts as they are: numbers, blanks, CDATA, comments", () => {
    const { mirror } = read(
      classXml("A", `<constants><constant name="X" value="007"> 1.0 <!-- no --><![CDATA[<b>]]></constant></constants>`),
    );
    expect(mirror?.constants[0]).toMatchObject({ value: "007", description: " 1.0 <b>" });
  });

  it("takes a byte order mark and the flags of old engines", () => {
    const { mirror } = read("\uFEFF" + classXml("A", "", ' is_deprecated="true" is_experimental="false"'));
    expect(mirror).toMatchObject({ deprecated: "", experimental: undefined });
  });
});
