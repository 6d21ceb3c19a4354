import { describe, expect, it, test } from "vitest";
import {
  resolveXml,
  BASE,
  classOf,
  classXml,
  constant,
  emitXml,
  method,
  methods,
  param,
  returns,
} from "./class-xml.js";
import { createProgram, errorsOf, findFlaws } from "./compile.js";
import { camelCase } from "../../codegen/resolve/names.js";

const member = (name: string, type = "int"): string =>
  `<member name="${name}" type="${type}" setter="set_${name}" getter="get_${name}"></member>`;
const members = (...list: readonly string[]): string => `<members>${list.join("")}</members>`;
const signals = (...names: readonly string[]): string =>
  `<signals>${names.map((name) => `<signal name="${name}"><description></description></signal>`).join("")}</signals>`;
const constants = (...list: readonly string[]): string => `<constants>${list.join("")}</constants>`;

/** The TypeScript names of all members of the class B, by kind. */
function namesOf(naming: "godot" | "camel", ...texts: readonly string[]): Record<string, string[]> {
  const { methods, properties, signals, constants, enums } = classOf(
    resolveXml([...BASE, ...texts], {}, {}, naming),
    "B",
  );
  const listed = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name);
  return Object.fromEntries(
    Object.entries({
      methods: listed(methods),
      properties: listed(properties),
      signals: listed(signals),
      constants: [...listed(constants), ...enums.flatMap((resolved) => listed(resolved.constants))],
      enums: enums.map((resolved) => resolved.member),
    }).filter(([, list]) => list.length > 0),
  );
}

const clashes: readonly (readonly [string, { given: readonly string[]; want: Record<string, readonly string[]> }])[] = [
  [
    "a method keeps the name before a property, a signal and an enum",
    {
      given: [
        classXml(
          "B",
          methods(method("go")) + members(member("go")) + signals("go") + constants(constant("GO", 0, ' enum="go"')),
        ),
      ],
      want: {
        methods: ["go"],
        properties: ["go_property"],
        signals: ["go_signal"],
        constants: ["GO"],
        enums: ["go_enum"],
      },
    },
  ],
  [
    "a constant goes after a signal",
    {
      given: [classXml("B", signals("UP") + constants(constant("UP", 1)))],
      want: { signals: ["UP"], constants: ["UP_constant"] },
    },
  ],
  [
    "a suffix that is taken gets an underscore",
    {
      given: [classXml("B", methods(method("go"), method("go_signal")) + signals("go"))],
      want: { methods: ["go", "go_signal"], signals: ["go_signal_"] },
    },
  ],
  [
    "an ancestor's member of another kind keeps its name",
    {
      given: [classXml("A", methods(method("hide"))), classXml("B", signals("hide"), ' inherits="A"')],
      want: { signals: ["hide_signal"] },
    },
  ],
  [
    "an ancestor's member of the same kind is the same member",
    {
      given: [
        classXml("A", methods(method("hide")) + signals("hide")),
        classXml("B", signals("hide"), ' inherits="A"'),
      ],
      want: { signals: ["hide_signal"] },
    },
  ],
];

describe("members of one name", () => {
  test.each(clashes)("%s", (_, { given, want }) => expect(namesOf("godot", ...given)).toEqual(want));

  it("are all there, say what Godot calls them, and compile", () => {
    const files = emitXml(
      [
        ...BASE,
        classXml("A", methods(method("hide")) + signals("hide") + constants(constant("MODE", 0, ' enum="hide"'))),
        classXml("B", methods(method("hide", returns("int"))), ' inherits="A"'),
        classXml("AConstructor"),
        classXml("a"),
        classXml("@A", constants(constant("type", 1, ' enum="AInfo"'), constant("AInfo", 3)), ""),
      ],
      {
        classes: [
          { class: "Signal", typeParameters: "Args extends readonly unknown[] = readonly unknown[]", reason: "x" },
        ],
      },
    );
    expect(files.get("api/A.ts")).toContain("/** Godot: `hide`. */\n  readonly hide_signal: Signal<[]>;");
    expect(files.get("api/A.ts")).toContain("/** Godot: `hide`. */\n  readonly hide_enum: typeof hide;");
    expect(files.get("api/B.ts")).toContain('export interface B extends Omit<A, "hide"> {');
    expect([...files.keys()]).toEqual(expect.arrayContaining(["api/A.ts", "api/a_.ts", "api/@A.ts"]));
    expect(files.get("api/AConstructor.ts")).toContain("export interface AConstructorClass extends GodotObject");
    expect(files.get("api/@A.ts")).toContain("export enum AInfo {");
    expect(files.get("api/@A.ts")).toContain("export const AInfo_ = 3;");
    expect(errorsOf(createProgram(files))).toEqual([]);
  });
});

describe("camelCase", () => {
  test.each([
    ["create_data_channel", "createDataChannel"],
    ["_get_packet", "_getPacket"],
    ["get_2d_x", "get2dX"],
    ["a__b_", "aB_"],
    ["MixedCase", "MixedCase"],
  ])("%s → %s", (given, want) => expect(camelCase(given)).toBe(want));

  const collisions: readonly (readonly [
    string,
    { given: readonly string[]; want: Record<string, readonly string[]> },
  ])[] = [
    [
      "methods, properties and signals, not constants, enums and settings",
      {
        given: [
          classXml(
            "B",
            methods(method("do_it")) +
              members(member("my_size"), member("group/my_setting")) +
              signals("it_done") +
              constants(constant("MAX_SIZE", 1), constant("MODE_A", 0, ' enum="My_Mode"')),
          ),
        ],
        want: {
          methods: ["doIt"],
          properties: ["mySize", "group/my_setting"],
          signals: ["itDone"],
          constants: ["MAX_SIZE", "MODE_A"],
          enums: ["My_Mode"],
        },
      },
    ],
    [
      "a name that is taken is not taken again: Godot's stays",
      {
        given: [classXml("B", methods(method("do_it"), method("doIt"), method("do__it")))],
        want: { methods: ["do_it", "doIt", "do__it"] },
      },
    ],
    [
      "nor is one that an ancestor has for another member",
      {
        given: [
          classXml("A", methods(method("do_it"))),
          classXml("B", methods(method("do__it"), method("doIt")), ' inherits="A"'),
        ],
        want: { methods: ["do__it", "doItMethod"] },
      },
    ],
    [
      "an ancestor's member has its name here, too",
      {
        given: [
          classXml("A", methods(method("doIt"), method("do_it"))),
          classXml("B", methods(method("do_it")), ' inherits="A"'),
        ],
        want: { methods: ["do_it"] },
      },
    ],
  ];
  test.each(collisions)("%s", (_, { given, want }) => expect(namesOf("camel", ...given)).toEqual(want));

  it("is in the members, their links and parameters; reflection data keeps Godot's names", () => {
    const text = `<description>Give [param my_arg] to [method do_it], see [member my_size].</description>`;
    const files = emitXml(
      [
        ...BASE,
        classXml(
          "B",
          `<methods><method name="do_it"><return type="int" />${param(0, "my_arg", "int", ' default="1"')}${param(1, "myArg", "int", ' default="2"')}${text}</method></methods>` +
            members(member("my_size")),
        ),
      ],
      {},
      {},
      "camel",
    );
    const module = files.get("api/B.ts") ?? "";
    expect(module).toContain(
      [
        "  /**",
        "   * Give `myArg` to {@link B.doIt}, see {@link B.mySize}.",
        "   *",
        "   * Godot: `do_it`.",
        "   *",
        "   * @param myArg - Default: `1`.",
        "   * @param myArg_ - Default: `2`.",
        "   */",
        "  doIt(myArg?: number, myArg_?: number): number;",
      ].join("\n"),
    );
    expect(module).toContain("do_it: {");
    expect(module).toContain('{ name: "my_arg", type: "int", default: "1" }');
    const program = createProgram(files);
    expect({ errors: errorsOf(program), ...findFlaws(program) }).toEqual({ errors: [], anys: [], links: [] });
  });

  it("is in the glue", () => {
    const files = emitXml(
      [
        ...BASE,
        classXml(
          "B",
          methods(method("do_it", returns("int") + param(0, "my_arg", "int"))) + members(member("my_size")),
        ),
        classXml(
          "BExtension",
          methods(
            method("_do_it", returns("int") + param(0, "p_arg", "int"), ' qualifiers="virtual required"'),
            method("_get_my_size", returns("int"), ' qualifiers="virtual"'),
            method("_set_my_size", param(0, "size", "int"), ' qualifiers="virtual"'),
          ),
          ' inherits="B"',
        ),
      ],
      { glue: [{ class: "Object", abstractMethods: [], reason: "x" }] },
      { runtime: "#core" },
      "camel",
    );
    const glue = files.get("glue/BExtension.ts") ?? "";
    expect(glue).toContain("override doIt(myArg: number): number {");
    expect(glue).toContain("return this._doIt(myArg);");
    expect(glue).toContain("return this._getMySize();");
    expect(glue).toContain("this._setMySize(value);");
    expect(glue).toContain('return missingVirtual(this, "BExtension", "_do_it", 0);');
  });
});
