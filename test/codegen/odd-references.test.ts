import { beforeAll, describe, expect, it, test } from "vitest";
import { OVERRIDES } from "../../codegen/overrides/index.js";
import { BASE, classXml, constant, emitXml, method, methods, param, resolveXml, returns } from "./class-xml.js";
import { createProgram, errorsOf, findFlaws } from "./compile.js";

// References that no engine has written yet, and that are valid all the same.

/** What every JavaScript program, or TypeScript's own library, has under these names. */
const GLOBALS =
  "Map Promise Error Function Date Set Symbol Proxy Record Partial Readonly Omit Uint8Array SharedArrayBuffer Iterator Intl " +
  "BigInt Number Boolean RegExp Math Reflect Awaited ThisType Required PropertyKey PromiseLike ReadonlyArray IArguments " +
  "globalThis undefined NaN console any never unknown object await class interface import eval arguments VariantValue";
const WORDS =
  "abstract any arguments as async await bigint boolean break case catch class const constructor continue debugger declare " +
  "default delete do else enum eval export extends false finally for from function get global if implements import in infer " +
  "instanceof interface is keyof let module namespace never new null number object of package private protected prototype " +
  "public readonly require return set static string super switch symbol this throw true try type typeof undefined unique " +
  "unknown using var void while with yield toString valueOf hasOwnProperty __proto__ then NaN name length caller call apply";
const words = WORDS.split(" ");
const OBJECT = ' inherits="Object"';

const property = (name: string, type = "int", more = ""): string =>
  `<member name="${name}" type="${type}" setter="set" getter="get"${more}>[member ${name}]</member>`;
const properties = (...list: readonly string[]): string => `<members>${list.join("")}</members>`;
const constants = (...list: readonly string[]): string => `<constants>${list.join("")}</constants>`;
const signals = (...list: readonly string[]): string => `<signals>${list.join("")}</signals>`;
const signal = (name: string, ...params: readonly string[]): string =>
  `<signal name="${name}">${params.join("")}<description>[signal ${name}]</description></signal>`;

const likeGlobals = GLOBALS.split(" ").map((name, index, all) => {
  const other = all[(index + 1) % all.length] ?? name;
  const body =
    methods(
      method(
        "make",
        returns(other) +
          param(0, "a", name) +
          param(1, "b", `${name}[]`) +
          param(2, "c", `Dictionary[${name}, ${other}]`),
        ' qualifiers="static"',
      ),
    ) +
    properties(property("of", other)) +
    signals(signal("came", param(0, "it", other), param(1, "error", "int"))) +
    constants(constant("A", 1, ` enum="${name}"`), constant("B", 2));
  return classXml(name, body, OBJECT);
});

const keywords = [
  classXml("KeywordMethods", methods(...words.map((word) => method(word, returns("int") + param(0, word, "int"))))),
  classXml(
    "KeywordStatics",
    methods(...words.map((word) => method(word, returns("int") + param(0, word, "int"), ' qualifiers="static"'))),
  ),
  classXml("KeywordProperties", properties(...words.map((word) => property(word, "String")))),
  classXml("KeywordSignals", signals(...words.map((word) => signal(word, param(0, word, "int"))))),
  classXml("KeywordConstants", constants(...words.map((word, index) => constant(word, index)))),
  classXml("KeywordEnums", constants(...words.map((word, index) => constant(word, index, ` enum="${word}"`)))),
  classXml(
    "KeywordAll",
    methods(...words.map((word) => method(word))) +
      properties(...words.map((word) => property(word))) +
      signals(...words.map((word) => signal(word))) +
      constants(...words.map((word, index) => constant(word, index))),
  ),
  classXml(
    "KeywordChild",
    methods(...words.map((word) => method(word, returns("String")))) +
      constants(...words.map((word, index) => constant(word, index, ' enum="Word"'))),
    ' inherits="KeywordAll"',
  ),
];

const DEPTH = 60;
const deep = Array.from({ length: DEPTH }, (_, index) =>
  classXml(
    `Deep${index}`,
    methods(method("go", returns(index % 3 === 0 ? "String" : "int")), method(`own${index}`)) +
      properties(property("p", index % 2 === 0 ? "int" : "float")) +
      constants(constant("C", index), constant("SAME", index % 2, ' enum="E"')),
    ` inherits="${index === 0 ? "Object" : `Deep${index - 1}`}"`,
  ),
);

const numbers = classXml(
  "Numbers",
  constants(
    constant("MAX", "9223372036854775807"),
    constant("MIN", "-9223372036854775808"),
    constant("MORE", "18446744073709551615"),
    constant("ZEROS", "007"),
    constant("INFINITE", "-inf"),
    constant("NONE", "nan"),
    constant("BIG", "9223372036854775807", ' enum="Big" is_bitfield="true"'),
    constant("SMALL", "-9223372036854775808", ' enum="Big" is_bitfield="true"'),
    constant("TEN", "010", ' enum="Big" is_bitfield="true"'),
    ...Array.from({ length: 64 }, (_, bit) => constant(`BIT_${bit}`, String(2n ** BigInt(bit)), ' enum="Bits"')),
  ),
  "",
);

const STRANGE =
  "group/sub name|0/1|0|a b|-|it's|&quot;quoted&quot;|back\\slash|${x}|`tick`|*/|&lt;/script&gt;|a.b|@x|#p|[x]|{y}|ключ|日本|😀|new Foo()|constructor/x";
const strange = STRANGE.split("|");
const names = classXml(
  "Strange",
  methods(...strange.map((name) => method(name, returns("int") + param(0, name, "int")))) +
    properties(...strange.map((name) => property(`p${name}`, "String", ' default="&quot;*/`${x}`&quot;"'))) +
    signals(...strange.map((name) => signal(`s${name}`, param(0, name, "int")))) +
    `<theme_items>${strange.map((name) => `<theme_item name="${name}" data_type="color" type="int">x</theme_item>`).join("")}</theme_items>`,
);

const others = [
  classXml(
    "Größe",
    methods(method("größe_ändern", returns("Größe") + param(0, "größe", "int")), method("🚀go")) +
      constants(constant("Ä", 1, ' enum="Ünï"'), constant("𝒳", 2, ' enum="Ünï"')),
  ),
  classXml("日本", methods(method("x", returns("日本[]")))),
  classXml(
    "Typed",
    methods(
      method("a", returns("Array[Dictionary[int, Map[]]]")),
      method("b", returns("Dictionary[Map[], Dictionary[String, Promise[]]]") + param(0, "x", "Map[][]")),
      method("c", returns("const void *") + param(0, "p", "uint8_t**"), ' qualifiers="virtual"'),
    ),
  ),
  classXml(
    "Many",
    methods(
      method(
        "go",
        returns("int") + Array.from({ length: 60 }, (_, index) => param(index, `p${index}`, "int")).join(""),
        ' qualifiers="vararg"',
      ),
    ),
  ),
  classXml("Nothing", "", ""),
  ...["", "Constructor", "Constants", "Statics", "Info", "ThemeItems", "Annotations", "Class", "Enum"].map((suffix) =>
    classXml(
      `Same${suffix}`,
      methods(method("x", returns("Same"))) + constants(constant("K", 1, ` enum="Same${suffix}"`)),
    ),
  ),
  classXml("same", "", ""),
  ...["@First", "@Second"].map((scope) =>
    classXml(scope, constants(constant("PI", 3), constant("class", 1), constant("ONE", 1, ' enum="Numerals"')), ""),
  ),
];

describe.each(["godot", "camel"] as const)("in %s names", (naming) => {
  let files: ReturnType<typeof emitXml>;
  beforeAll(() => {
    const texts = [...BASE, ...likeGlobals, ...keywords, ...deep, numbers, names, ...others];
    files = emitXml(texts, { classes: OVERRIDES.classes }, {}, naming);
  });

  it("compiles, without any and with all links", { timeout: 60_000 }, () => {
    const program = createProgram(files);
    expect(errorsOf(program)).toEqual([]);
    expect(findFlaws(program)).toEqual({ anys: [], links: [] });
  });

  it("has all members", () => {
    const info = (name: string): string => files.get(`api/${name}.ts`)?.split("Info = ")[1] ?? "";
    for (const word of words) {
      for (const name of ["Methods", "Statics", "Properties", "Signals", "Constants", "Enums"]) {
        expect(info(`Keyword${name}`), name).toMatch(new RegExp(`^ *"?${word}"?: `, "m"));
      }
    }
    expect(files.get("api/Numbers.ts")).toContain("  TEN = 10,\n");
    expect(files.get("api/Numbers.ts")).toContain("  readonly ZEROS: 7;\n");
    expect(files.get("api/Typed.ts")).toContain("a(): Map<number, GodotMap[]>[];");
    expect(files.get("api/Many.ts")).toContain("    ...args: Variant[]\n  ): number;");
    expect(files.get("api/KeywordEnums.ts")).toContain("  export type Godotbreak = Godotbreak_;");
    expect(files.get("api/index.ts")).toContain('export { PI } from "./@First.js";');
  });
});

test("what JavaScript has in every class cannot be a member of the glue", () => {
  const pair = [
    classXml("Link", methods(method("constructor"))),
    classXml("LinkExtension", methods(method("_go", "", ' qualifiers="virtual"')), ' inherits="Link"'),
  ];
  expect(resolveXml([...BASE, ...pair]).problems).toEqual([]);
  expect(() => emitXml([...BASE, ...pair], {}, { runtime: "#core" })).toThrow(
    'docs/Link.xml:3: Link.constructor: the glue cannot have a member called "constructor"',
  );
});
