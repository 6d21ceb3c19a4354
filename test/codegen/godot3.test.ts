import { describe, expect, it, test } from "vitest";
import { parseXml } from "../../codegen/xml/parse-xml.js";
import { modernExpression } from "../../codegen/xml/dialect.js";
import { OVERRIDES } from "../../codegen/overrides/index.js";
import { printReport } from "../../codegen/print-report.js";
import { ProblemList } from "../../codegen/problems.js";
import { BASE, classOf, classXml, emitXml, method, methods, param, read, resolveXml } from "./class-xml.js";
import { compareMembers } from "./compare-members.js";
import { createProgram, errorsOf, findFlaws } from "./compile.js";
import {
  argument,
  OLD_CLASSES,
  OLD_DOOR,
  OLD_OBJECT,
  OLD_VECTOR,
  oldClass,
  oldMethod,
  oldMethods,
  oldReturn,
} from "./godot3-xml.js";

const BARE = ' inherits="Object"';
const dialects: readonly (readonly [string, { given: string; want: "godot3" | "godot4" }])[] = [
  ["version 3.2", { given: oldClass("A"), want: "godot3" }],
  ["version 2.1", { given: classXml("A", "", ' version="2.1"'), want: "godot3" }],
  ["version 4.0", { given: classXml("A", "", ' version="4.0"'), want: "godot4" }],
  ["a category", { given: classXml("A", "", ' category="Core"'), want: "godot3" }],
  ["an argument", { given: oldClass("A", oldMethods(oldMethod("a", argument(0, "b", "int"))), BARE), want: "godot3" }],
  ["a parameter", { given: classXml("A", methods(method("a", param(0, "b", "int")))), want: "godot4" }],
  [
    "an override",
    {
      given: classXml("A", '<members><member name="a" type="int" setter="" getter="" override="true" /></members>'),
      want: "godot3",
    },
  ],
  ["demos", { given: classXml("A", "<demos></demos>"), want: "godot3" }],
  ["nothing", { given: classXml("A"), want: "godot4" }],
];

describe("the dialect of a file is told by", () => {
  test.each(dialects)("%s", (_, { given, want }) => {
    const { mirror, problems } = read(given);
    expect({ problems, dialect: mirror?.dialect }).toEqual({ problems: [], dialect: want });
  });
});

const told = "allowed in a Godot 3 reference (told by";
const strict: readonly (readonly [string, { given: string; want: string }])[] = [
  [
    "a parameter of Godot 4",
    {
      given: oldClass("A", oldMethods(oldMethod("a", param(0, "b", "int")))),
      want: `A.a: unknown element <param> inside <method>; ${told} version="3.2"): <return>, <argument>, <description>`,
    },
  ],
  [
    "a bitfield",
    {
      given: oldClass("A", oldMethods(oldMethod("a", oldReturn("int", ' is_bitfield="true"')))),
      want: `<return> has the unknown attribute "is_bitfield"; ${told} version="3.2"): type, enum`,
    },
  ],
  [
    "operators",
    { given: oldClass("A", "<operators></operators>"), want: "unknown element <operators> inside <class>" },
  ],
  ["deprecated", { given: oldClass("A", "", ' version="3.2" deprecated=""'), want: 'unknown attribute "deprecated"' }],
  [
    "a static method",
    {
      given: oldClass("A", oldMethods(oldMethod("a", "", ' qualifiers="static"'))),
      want: 'holds the unknown word "static"; allowed: virtual, const, vararg',
    },
  ],
  [
    "an argument of Godot 3 in Godot 4",
    {
      given: classXml("A", methods(method("a", param(0, "b", "int"))) + `<signals>${signalWithArgument()}</signals>`),
      want: "unknown element <argument> inside <signal>; allowed: <param>, <description>",
    },
  ],
  [
    "arguments out of order",
    {
      given: oldClass("A", oldMethods(oldMethod("a", argument(1, "b", "int")))),
      want: 'parameter "b" has index="1", its position is 0',
    },
  ],
  [
    "an override that is neither true nor false",
    {
      given: oldClass("A", '<members><member name="a" type="int" setter="" getter="" override="yes" /></members>'),
      want: '<member> has override="yes"; allowed: true, false',
    },
  ],
  [
    "two methods of one name in a class",
    {
      given: oldClass("A", oldMethods(oldMethod("a"), oldMethod("a"))),
      want: "a method of this name is already in line 3",
    },
  ],
];

function signalWithArgument(): string {
  return `<signal name="s">${argument(0, "a", "int")}<description></description></signal>`;
}

describe("old references are read strictly", () => {
  test.each(strict)("%s", (_, { given, want }) => expect(read(given).problems.join("\n")).toContain(want));

  const types: readonly (readonly [string, string, string])[] = [
    [
      "types of Godot 4",
      "PackedByteArray",
      'unknown type "PackedByteArray"; allowed: the classes of the input and bool,',
    ],
    ["StringName", "StringName", 'unknown type "StringName"'],
  ];
  test.each(types)("%s", (_, type, want) => {
    const { problems } = resolveXml([OLD_OBJECT, oldClass("A", oldMethods(oldMethod("a", oldReturn(type))))]);
    expect(problems.join("\n")).toContain(want);
  });

  it("and types of Godot 3 are none in Godot 4", () => {
    const { problems } = resolveXml([...BASE, classXml("A", methods(method("a", param(0, "b", "PoolByteArray"))))]);
    expect(problems.join("\n")).toContain('unknown type "PoolByteArray"');
  });

  it("an override without an ancestor", () => {
    const given = oldClass(
      "A",
      '<members><member name="a" type="int" setter="" getter="" override="true" /></members>',
    );
    expect(resolveXml([OLD_OBJECT, given]).problems).toEqual([
      'docs/A.xml:3: A.a: says override="true", but no ancestor has this property. Remove the attribute',
    ]);
  });
});

describe("what an old reference says in its own way", () => {
  test.each([
    ["{\n\n}", "{}"],
    ["Vector2( 0, 1 )", "Vector2(0, 1)"],
    ["[  ]", "[]"],
    ["PoolRealArray(  )", "PoolRealArray()"],
    ['"( a )"', '"( a )"'],
    ['f( "\\" ( ", 1 )', 'f("\\" ( ", 1)'],
  ])("default %j → %j", (given, want) => expect(modernExpression(given)).toBe(want));

  it("constructors are among the methods of builtin types, which have overloads", () => {
    const { mirror, problems } = read(OLD_VECTOR);
    expect(problems).toEqual([]);
    expect(mirror?.constructors.map(({ params }) => params.length)).toEqual([2, 1]);
    expect(mirror?.methods.map(({ name, params }) => `${name} ${params.length}`)).toEqual([
      "set_all 1",
      "mix 1",
      "mix 2",
    ]);
    expect(mirror?.tutorials).toEqual([{ title: undefined, url: "https://example.org/demo" }]);
    expect(mirror?.methods[0]?.returns).toBeUndefined();
  });

  it("an override has its ancestor's type and name", () => {
    const [speed] = classOf(resolveXml([...OLD_CLASSES]), "Gate").properties;
    expect(speed).toMatchObject({ overrides: "Door", type: { name: "Float32Array" }, default: "PoolRealArray(1)" });
  });

  it("the whole of it compiles, member by member, with all links", () => {
    const files = emitXml([...OLD_CLASSES], OVERRIDES);
    expect(files.warnings).toEqual([]);
    const program = createProgram(files);
    expect(errorsOf(program)).toEqual([]);
    expect(findFlaws(program)).toEqual({ anys: [], links: [] });
    const roots = OLD_CLASSES.flatMap((text) => parseXml("A.xml", text, new ProblemList()) ?? []);
    const { counts, differences, renamed } = compareMembers(roots, program, { overridden: new Set() });
    expect(differences).toEqual([]);
    expect(renamed).toEqual(["Door.opened_signal"]);
    expect(counts).toMatchObject({
      methods: 8,
      constructors: 2,
      properties: 3,
      signals: 1,
      constants: 6,
      themeItems: 2,
    });
  });

  it("reads well", () => {
    const files = emitXml([...OLD_CLASSES]);
    const door = files.get("api/Door.ts") ?? "";
    expect(door).toContain("  open(with_: Uint8Array, options?: Dictionary, at?: Vector2, says?: string): GodotError;");
    expect(door).toContain(
      "   * Uses `with_`, at most `at`. Gives {@link GodotError.OK}; made by {@link Vector2Constructor}.",
    );
    expect(door).toContain("   * @param options - Default: `{}`.");
    expect(door).toContain("  axis(): number;");
    expect(door).toContain("  _of_os(): OS.Mode;");
    expect(door).toContain("  readonly opened_signal: BareSignal<[door: Door]>;");
    expect(door).toContain(
      " * Opens with {@link Door.open} and tells so by {@link Door.opened_signal}. **NOTE:** See also",
    );
    const vector = files.get("api/Vector2.ts") ?? "";
    expect(vector).toContain("  set_all(to: number): void;");
    expect(vector).toContain("  mix(with_: Vector2): Vector2;\n  mix(with_: Vector2, weight: number): Vector2;");
    expect(vector).toContain("overloads: [");
  });

  it("is said in the report", () => {
    const nothing = { written: [], unchanged: [], removed: [] };
    const report = (texts: readonly string[]): string => printReport(resolveXml(texts).api, nothing, 0);
    expect(report([...OLD_CLASSES])).toContain("8 class references in the form of Godot 3: all");
    expect(report([...BASE, oldClass("A"), oldClass("B")])).toContain(
      "2 class references in the form of Godot 3: A, B",
    );
    expect(report(BASE)).not.toContain("Godot 3");
  });

  it("the overrides speak of Godot 4 only", () => {
    const given = [OLD_OBJECT, oldClass("PacketPeer"), OLD_DOOR].slice(0, 2);
    expect(resolveXml(given, OVERRIDES).problems).toEqual([]);
  });
});
