import { describe, expect, it, test } from "vitest";
import { compareReferences, type Difference } from "../../codegen/drift/index.js";
import {
  constant,
  member,
  method,
  param,
  params,
  readXml,
  reference,
  signal,
  VOID,
} from "./fixtures/drift/builders.js";

interface Case {
  readonly from: string;
  readonly to: string;
  readonly want: readonly Difference["impact"][];
}

/** So that types have an order: Puppy is an Animal, Stone is none. Something is described, or no flag would count. */
const OTHERS = [
  readXml(`name="Object"`, ""),
  readXml(`name="Animal" inherits="Object"`, ""),
  readXml(`name="Puppy" inherits="Animal"`, ""),
  readXml(`name="Stone" inherits="Object"`, constant(' value="1"').replace("></", ">A stone.</")),
];

function impacts(from: string, to: string, attributes = ['name="A"', 'name="A"']): readonly Difference["impact"][] {
  const [before = "", after = ""] = attributes;
  return compareReferences(
    reference("old", [...OTHERS, readXml(before, from)]),
    reference("new", [...OTHERS, readXml(after, to)]),
  ).differences.map(({ impact }) => impact);
}

const VIRTUAL = ` qualifiers="virtual"`;
const takes = (type: string, attributes = ""): string => method(VOID + param(0, "a", ` type="${type}"`), attributes);
const gives = (type: string, attributes = ""): string => method(`<return type="${type}" />`, attributes);
const sends = (type: string): string => signal(param(0, "a", ` type="${type}"`));
const readOnly = (type: string): string =>
  `<members><member name="m" type="${type}" setter="" getter="get_m"></member></members>`;
const writable = (type: string): string =>
  `<members><member name="m" type="${type}" setter="set_m" getter="get_m"></member></members>`;
const optional = (value: string): string => method(VOID + param(0, "a", ` type="int" default="${value}"`));
const INT = ` type="int"`;
const MODE = ` type="int" enum="A.Mode"`;

const cases: readonly (readonly [string, Case])[] = [
  ["a member removed", { from: params("a"), to: "", want: ["breaking"] }],
  ["a member added", { from: "", to: params("a"), want: ["compatible"] }],
  ["a virtual method added", { from: "", to: method(VOID, VIRTUAL), want: ["compatible"] }],
  [
    "a virtual method added that has to be overridden",
    { from: "", to: method(VOID, ` qualifiers="virtual required"`), want: ["breaking"] },
  ],
  ["another default than the parent's", { from: "", to: member(` overrides="B" default="2"`), want: ["breaking"] }],

  ["an argument that may be more", { from: takes("Puppy"), to: takes("Animal"), want: ["compatible"] }],
  ["an argument that may be less", { from: takes("Animal"), to: takes("Puppy"), want: ["breaking"] }],
  ["an argument of a stranger's type", { from: takes("Animal"), to: takes("Stone"), want: ["breaking"] }],
  ["an argument that may be anything", { from: takes("int"), to: takes("Variant"), want: ["compatible"] }],
  ["an argument that takes fractions too", { from: takes("int"), to: takes("float"), want: ["compatible"] }],
  ["an argument that takes no fractions", { from: takes("float"), to: takes("int"), want: ["breaking"] }],
  ["two kinds of text", { from: takes("String"), to: takes("StringName"), want: ["compatible"] }],
  ["any array", { from: takes("Puppy[]"), to: takes("Array"), want: ["compatible"] }],
  [
    "an override declares its types",
    { from: takes("Puppy", VIRTUAL), to: takes("Animal", VIRTUAL), want: ["breaking"] },
  ],

  ["a result that says more", { from: gives("Animal"), to: gives("Puppy"), want: ["compatible"] }],
  ["a result that says less", { from: gives("Puppy"), to: gives("Animal"), want: ["breaking"] }],
  ["a result where there was none", { from: gives("void"), to: gives("int"), want: ["compatible"] }],
  ["a result no more", { from: gives("int"), to: gives("void"), want: ["breaking"] }],
  ["an override must give it", { from: gives("void", VIRTUAL), to: gives("int", VIRTUAL), want: ["breaking"] }],

  ["a signal that says more", { from: sends("Animal"), to: sends("Puppy"), want: ["compatible"] }],
  ["a signal that says less", { from: sends("Puppy"), to: sends("Animal"), want: ["breaking"] }],
  ["a property that can only be read", { from: readOnly("Animal"), to: readOnly("Puppy"), want: ["compatible"] }],
  ["a property that is set too", { from: writable("Animal"), to: writable("Puppy"), want: ["breaking"] }],

  [
    "an enum of a parameter",
    { from: method(VOID + param(0, "a", INT)), to: method(VOID + param(0, "a", MODE)), want: ["breaking"] },
  ],
  [
    "no enum of a parameter",
    { from: method(VOID + param(0, "a", MODE)), to: method(VOID + param(0, "a", INT)), want: ["compatible"] },
  ],
  ["an enum of a result", { from: gives("int"), to: method(`<return${MODE} />`), want: ["compatible"] }],
  ["no enum of a result", { from: method(`<return${MODE} />`), to: gives("int"), want: ["breaking"] }],
  [
    "a bitfield of a parameter",
    {
      from: method(VOID + param(0, "a", MODE)),
      to: method(VOID + param(0, "a", `${MODE} is_bitfield="true"`)),
      want: ["compatible"],
    },
  ],

  ["a parameter's name", { from: params("a"), to: params("b"), want: ["compatible"] }],
  ["a parameter removed", { from: params("a", "b"), to: params("a"), want: ["breaking"] }],
  ["a required parameter added", { from: params("a"), to: params("a", "b"), want: ["breaking"] }],
  [
    "an optional parameter added at the end",
    {
      from: params("a"),
      to: method(VOID + param(0, "a") + param(1, "b", ` type="int" default="1"`)),
      want: ["compatible"],
    },
  ],
  [
    "an optional parameter added in the middle",
    {
      from: method(VOID + param(0, "a") + param(1, "c", ` type="int" default="0"`)),
      to: method(
        VOID + param(0, "a") + param(1, "b", ` type="int" default="1"`) + param(2, "c", ` type="int" default="0"`),
      ),
      want: ["breaking"],
    },
  ],
  [
    "an override lacks the added parameter",
    {
      from: method(VOID, VIRTUAL),
      to: method(VOID + param(0, "b", ` type="int" default="1"`), VIRTUAL),
      want: ["breaking"],
    },
  ],
  ["a handler lacks the added parameter", { from: signal(""), to: sends("int"), want: ["breaking"] }],
  ["parameters moved", { from: params("a", "b"), to: params("b", "a"), want: ["breaking"] }],

  ["a default added", { from: params("a"), to: optional("0"), want: ["compatible"] }],
  ["a default removed", { from: optional("0"), to: params("a"), want: ["breaking"] }],
  ["a default changed", { from: optional("0"), to: optional("1"), want: ["breaking"] }],
  ["the value of a constant", { from: constant(` value="1"`), to: constant(` value="2"`), want: ["breaking"] }],
  [
    "a constant put into an enum",
    { from: constant(` value="1"`), to: constant(` value="1" enum="Mode"`), want: ["compatible"] },
  ],
  [
    "a constant moved to another enum",
    { from: constant(` value="1" enum="State"`), to: constant(` value="1" enum="Mode"`), want: ["breaking"] },
  ],

  ["const added", { from: method(VOID), to: method(VOID, ` qualifiers="const"`), want: ["compatible"] }],
  ["const taken away", { from: method(VOID, ` qualifiers="const"`), to: method(VOID), want: ["breaking"] }],
  ["virtual taken away", { from: method(VOID, VIRTUAL), to: method(VOID), want: ["breaking"] }],
  ["vararg added", { from: method(VOID), to: method(VOID, ` qualifiers="vararg"`), want: ["compatible"] }],
  ["static added", { from: method(VOID), to: method(VOID, ` qualifiers="static"`), want: ["breaking"] }],
  [
    "required added",
    { from: method(VOID, VIRTUAL), to: method(VOID, ` qualifiers="virtual required"`), want: ["breaking"] },
  ],
  [
    "required taken away",
    { from: method(VOID, ` qualifiers="virtual required"`), to: method(VOID, VIRTUAL), want: ["compatible"] },
  ],
  ["deprecated", { from: method(VOID), to: method(VOID, ` deprecated=""`), want: ["compatible"] }],
  ["a setter added", { from: readOnly("int"), to: writable("int"), want: ["compatible"] }],
  ["a setter removed", { from: writable("int"), to: readOnly("int"), want: ["breaking"] }],
  ["a new error", { from: method(VOID), to: method(`${VOID}<returns_error number="3"/>`), want: ["breaking"] }],
  ["an error less", { from: method(`${VOID}<returns_error number="3"/>`), to: method(VOID), want: ["compatible"] }],
];

describe("what a difference does", () => {
  it.each(cases)("%s", (_, { from, to, want }) => {
    expect(impacts(from, to)).toEqual(want);
  });

  it.each([
    ["a parent put in between", ["Object", "Animal"], ["compatible"]],
    ["a parent that is no child of the old one", ["Animal", "Stone"], ["breaking"]],
    ["a parent taken out", ["Animal", "Object"], ["breaking"]],
  ] as const)("%s", (_, [before, after], want) => {
    expect(impacts("", "", [`name="A" inherits="${before}"`, `name="A" inherits="${after}"`])).toEqual(want);
  });

  test("a class that inherits itself hangs nothing", () => {
    const circle = [readXml(`name="A" inherits="B"`, ""), readXml(`name="B" inherits="A"`, takes("A"))];
    const other = [readXml(`name="A" inherits="B"`, ""), readXml(`name="B" inherits="A"`, takes("C"))];
    const { differences } = compareReferences(reference("old", circle), reference("new", other));
    expect(differences.map(({ impact }) => impact)).toEqual(["breaking"]);
  });
});
