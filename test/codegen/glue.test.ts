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
  test.each(["glue/Link", "glue/LinkExtension", "glue/index", "outline/Link", "public/Link", "public/index"])(
    "%s",
    async (path) => {
      const files = emitXml([...BASE, PORT, LINK, EXTENSION], overrides, settings);
      await expect(files.get(`${path}.ts`)).toMatchFileSnapshot(`expected/${path}.ts.txt`);
      await verifySyntax(files);
    },
  );

  it("is written for pairs only, and only when a runtime is known", () => {
    const paths = (given: readonly string[], more = {}): string[] => [
      ...emitXml([...BASE, ...given], overrides, more).keys(),
    ];
    expect(paths([PORT, LINK, EXTENSION]).filter((path) => !path.startsWith("api/"))).toEqual([]);
    expect(paths([PORT, LINK], { runtime: "#core" }).filter((path) => path.startsWith("outline/"))).toContain(
      "outline/Link.ts",
    );
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

  it("takes a parent that no pair makes from the runtime, and says so", () => {
    const others = [
      classXml("Other"),
      classXml("Link", "", ' inherits="Other"'),
      classXml("LinkExtension", "", ' inherits="Link"'),
    ];
    const files = emitXml([...BASE, ...others], overrides, settings);
    expect(files.get("glue/Link.ts")).toContain('import { Other, outline } from "#core";');
    expect(files.warnings).toEqual([
      "docs/Link.xml:1: Link: its glue takes the class Other from the runtime, since no extension pair makes it. The runtime must export it",
    ]);
  });

  it("asks the runtime for values of builtin types", () => {
    const facade = classXml(
      "Link",
      methods(
        method(
          "open",
          ERROR +
            param(0, "at", "Vector2", ' default="Vector2(0, 1)"') +
            param(1, "then", "Callable", ' default="Callable()"'),
        ),
        method("unbacked", returns("Vector2")),
        method("get_raw", returns("void*")),
      ) + '<constants><constant name="UP" value="Vector2(0, -1)"></constant></constants>',
      ' inherits="Port"',
    );
    const extension = classXml(
      "LinkExtension",
      methods(
        method("_open", ERROR + param(0, "at", "Vector2") + param(1, "then", "Callable"), virtual),
        method("_get_raw", returns("void*"), virtual),
      ),
      ' inherits="Link"',
    );
    const files = emitXml([...BASE, PORT, classXml("Vector2", "", ""), facade, extension], overrides, settings);
    const [link, glue] = [files.get("glue/Link.ts"), files.get("glue/LinkExtension.ts")];
    expect(link).toContain('defineConstants(this, {}, { UP: builtinValue<Vector2>("Vector2(0, -1)") });');
    expect(glue).toContain('at: Vector2 = builtinValue<Vector2>("Vector2(0, 1)"),');
    expect(glue).toContain('= builtinValue<Callable>("Callable()")');
    expect(glue).toContain('missingVirtual(this, "LinkExtension", "unbacked", builtinValue<Vector2>("Vector2()"))');
    expect(glue).toContain('_get_raw(): NativePointer<"void*"> | null {');
    expect(glue).toContain('missingVirtual(this, "LinkExtension", "_get_raw", null)');
  });

  it("calls no virtual that is another method, and has what façade and extension declare themselves", () => {
    const facade = classXml(
      "Link",
      methods(
        method("read", returns("PackedByteArray") + param(0, "count", "int")),
        method("_own", returns("int"), ' qualifiers="virtual"'),
        method("_both", returns("int"), ' qualifiers="virtual"'),
      ),
      ' inherits="Port"',
    );
    const extension = classXml(
      "LinkExtension",
      methods(
        method("_read", returns("int") + param(0, "to", "uint8_t*"), virtual),
        method("_both", returns("int"), virtual),
        method("add_extra", returns("bool")),
      ) + `<constants>${constant("DEPTH_A", 0, ' enum="Depth"')}</constants>`,
      ' inherits="Link"',
    );
    const files = emitXml([...BASE, PORT, facade, extension], overrides, settings);
    const [link, glue] = [files.get("glue/Link.ts"), files.get("glue/LinkExtension.ts")];
    expect(link).toContain('missingOptionalVirtual(this, "Link", "_own", 0)');
    expect(glue).toContain('missingVirtual(this, "LinkExtension", "read", new Uint8Array())');
    expect(glue).toContain("  override _both(): number {");
    expect(glue).toContain(
      '  override add_extra(): boolean {\n    return missingVirtual(this, "LinkExtension", "add_extra", false);',
    );
    expect(glue).toContain("declare static readonly DEPTH_A: Depth.DEPTH_A;");
    expect(glue).toContain("defineConstants(this, { Depth });");
  });

  it("is not made for a façade that the runtime has", () => {
    const given = [PORT, classXml("PortExtension", "", ' inherits="Port"')];
    const files = emitXml([...BASE, ...given], overrides, settings);
    expect([...files.keys()].filter((path) => path.startsWith("glue/"))).toEqual([
      "glue/PortExtension.ts",
      "glue/index.ts",
    ]);
    expect(files.get("glue/PortExtension.ts")).toContain(
      'import { Port, missingVirtual, outline, withFallbacks } from "#core";',
    );
  });

  describe("of a façade that the runtime has, and that does some things itself", () => {
    const facade = classXml(
      "Port",
      methods(
        method("get_load", returns("int")),
        method("is_warm", returns("bool") + param(0, "by", "int")),
        method("make_id", returns("int")),
        method("read", returns("PackedByteArray")),
      ) +
        '<members><member name="speed" type="int" setter="set_speed" getter="get_speed">S</member><member name="depth" type="int" setter="set_depth" getter="get_depth">D</member></members>',
    );
    const optional = ' qualifiers="virtual"';
    const bytes = param(0, "to", "PackedByteArray");
    const extension = classXml(
      "PortExtension",
      methods(
        method("_get_load", returns("int"), virtual),
        method("_is_warm", returns("bool") + param(0, "p_by", "int"), optional),
        method("_get_speed", returns("int"), optional),
        method("_set_speed", returns("void") + param(0, "p_speed", "int"), optional),
        method("_get_depth", returns("int"), virtual),
        method("_set_depth", returns("void") + param(0, "p_depth", "int"), virtual),
        method("_read", ERROR + bytes, optional),
        method("_read_script", returns("PackedByteArray"), optional),
        method("_write", ERROR + bytes, optional),
        method("_write_script", ERROR + bytes, optional),
      ),
      ' inherits="Port"',
    );
    const entry = {
      class: "Port",
      abstractMethods: ["get_load"],
      replaceableMembers: ["is_warm", "speed", "depth"],
      standIns: [
        { virtual: "_read", by: "_read_script", empty: "FAILED" },
        { virtual: "_write", by: "_write_script" },
      ],
      reason,
    };
    const types = [{ member: "PortExtension._read", type: "#{PackedByteArray} | #{enum Error}", reason }];
    const parameters = [{ member: "PortExtension._read", parameters: [], reason }];
    const emitPort = (more: object): ReadonlyMap<string, string> => {
      const glue = [
        { class: "Object", abstractMethods: [], reason },
        { ...entry, ...more },
      ];
      return emitXml([...BASE, facade, extension], { ...overrides, types, parameters, glue }, settings);
    };

    it("forwards what is abstract or may be replaced, and falls back to what the façade does", async () => {
      const files = emitPort({});
      const text = files.get("glue/PortExtension.ts") ?? "";
      await verifySyntax(files);
      expect(text).toContain("  override get_load(): number {\n    return this._get_load();");
      expect(text).toContain("  override get speed(): number {\n    return this._get_speed();");
      expect(text).toContain("  _get_speed(): number {\n    return super.speed;\n  }");
      expect(text).toContain("  _set_speed(p_speed: number): void {\n    super.speed = p_speed;\n  }");
      expect(text).toContain("  _is_warm(p_by: number): boolean {\n    return super.is_warm(p_by);\n  }");
      expect(text).toContain('missingVirtual(this, "PortExtension", "_get_depth", 0)');
      expect(text).not.toContain("make_id");
      expect(text).not.toContain("override read(");
    });

    it("calls a virtual that stands in for another, where that is the one that is overridden", () => {
      const text = emitPort({}).get("glue/PortExtension.ts");
      expect(text).toContain(`  override _read(): Uint8Array | GodotError {
    if (isOverridden(this, PortExtension, "_read_script")) {
      const result = this._read_script();
      return result.length === 0 ? GodotError.FAILED : result;
    }
    return missingOptionalVirtual(this, "PortExtension", "_read", GodotError.FAILED);
  }`);
      expect(text).toContain(`  override _write(to: Uint8Array): GodotError {
    if (isOverridden(this, PortExtension, "_write_script")) return this._write_script(to);
    return missingOptionalVirtual(this, "PortExtension", "_write", GodotError.FAILED);
  }`);
    });

    it("requires of a subclass what nothing else brings", () => {
      const text = emitPort({}).get("glue/PortExtension.ts") ?? "";
      const required = /interface RequiredPortExtension \{\n(.*?)\n\}/s.exec(text)?.[1] ?? "";
      expect([...required.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name)).toEqual([
        "_get_load",
        "_get_depth",
        "_set_depth",
        "_read",
        "_write",
      ]);
    });

    test.each([
      [{ replaceableMembers: ["heat"] }, 'replaceableMembers names "heat", which is not a public member of Port'],
      [{ standIns: [{ virtual: "_read", by: "_reed" }] }, 'standIns names "_reed", which is not a virtual method of'],
      [
        { standIns: [{ virtual: "_get_load", by: "_read" }] },
        'standIns names "_get_load", which is not a virtual method',
      ],
      [
        { standIns: [{ virtual: "_read", by: "_read_script", empty: "ERR" }] },
        'standIns names "ERR", which is not a constant of the enum Error',
      ],
    ])("problem: %j", (more, want) => {
      expect(() => emitPort(more)).toThrow(want);
    });
  });

  const wrong: readonly (readonly [string, string, string])[] = [
    [
      "a default that cannot be written",
      classXml(
        "Link",
        methods(method("open", ERROR + param(0, "at", "int", ' default="somewhere"'))),
        ' inherits="Port"',
      ),
      'Link.open: the glue cannot write the default somewhere of "at"',
    ],
    [
      "a type without a zero",
      classXml("Link", methods(method("unbacked", returns("int"))), ' inherits="Port"'),
      "Link.unbacked: the glue cannot write a default for this type",
    ],
  ];
  test.each(wrong)("problem: %s", (_, given, want) => {
    const extension = classXml("LinkExtension", methods(method("_open", ERROR, virtual)), ' inherits="Link"');
    const types = [{ member: "Link.unbacked", type: "Link & { sure: true }", reason }];
    const given_ = [...BASE, PORT, given, extension];
    expect(() => emitXml(given_, { ...overrides, types: given.includes("unbacked") ? types : [] }, settings)).toThrow(
      want,
    );
  });
});
