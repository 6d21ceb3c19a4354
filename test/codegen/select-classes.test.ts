import { describe, expect, it, test } from "vitest";
import { OVERRIDES } from "../../codegen/overrides/index.js";
import { NO_OVERRIDES, type Overrides } from "../../codegen/overrides/shapes.js";
import { printProblem, ProblemList } from "../../codegen/problems.js";
import { closestName } from "../../codegen/resolve/closest-name.js";
import { resolve } from "../../codegen/resolve/resolve.js";
import { selectClasses } from "../../codegen/resolve/select-classes.js";
import { emit } from "../../codegen/emit/emit.js";
import { readClass } from "../../codegen/xml/read-class.js";
import { NO_SOURCE } from "../../codegen/xml/source-json.js";
import { CALLABLE, classXml, constant, method, methods, OBJECT, param, returns, SIGNAL } from "./class-xml.js";
import { createProgram, errorsOf, findFlaws } from "./compile.js";

const GLOBALS = classXml(
  "@GlobalScope",
  methods(method("sin", returns("float"))) +
    '<members><member name="Audio" type="Audio" setter="" getter=""></member></members>' +
    `<constants>${constant("OK", 0, ' enum="Error"')}${constant("KEY_A", 1, ' enum="Key"')}${constant("LIMIT", 9)}</constants>`,
  "",
);
const see = (text: string): string => `<method name="see"><description>${text}</description></method>`;
const all = [
  OBJECT,
  SIGNAL,
  CALLABLE,
  GLOBALS,
  classXml("@GDScript", methods(method("load")), ""),
  classXml("Audio"),
  classXml("Vector2", "", ""),
  classXml("String", methods(method("length", returns("int"))), ""),
  classXml("Node", methods(method("get_parent", returns("Node")))),
  classXml("Sprite", methods(method("at", returns("Vector2"))), ' inherits="Node"'),
  classXml("Lists", methods(method("a", returns("Node[]")), method("b", returns("Dictionary[String, Vector2]")))),
  classXml(
    "Codes",
    methods(method("a", returns("int", ' enum="Error"')), method("b", returns("int", ' enum="Modes.Mode"'))),
  ),
  classXml("Modes", `<constants>${constant("MODE_A", 0, ' enum="Mode"')}</constants>`),
  classXml(
    "Bell",
    `<signals><signal name="rung">${param(0, "at", "Vector2")}<description></description></signal></signals>`,
  ),
  classXml("Up", `<constants>${constant("UP", "Vector2(0, 1)")}</constants>`),
  classXml("Themed", '<theme_items><theme_item name="a" data_type="icon" type="Node"></theme_item></theme_items>'),
  classXml("Texts", methods(method("a", returns("String")), method("b", returns("void*")))),
  classXml(
    "Reader",
    methods(
      see("See [Audio], [method Audio.play], [method @GlobalScope.sin], [constant KEY_A], [method load], [Nod]."),
    ),
  ),
];

function select(wanted: readonly string[], overrides: Overrides = NO_OVERRIDES) {
  const list = new ProblemList();
  const classes = all.flatMap((text) => readClass("A.xml", text, list) ?? []);
  const { references, leftOut } = selectClasses({ classes, source: NO_SOURCE }, wanted, overrides, list);
  return { list, references, leftOut, names: references.classes.map(({ name }) => name).sort() };
}

const needs: readonly (readonly [
  string,
  { given: readonly string[]; want: readonly string[]; overrides?: Overrides },
])[] = [
  ["a class alone", { given: ["Object"], want: ["Object"] }],
  ["a parent, and types of results", { given: ["Sprite"], want: ["Node", "Object", "Sprite", "Vector2"] }],
  ["types inside collections", { given: ["Lists"], want: ["Lists", "Node", "Object", "Vector2"] }],
  ["enums, and where they are", { given: ["Codes"], want: ["@GlobalScope", "Codes", "Modes", "Object"] }],
  ["signals, and what they carry", { given: ["Bell"], want: ["Bell", "Object", "Signal", "Vector2"] }],
  ["types of constants", { given: ["Up"], want: ["Object", "Up", "Vector2"] }],
  ["types of theme items", { given: ["Themed"], want: ["Node", "Object", "Themed"] }],
  ["nothing for TypeScript's own types and pointers", { given: ["Texts"], want: ["Object", "Texts"] }],
  ["nothing for what only texts name", { given: ["Reader"], want: ["Object", "Reader"] }],
  ["two classes", { given: ["Up", "Node"], want: ["Node", "Object", "Up", "Vector2"] }],
  ["a class that is asked for is whole", { given: ["@GlobalScope"], want: ["@GlobalScope", "Audio", "Object"] }],
  [
    "what overrides name",
    {
      given: ["Texts"],
      want: ["@GlobalScope", "Callable", "Object", "Texts"],
      overrides: {
        ...NO_OVERRIDES,
        types: [{ member: "Texts.a", type: "#{enum Error} | #{class Callable}", reason: "x" }],
      },
    },
  ],
];

describe("--classes takes", () => {
  test.each(needs)("%s", (_, { given, want, overrides }) => {
    const { names, list } = select(given, overrides);
    expect({ names, problems: list.problems }).toEqual({ names: want, problems: [] });
  });

  it("of @GlobalScope only the enums that are named", () => {
    const [scope] = select(["Codes"]).references.classes.filter(({ name }) => name === "@GlobalScope");
    expect(scope).toMatchObject({ methods: [], members: [] });
    expect(scope?.constants.map(({ name }) => name)).toEqual(["OK"]);
  });

  it("what compiles without the rest; texts may name what was left out", () => {
    const { references, leftOut, list } = select(["Codes", "Reader"]);
    const api = resolve(references, OVERRIDES, list, { leftOut });
    const files = emit(api, NO_SOURCE.generate, OVERRIDES, list);
    const program = createProgram(files);
    expect({ errors: errorsOf(program), ...findFlaws(program) }).toEqual({ errors: [], anys: [], links: [] });
    expect(files.get("api/Reader.ts")).toContain(
      "See `Audio`, `Audio.play()`, `@GlobalScope.sin()`, `KEY_A`, `load()`, `Nod`.",
    );
    expect(list.warnings.map(({ message }) => message)).toEqual(["[Nod] points nowhere: the input has no such class"]);
  });
});

describe("an unknown class", () => {
  test.each([
    ["Sprit", ' Did you mean "Sprite"?'],
    ["node", ' Did you mean "Node"?'],
    ["Nowhere", ""],
  ])("%s", (given, want) => {
    expect(select([given, "Node"]).list.problems.map(printProblem)).toEqual([
      `--classes: no class is called "${given}" in the ${all.length} class references.${want} Mend the name, or name its folder with --docs`,
    ]);
  });

  test.each([
    ["WebRTCPeerConection", "WebRTCPeerConnection"],
    ["webrtcdatachannel", "WebRTCDataChannel"],
    ["Xyz", undefined],
  ])("closest to %s", (given, want) => {
    expect(closestName(given, ["WebRTCDataChannel", "WebRTCPeerConnection", "PacketPeer"])).toBe(want);
  });
});
