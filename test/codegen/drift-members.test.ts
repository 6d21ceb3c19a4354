import { describe, expect, it } from "vitest";
import { compareReferences } from "../../codegen/drift/index.js";
import {
  readXml,
  reference,
  method,
  VOID,
  param,
  params,
  member,
  constant,
  signal,
  themeItem,
  overload,
} from "./fixtures/drift/builders.js";

interface Case {
  readonly from: string;
  readonly to: string;
  readonly want: readonly string[];
}

const cases: readonly (readonly [string, Case])[] = [
  ["nothing", { from: params("a"), to: params("a"), want: [] }],
  [
    "texts and keywords are no facts",
    {
      from: `<methods><method name="go" keywords="x">${VOID}<description>One.</description></method></methods>`,
      to: `<methods><method name="go" deprecated="Two."  keywords="y">${VOID}<description>Two.</description></method></methods>`,
      want: ["A.go: deprecated was added"],
    },
  ],
  [
    "the message of a flag is text",
    {
      from: method(VOID, ` experimental=""`),
      to: method(VOID, ` experimental="May change."`),
      want: [],
    },
  ],
  [
    "order of members is no fact",
    {
      from: `<constants><constant name="X" value="1"></constant><constant name="Y" value="2"></constant></constants>`,
      to: `<constants><constant name="Y" value="2"></constant><constant name="X" value="1"></constant></constants>`,
      want: [],
    },
  ],

  ["method added", { from: "", to: params("a"), want: ["A.go: method was added: go(a: int) -> void"] }],
  [
    "method removed",
    {
      from: method(
        `<return type="int" enum="Error" />${param(0, "a", ` type="String" default="&quot;x&quot;"`)}`,
        ` qualifiers="virtual const"`,
      ),
      to: "",
      want: ['A.go: method was removed: go(a: String = "x") -> int (enum Error) virtual const'],
    },
  ],
  [
    "return type",
    {
      from: method(`<return type="int" />`),
      to: method(`<return type="inT" />`),
      want: ['A.go: return type "int" became "inT"'],
    },
  ],
  [
    "return enum",
    {
      from: method(`<return type="int" enum="Error" />`),
      to: method(`<return type="int" enum="Errors" />`),
      want: ['A.go: return enum "Error" became "Errors"'],
    },
  ],
  [
    "return enum lost",
    {
      from: method(`<return type="int" enum="Error" />`),
      to: method(`<return type="int" />`),
      want: ['A.go: return enum "Error" was removed'],
    },
  ],
  [
    "return bitfield",
    {
      from: method(`<return type="int" enum="Flags" />`),
      to: method(`<return type="int" enum="Flags" is_bitfield="true" />`),
      want: ["A.go: return is_bitfield was added"],
    },
  ],
  ["no return element means void", { from: method(""), to: method(VOID), want: [] }],
  [
    "qualifiers",
    {
      from: method(VOID, ` qualifiers="virtual required const"`),
      to: method(VOID, ` qualifiers="virtual const"`),
      want: ['A.go: qualifiers "virtual required const" became "virtual const"'],
    },
  ],
  [
    "order of qualifiers is no fact",
    { from: method(VOID, ` qualifiers="virtual const"`), to: method(VOID, ` qualifiers="const virtual"`), want: [] },
  ],
  [
    "returns_error",
    {
      from: method(`${VOID}<returns_error number="1"/>`),
      to: method(`${VOID}<returns_error number="2"/>`),
      want: ['A.go: returns_error "1" became "2"'],
    },
  ],

  [
    "parameter name",
    { from: params("name", "b"), to: params("nane", "b"), want: ['A.go: parameter 1: name "name" became "nane"'] },
  ],
  [
    "parameter type",
    {
      from: method(VOID + param(0, "a", ` type="Node[]"`)),
      to: method(VOID + param(0, "a", ` type="Node"`)),
      want: ['A.go: parameter 1 "a": type "Node[]" became "Node"'],
    },
  ],
  [
    "parameter enum",
    {
      from: method(VOID + param(0, "a", ` type="int" enum="A.Mode"`)),
      to: method(VOID + param(0, "a", ` type="int" enum="B.Mode"`)),
      want: ['A.go: parameter 1 "a": enum "A.Mode" became "B.Mode"'],
    },
  ],
  [
    "parameter default",
    {
      from: method(VOID + param(0, "a") + param(1, "options", ` type="Dictionary" default="{}"`)),
      to: method(VOID + param(0, "a") + param(1, "options", ` type="Dictionary" default="[]"`)),
      want: ['A.go: parameter 2 "options": default "{}" became "[]"'],
    },
  ],
  [
    "parameter default lost",
    {
      from: method(VOID + param(0, "a", ` type="int" default="0"`)),
      to: params("a"),
      want: ['A.go: parameter 1 "a": default "0" was removed'],
    },
  ],
  [
    "an empty default is not none",
    {
      from: method(VOID + param(0, "a", ` type="int" default=""`)),
      to: params("a"),
      want: ['A.go: parameter 1 "a": default "" was removed'],
    },
  ],
  [
    "parameter added in the middle",
    { from: params("a", "c"), to: params("a", "b", "c"), want: ['A.go: parameter 2 "b: int" was added'] },
  ],
  ["parameter removed", { from: params("a", "b"), to: params("b"), want: ['A.go: parameter 1 "a: int" was removed'] }],
  [
    "parameter order",
    {
      from: params("a", "b", "c"),
      to: params("b", "a", "c"),
      want: ['A.go: parameter order "a, b, c" became "b, a, c"'],
    },
  ],

  [
    "member type",
    {
      from: `<members><member name="m" type="int" setter="" getter=""></member></members>`,
      to: `<members><member name="m" type="float" setter="" getter=""></member></members>`,
      want: ['A.m: type "int" became "float"'],
    },
  ],
  [
    "member setter and getter",
    {
      from: member(""),
      to: `<members><member name="mode" type="int" setter="" getter="get_node"></member></members>`,
      want: ['A.mode: setter "set_mode" was removed', 'A.mode: getter "get_mode" became "get_node"'],
    },
  ],
  [
    "member enum",
    { from: member(` enum="A.M"`), to: member(` enum="A.N"`), want: ['A.mode: enum "A.M" became "A.N"'] },
  ],
  [
    "member default",
    { from: member(` default="1"`), to: member(` default="2"`), want: ['A.mode: default "1" became "2"'] },
  ],
  [
    "member overrides",
    { from: member(` overrides="B"`), to: member(` overrides="C"`), want: ['A.mode: overrides "B" became "C"'] },
  ],
  ["member added", { from: "", to: member(` default="1"`), want: ["A.mode: member was added: mode: int = 1"] }],

  [
    "signal parameter",
    {
      from: signal(param(0, "a")),
      to: signal(param(0, "a", ` type="String"`)),
      want: ['A.done: parameter 1 "a": type "int" became "String"'],
    },
  ],
  ["signal removed", { from: signal(param(0, "a")), to: "", want: ["A.done: signal was removed: done(a: int)"] }],

  [
    "constant value",
    { from: constant(` value="3"`), to: constant(` value="4"`), want: ['A.ON: value "3" became "4"'] },
  ],
  [
    "constant moved to another enum",
    {
      from: constant(` value="3" enum="State"`),
      to: constant(` value="3" enum="Mode"`),
      want: ['A.ON: enum "State" became "Mode"'],
    },
  ],
  [
    "constant moved out of its enum",
    { from: constant(` value="3" enum="State"`), to: constant(` value="3"`), want: ['A.ON: enum "State" was removed'] },
  ],
  [
    "constant bitfield",
    {
      from: constant(` value="1" enum="F" is_bitfield="true"`),
      to: constant(` value="1" enum="F"`),
      want: ["A.ON: is_bitfield was removed"],
    },
  ],
  [
    "constant added",
    { from: "", to: constant(` value="1" enum="F"`), want: ["A.ON: constant was added: ON = 1 (enum F)"] },
  ],

  [
    "a member that becomes a method",
    {
      from: member("").replaceAll("mode", "go"),
      to: method(VOID),
      want: ["A.go: member was removed: go: int", "A.go: method was added: go() -> void"],
    },
  ],

  [
    "constructors are matched by their parameter types",
    {
      from: `<constructors>${overload("constructor", "A", "")}${overload("constructor", "A", "int")}${overload("constructor", "A", "A")}</constructors>`,
      to: `<constructors>${overload("constructor", "A", "A")}${overload("constructor", "A", "")}</constructors>`,
      want: ["A.A(int): constructor was removed: A(right: int) -> A"],
    },
  ],
  [
    "operators are matched by their parameter types",
    {
      from: `<operators>${overload("operator", "operator *", "int")}${overload("operator", "operator *", "float")}</operators>`,
      to: `<operators>${overload("operator", "operator *", "float", "B")}${overload("operator", "operator *", "int")}</operators>`,
      want: ['A.operator *(float): return type "A" became "B"'],
    },
  ],
  [
    "the one overload left on either side",
    {
      from: `<operators>${overload("operator", "operator *", "int")}${overload("operator", "operator *", "float")}</operators>`,
      to: `<operators>${overload("operator", "operator *", "int")}${overload("operator", "operator *", "bool")}</operators>`,
      want: ['A.operator *(float): parameter 1 "right": type "float" became "bool"'],
    },
  ],
  [
    "annotation",
    {
      from: `<annotations><annotation name="@tool">${VOID}<description></description></annotation></annotations>`,
      to: `<annotations><annotation name="@tool" qualifiers="vararg">${VOID}<description></description></annotation></annotations>`,
      want: ['A.@tool: qualifiers "vararg" was added'],
    },
  ],
  [
    "theme item",
    {
      from: themeItem(` data_type="font_size" type="int" default="16"`),
      to: themeItem(` data_type="font_size" type="float" default="17"`),
      want: ['A.font: type "int" became "float"', 'A.font: default "16" became "17"'],
    },
  ],
  [
    "theme item of another data type",
    {
      from: themeItem(` data_type="font" type="Font"`),
      to: themeItem(` data_type="icon" type="Font"`),
      want: ['A.font: data_type "font" became "icon"'],
    },
  ],
];

describe("members", () => {
  it.each(cases)("%s", (_, { from, to, want }) => {
    const drift = compareReferences(
      reference("old", [readXml(`name="A"`, from)]),
      reference("new", [readXml(`name="A"`, to)]),
    );
    expect(drift.differences.map((difference) => difference.message)).toEqual(want);
  });
});
