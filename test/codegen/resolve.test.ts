import { describe, expect, it, test } from "vitest";
import { ImportSet } from "../../codegen/emit/import-set.js";
import { printType } from "../../codegen/emit/print-type.js";
import { declarationName, memberKey, moduleName, parameterName, pascalCase } from "../../codegen/resolve/names.js";
import { BASE, classOf, classXml, constant, method, methods, param, resolveXml, returns } from "./class-xml.js";

const NODE = classXml("Node", `<constants>${constant("MODE_A", 0, ' enum="Mode"')}</constants>`);
const VECTOR = classXml("Vector2", "", "");
const CLASSES = [...BASE, NODE, VECTOR];

/** The printed type of what a method of a class A returns, and of its parameter. */
function typesOf(
  type: string,
  more = "",
): { readonly result: string; readonly parameter: string; readonly problems: readonly string[] } {
  const resolved = resolveXml([
    ...CLASSES,
    classXml("A", methods(method("go", returns(type, more) + param(0, "a", type, more)))),
  ]);
  const [go] = classOf(resolved, "A").methods;
  const printer = { api: resolved.api, imports: new ImportSet([]), own: "A", apiPath: "./" };
  return {
    result: go === undefined ? "" : printType(go.returns, printer),
    parameter: go?.parameters[0] === undefined ? "" : printType(go.parameters[0].type, printer),
    problems: resolved.problems,
  };
}

const types: readonly (readonly [string, { more?: string; want: string; parameter?: string }])[] = [
  ["bool", { want: "boolean" }],
  ["int", { want: "number" }],
  ["float", { want: "number" }],
  ["String", { want: "string" }],
  ["StringName", { want: "string" }],
  ["PackedByteArray", { want: "Uint8Array" }],
  ["PackedInt64Array", { want: "BigInt64Array" }],
  ["Variant", { want: "Variant" }],
  ["Array", { want: "Variant[]" }],
  ["Dictionary", { want: "Dictionary" }],
  ["Node", { want: "Node | null" }],
  ["Object", { want: "GodotObject | null" }],
  ["Vector2", { want: "Vector2" }],
  ["Node[]", { want: "Node[]" }],
  ["Array[Node]", { want: "Node[]" }],
  ["Dictionary[]", { want: "Dictionary[]" }],
  ["Dictionary[String, Node]", { want: "Map<string, Node>" }],
  ["Signal", { want: "Signal" }],
  ["Callable", { want: "Callable", parameter: "Callable | ((...args: never[]) => unknown)" }],
  ["const uint8_t*", { want: 'NativePointer<"const uint8_t*"> | null' }],
  ["const uint8_t **", { want: 'NativePointer<"const uint8_t**"> | null' }],
  ["Dictionary[String, Dictionary[int, Node]]", { want: "Map<string, Map<number, Node>>" }],
  ["Array[Dictionary[String, int]]", { want: "Map<string, number>[]" }],
  ["Dictionary[String, int[]]", { want: "Map<string, number[]>" }],
  ["int", { more: ' enum="Error"', want: "GodotError" }],
  ["int", { more: ' enum="Node.Mode"', want: "Node.Mode" }],
];

describe("types", () => {
  test.each(types)("%s", (type, { more = "", want, parameter = want }) => {
    expect(typesOf(type, more)).toEqual({ result: want, parameter, problems: [] });
  });

  const unknown: readonly (readonly [string, { more?: string; want: string }])[] = [
    ["Nod", { want: 'A.go: unknown type "Nod"; allowed: the classes of the input and bool, int,' }],
    ["Nod[]", { want: 'unknown type "Nod"' }],
    ["uint8_t const*", { want: 'cannot read the type "uint8_t const*"' }],
    ["int, float", { want: 'cannot read the type "int, float"' }],
    [
      "Dictionary[int]",
      { want: 'cannot read the type "Dictionary[int]"; allowed: Type[], Array[Type], Dictionary[Key, Value]' },
    ],
    ["@GlobalScope", { want: 'cannot read the type "@GlobalScope"' }],
    [
      "int",
      {
        more: ' enum="Eror"',
        want: 'unknown enum "Eror"; no <constant enum="…"> declares it. Mend the name, or add it to @GlobalScope.xml',
      },
    ],
    ["int", { more: ' enum="Node.Modes"', want: "or add it to Node.xml" }],
  ];
  test.each(unknown)("%s is a problem, never any", (type, { more = "", want }) => {
    expect(typesOf(type, more).problems[0]).toContain(want);
  });

  it("void is no type of a parameter", () => {
    expect(typesOf("void").problems).toEqual([
      'docs/A.xml:3: A.go: found the type "void"; it is allowed for what a method returns only',
    ]);
  });
});

describe("names", () => {
  test.each([
    ["Node", "Node"],
    ["Object", "GodotObject"],
    ["Error", "GodotError"],
    ["@GlobalScope", "GlobalScope"],
    ["Variant.Type", "VariantType"],
    ["Function", "GodotFunction"],
    ["class", "Godotclass"],
  ])("declaration %s → %s", (given, want) => expect(declarationName(given)).toBe(want));

  test.each([
    ["label", "label"],
    ["var", "var_"],
    ["arguments", "arguments_"],
    ["type", "type"],
    ["from", "from"],
    ["2d", "_2d"],
    ["a-b", "a_b"],
  ])("parameter %s → %s", (given, want) => expect(parameterName(given)).toBe(want));

  test.each([
    ["poll", "poll"],
    ["get", "get"],
    ["new", '"new"'],
    ["constructor", '"constructor"'],
    ["operator ==", '"operator =="'],
    ["a/b", '"a/b"'],
  ])("member %s → %s", (given, want) => expect(memberKey(given)).toBe(want));

  test.each([
    ["create_data_channel", "CreateDataChannel"],
    ["iceServers", "IceServers"],
    ["a b", "AB"],
  ])("%s → %s", (given, want) => expect(pascalCase(given)).toBe(want));

  it("files do not overwrite the fixed ones", () => {
    expect([moduleName("Node"), moduleName("Index"), moduleName("ClassInfo")]).toEqual([
      "Node",
      "GodotIndex",
      "GodotClassInfo",
    ]);
  });
});

describe("inheritance", () => {
  const inherits = (name: string, parent: string): string => classXml(name, "", ` inherits="${parent}"`);

  it("gives the ancestors, nearest first", () => {
    const resolved = resolveXml([...BASE, inherits("B", "A"), inherits("A", "Object")]);
    expect(classOf(resolved, "B").ancestors).toEqual(["A", "Object"]);
  });

  test.each([
    ["a missing parent", [inherits("A", "Nod")], ['docs/A.xml:1: A: inherits "Nod", which is not in the input']],
    ["itself", [inherits("A", "A")], ["docs/A.xml:1: A: inherits itself (A → A)"]],
    [
      "a cycle",
      [inherits("A", "B"), inherits("B", "A"), inherits("C", "A")],
      ["A: inherits itself (A → B → A)", "B: inherits itself (B → A → B)"],
    ],
  ])("%s", (_, given, want) => {
    const { problems } = resolveXml([...BASE, ...given]);
    expect(problems).toHaveLength(want.length);
    want.forEach((text, index) => expect(problems[index]).toContain(text));
  });

  it("a virtual method takes over the parameter types of the public one", () => {
    const text = (name: string, qualifiers = ""): string =>
      method(name, param(0, "options", "Dictionary"), qualifiers).replace(
        "<description></description>",
        qualifiers === ""
          ? '<description>[param options]: [codeblock]{ "a": 1 }[/codeblock]</description>'
          : "<description></description>",
      );
    const resolved = resolveXml([
      ...BASE,
      classXml("A", methods(text("start"))),
      classXml("AExtension", methods(text("_start", ' qualifiers="virtual"')), ' inherits="A"'),
    ]);
    expect(classOf(resolved, "AExtension").methods[0]?.parameters[0]?.type).toEqual({
      kind: "options",
      className: "A",
      optionsName: "StartOptions",
    });
  });

  it("a member declared anew with another type is found", () => {
    const resolved = resolveXml([
      ...BASE,
      classXml("A", methods(method("go", returns("int")), method("run", returns("int")))),
      classXml("B", methods(method("go", returns("String")), method("run", returns("int"))), ' inherits="A"'),
    ]);
    expect([...classOf(resolved, "B").redeclared]).toEqual(["go"]);
  });
});

describe("members", () => {
  it("only trailing parameters with defaults may be left out", () => {
    const given = param(0, "a", "int", ' default="0"') + param(1, "b", "int") + param(2, "c", "int", ' default="0"');
    const resolved = resolveXml([...BASE, classXml("A", methods(method("go", given)))]);
    expect(classOf(resolved, "A").methods[0]?.parameters.map(({ optional }) => optional)).toEqual([false, false, true]);
  });

  test.each([
    ["1", "1", "1"],
    ["-5", "-5", "-5"],
    ["1.5", "number", "1.5"],
    ["inf", "number", "Infinity"],
    ["nan", "number", "NaN"],
    ["platform-dependent", "number", undefined],
  ])("constant %s", (value, type, literal) => {
    const resolved = resolveXml([...BASE, classXml("A", `<constants>${constant("X", value)}</constants>`)]);
    expect(classOf(resolved, "A").constants[0]).toMatchObject({ type: { name: type }, literal });
  });

  test("an enum constant whose value depends on the platform stands beside its enum, as KEY_MASK_CMD of Godot 3.6", () => {
    const [known, unknown] = [constant("X", "4", ' enum="E"'), constant("Y", "platform-dependent", ' enum="E"')];
    const resolved = resolveXml([...BASE, classXml("A", `<constants>${known}${unknown}</constants>`)]);
    expect(resolved.problems).toEqual([]);
    const { enums, constants } = classOf(resolved, "A");
    expect(enums.map(({ name, constants }) => [name, constants.map(({ name }) => name)])).toEqual([["E", ["X"]]]);
    expect(constants).toMatchObject([{ name: "Y", type: { name: "number" }, literal: undefined }]);
  });

  test.each([
    [
      "a constant that is no value",
      constant("X", "soon"),
      'A.X: the constant has value="soon"; allowed: an integer, a float',
    ],
    [
      "an enum constant that is no integer",
      constant("X", "1.5", ' enum="E"'),
      'A.X: the enum constant has value="1.5"',
    ],
    ["a constructor of an unknown type", constant("X", "Vector9(1)"), 'unknown type "Vector9"'],
  ])("%s", (_, given, want) => {
    const { problems } = resolveXml([...BASE, classXml("A", `<constants>${given}</constants>`)]);
    expect(problems[0]).toContain(want);
  });

  it("a signal needs the class Signal", () => {
    const signal = '<signals><signal name="s"><description></description></signal></signals>';
    const { problems } = resolveXml([BASE[0], classXml("A", signal)]);
    expect(problems[0]).toContain('unknown type "Signal"');
  });
});
