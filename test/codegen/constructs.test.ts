import { expect, it } from "vitest";
import { OVERRIDES } from "../../codegen/overrides/index.js";
import { ProblemList } from "../../codegen/problems.js";
import { parseXml } from "../../codegen/xml/parse-xml.js";
import { BASE, classXml, constant, emitXml, method, methods, param, returns } from "./class-xml.js";
import { compareMembers } from "./compare-members.js";
import { createProgram, errorsOf, findFlaws } from "./compile.js";

const described = "<description></description>";
const vararg = ' qualifiers="vararg"';

/** One of every construct that Godot 4 has. */
const MACHINE = classXml(
  "Machine",
  methods(
    method(
      "start",
      returns("int", ' enum="Error"') + '<returns_error number="1"/>' + param(0, "mode", "int", ' enum="Machine.Mode"'),
    ),
    method("stop", returns("void") + param(0, "now", "bool") + param(1, "why", "String", ' default="&quot;&quot;"')),
    method("flags", returns("int", ' enum="Machine.Flags" is_bitfield="true"'), ' qualifiers="const"'),
    method("print_all", returns("void") + param(0, "args", "String"), ' qualifiers="vararg const"'),
    method("make", returns("Machine") + param(0, "class", "StringName"), ' qualifiers="static"'),
    method("parts", returns("Machine[]") + param(0, "by_name", "Dictionary[String, Vector2]")),
    method("table", returns("Dictionary[int, Machine[]]")),
    method("_step", returns("Variant") + param(0, "delta", "float"), ' qualifiers="virtual required const"'),
    method(
      "_write",
      returns("void*") + param(0, "data", "const uint8_t*") + param(1, "size", "int"),
      ' qualifiers="virtual"',
    ),
    method("_read", returns("void") + param(0, "to", "const uint8_t **"), ' qualifiers="virtual"'),
    method("call_with", param(0, "callable", "Callable") + param(1, "bytes", "PackedByteArray")),
    method("constructor"),
    method("new"),
    method("default"),
  ) +
    `<members>
      <member name="mode" type="int" enum="Machine.Mode" setter="set_mode" getter="get_mode" default="0"></member>
      <member name="load" type="float" setter="" getter="get_load"></member>
      <member name="group/name with blanks" type="String" setter="" getter=""></member>
      <member name="delete" type="bool" setter="set_delete" getter="get_delete"></member>
    </members>
    <signals><signal name="started">${param(0, "machine", "Machine")}${param(1, "in", "int")}${described}</signal></signals>
    <constants>
      ${constant("MODE_A", 0, ' enum="Mode"')}${constant("MODE_B", 1, ' enum="Mode"')}
      ${constant("FLAG_A", 4294967296, ' enum="Flags" is_bitfield="true"')}
      ${constant("LIMIT", -1)}${constant("UP", "Vector2(0, 1)")}
    </constants>
    <theme_items>
      <theme_item name="gap" data_type="constant" type="int" default="4"></theme_item>
      <theme_item name="gap" data_type="color" type="Vector2"></theme_item>
    </theme_items>`,
);
const CHILD = classXml(
  "Part",
  methods(method("stop", returns("int"))) +
    '<members><member name="mode" type="int" enum="Machine.Mode" setter="set_mode" getter="get_mode" overrides="Machine" default="1" /></members>' +
    `<constants>${constant("MODE_A", 5, ' enum="Mode"')}</constants>`,
  ' inherits="Machine"',
);
const VECTOR = classXml(
  "Vector2",
  `<constructors>
    <constructor name="Vector2">${returns("Vector2")}${described}</constructor>
    <constructor name="Vector2">${returns("Vector2")}${param(0, "from", "Vector2")}${described}</constructor>
  </constructors>
  ${methods(method("length", returns("float")))}
  <members><member name="x" type="float" setter="" getter="" default="0.0"></member></members>
  <operators>
    <operator name="operator !=">${returns("bool")}${param(0, "right", "Vector2")}${described}</operator>
    <operator name="operator *">${returns("Vector2")}${param(0, "right", "Vector2")}${described}</operator>
    <operator name="operator *">${returns("Vector2")}${param(0, "right", "float")}${described}</operator>
    <operator name="operator []">${returns("float")}${param(0, "index", "int")}${described}</operator>
    <operator name="operator unary-">${returns("Vector2")}${described}</operator>
  </operators>`,
  "",
);
const SCRIPT = classXml(
  "@GDScript",
  `${methods(method("load", returns("Object") + param(0, "path", "String")), method("print", returns("void"), vararg))}
  <constants>${constant("PI", "3.5")}${constant("INF", "inf")}</constants>
  <annotations>
    <annotation name="@tool">${returns("void")}${described}</annotation>
    <annotation name="@range"${vararg}>${returns("void")}${param(0, "min", "float")}${param(1, "hint", "String", ' default="&quot;&quot;"')}${described}</annotation>
  </annotations>`,
  "",
);

it("every construct is emitted, compiles, and is found again member by member", () => {
  const texts = [...BASE, MACHINE, CHILD, VECTOR, SCRIPT];
  const files = emitXml(texts, { ...OVERRIDES, types: [], rests: [], parameters: [], extras: [], options: [] });
  expect(files.warnings).toEqual([]);
  const program = createProgram(files);
  expect(errorsOf(program)).toEqual([]);
  expect(findFlaws(program)).toEqual({ anys: [], links: [] });

  const roots = texts.flatMap((text) => parseXml("A.xml", text, new ProblemList()) ?? []);
  const classNames = { "@GDScript": "GDScriptScope" };
  const { counts, differences, renamed } = compareMembers(roots, program, { overridden: new Set(), classNames });
  expect({ differences, renamed }).toEqual({ differences: [], renamed: [] });
  expect(counts).toEqual({
    methods: 18,
    properties: 6,
    signals: 1,
    constants: 11,
    enums: 4,
    themeItems: 2,
    operators: 5,
    constructors: 2,
    annotations: 2,
  });
  expect(files.get("api/Machine.ts")).toContain("  table(): Map<number, Machine[]>;");
  expect(files.get("api/Machine.ts")).toContain("  parts(by_name: Map<string, Vector2>): Machine[];");
  expect(files.get("api/NativePointer.ts")).toContain('  | "const uint8_t**"\n  | "void*";');
});

it("the comparison finds what is missing or otherwise", () => {
  const program = createProgram(
    emitXml([...BASE, classXml("A", methods(method("go", returns("int")), method("run")))]),
  );
  const changed = classXml(
    "A",
    methods(method("go", returns("String") + param(0, "a", "int")), method("walk", returns("void"))) +
      `<signals><signal name="gone">${described}</signal></signals>`,
  );
  const roots = [parseXml("A.xml", changed, new ProblemList())].flatMap((root) => root ?? []);
  expect(compareMembers(roots, program, { overridden: new Set() }).differences).toEqual([
    "A.go: parameters a became ",
    "A.go(a): type number became ",
    "A.go: type string became number",
    "A: no method walk",
    "A.walk: no such call",
    "A: no signal gone",
  ]);
});
