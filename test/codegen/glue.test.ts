import { describe, expect, it, test } from "vitest";
import type { Overrides } from "../../codegen/overrides/shapes.js";
import { verifySyntax } from "../../codegen/verify.js";
import { BASE, classXml, constant, emitXml, method, methods, param, returns } from "./class-xml.js";

const reason = "For the test.";
const overrides: Partial<Overrides> = {
  glue: [
    { class: "Object", abstractMethods: [], reason },
    { class: "Port", abstractMethods: ["get_load"], reason },
  ],
  defaultExtension: { method: "set_default_extension", reason },
};

const ERROR = returns("int", ' enum="Error"');
const PORT = classXml("Port", methods(method("get_load", returns("int")), method("send", ERROR)));
const LINK = classXml(
  "Link",
  methods(
    method("open", ERROR + param(0, "address", "String") + param(1, "options", "Dictionary", ' default="{}"')),
    method("close", returns("void") + param(0, "now", "bool")),
    method("find", returns("Link") + param(0, "depth", "int", ' default="-1"')),
    method("get_packets", returns("PackedByteArray")),
    method("unbacked", returns("String")),
    method("set_default_extension", returns("void") + param(0, "name", "StringName"), ' qualifiers="static"'),
  ) +
    '<members><member name="mode" type="int" enum="Link.Mode" setter="set_mode" getter="get_mode" default="1">M</member></members>' +
    `<signals><signal name="opened">${param(0, "link", "Link")}<description></description></signal></signals>` +
    `<constants>${constant("MODE_A", 0, ' enum="Mode"')}${constant("MODE_B", 1, ' enum="Mode"')}${constant("LIMIT", 9)}</constants>`,
  ' inherits="Port"',
);
const virtual = ' qualifiers="virtual required"';
const EXTENSION = classXml(
  "LinkExtension",
  methods(
    method("_open", ERROR + param(0, "p_address", "String") + param(1, "p_options", "Dictionary"), virtual),
    method("_close", returns("void") + param(0, "p_now", "bool"), virtual),
    method("_find", returns("Link") + param(0, "p_depth", "int"), virtual),
    method("_get_packets", returns("PackedByteArray"), ' qualifiers="virtual"'),
    method("_get_load", returns("int"), virtual),
    method("_get_mode", returns("int", ' enum="Link.Mode"'), virtual),
    method("_set_mode", returns("void") + param(0, "p_mode", "int", ' enum="Link.Mode"'), virtual),
    method("_send", ERROR, ' qualifiers="virtual"'),
  ),
  ' inherits="Link"',
);
const settings = { runtime: "#core", implementation: "#classes" };

describe("glue", () => {
  // After a change that is meant: `npx vitest run test/codegen -u`, and read what the expected files changed.
  test.each(["glue/Link", "glue/LinkExtension", "glue/index", "public/Link", "public/index"])("%s", async (path) => {
    const files = emitXml([...BASE, PORT, LINK, EXTENSION], overrides, settings);
    await expect(files.get(`${path}.ts`)).toMatchFileSnapshot(`expected/${path}.ts.txt`);
    await verifySyntax(files);
  });

  it("is written for pairs only, and only when a runtime is known", () => {
    const paths = (given: readonly string[], more = {}): string[] => [
      ...emitXml([...BASE, ...given], overrides, more).keys(),
    ];
    expect(paths([PORT, LINK, EXTENSION]).filter((path) => !path.startsWith("api/"))).toEqual([]);
    expect(paths([PORT, LINK], { runtime: "#core" }).filter((path) => path.startsWith("glue/"))).toEqual([
      "glue/index.ts",
    ]);
  });

  it("of a class that cannot be instantiated is abstract", () => {
    const files = emitXml(
      [...BASE, PORT, LINK, EXTENSION],
      { ...overrides, classes: [{ class: "Link", instantiable: false, reason }] },
      settings,
    );
    expect(files.get("glue/Link.ts")).toContain("export abstract class Link extends Port");
    expect(files.get("glue/Link.ts")).toContain("  abstract unbacked(): string;");
  });

  const wrong: readonly (readonly [string, string, string])[] = [
    ["a parent that nobody makes", classXml("Link", "", ' inherits="Other"'), "Link: its glue needs the class Other"],
    [
      "a default that cannot be written",
      classXml(
        "Link",
        methods(method("open", ERROR + param(0, "at", "Vector2", ' default="Vector2(0, 0)"'))),
        ' inherits="Port"',
      ),
      'Link.open: the glue cannot write the default Vector2(0, 0) of "at"',
    ],
    [
      "a type without a zero",
      classXml("Link", methods(method("unbacked", returns("Vector2"))), ' inherits="Port"'),
      "Link.unbacked: the glue cannot write a default for this type",
    ],
  ];
  test.each(wrong)("problem: %s", (_, given, want) => {
    const extension = classXml("LinkExtension", methods(method("_open", ERROR, virtual)), ' inherits="Link"');
    const others = [PORT, classXml("Other"), classXml("Vector2", "", "")];
    expect(() => emitXml([...BASE, ...others, given, extension], overrides, settings)).toThrow(want);
  });
});
