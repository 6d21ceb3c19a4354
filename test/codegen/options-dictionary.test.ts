import { describe, expect, it, test } from "vitest";
import { ImportSet } from "../../codegen/emit/import-set.js";
import { printType } from "../../codegen/emit/print-type.js";
import { parseDictionary } from "../../codegen/resolve/options/parse.js";
import { BASE, classOf, classXml, constant, methods, param, resolveXml } from "./class-xml.js";

const syntax: readonly (readonly [string, { given: string; want: readonly (readonly [string, string])[] }])[] = [
  ["an empty one", { given: "{}", want: [] }],
  ["one key", { given: '{ "a": 1 }', want: [["a", ""]] }],
  ["a comma at the end", { given: '{ "a": 1, }', want: [["a", ""]] }],
  [
    "keys without quotes and in single ones",
    {
      given: "{ a: 1, 'b': 2 }",
      want: [
        ["a", ""],
        ["b", ""],
      ],
    },
  ],
  [
    "a comment behind the value",
    {
      given: '{\n"a": 1, # One.\n"b": 2 # Two.\n}',
      want: [
        ["a", "One."],
        ["b", "Two."],
      ],
    },
  ],
  ["a comment mark inside a text", { given: '{\n"a": "x # y", # One.\n}', want: [["a", "One."]] }],
  [
    "comment lines for the keys below, until a blank line",
    {
      given: '{\n"a": 1,\n# Both\n# of them.\n"b": 2, # Two.\n"c": 3,\n\n"d": 4,\n}',
      want: [
        ["a", ""],
        ["b", "Two. Both of them."],
        ["c", "Both of them."],
        ["d", ""],
      ],
    },
  ],
  [
    "a comment line that replaces the one above",
    {
      given: '{\n# One.\n"a": 1,\n# Two.\n"b": 2,\n}',
      want: [
        ["a", "One."],
        ["b", "Two."],
      ],
    },
  ],
  ["a comment that nothing follows", { given: '{\n# One.\n\n"a": 1,\n# Two.\n}', want: [["a", ""]] }],
  ["a comment where a nested value begins", { given: '{\n"a": [ # One.\n1,\n],\n}', want: [["a", "One."]] }],
  ["a comment where a nested value ends", { given: '{\n"a": {\n"b": 1,\n}, # One.\n}', want: [["a", "One."]] }],
  [
    "calls and names as values",
    {
      given: '{ "a": Vector2(1, 2), "b": SIZE_BIG, "c": &"x", "d": -1.5e3 }',
      want: [
        ["a", ""],
        ["b", ""],
        ["c", ""],
        ["d", ""],
      ],
    },
  ],
];

describe("a dictionary literal with", () => {
  test.each(syntax)("%s", (_, { given, want }) => {
    expect(parseDictionary(given).map(({ key, doc }) => [key, doc])).toEqual(want);
  });

  test.each([
    ["no end", '{ "a": 1', 'the code block ends where "," or "}" is expected'],
    ["no value", '{ "a": }', 'line 1: found "}" where a value is expected'],
    ["no colon", '{\n"a" 1 }', 'line 2: found "1" where ":" is expected'],
    ["no comma", '{ "a": 1 "b": 2 }', 'line 1: found "b" where "," or "}" is expected'],
    ["more behind it", '{ "a": 1 } x', 'line 1: found "x" where the end is expected'],
    ["a text without end", '{ "a": "x\n}', 'the text that begins with " does not end in its line'],
    ["a call without end", '{ "a": f(1 }', 'line 1: "(" without ")"'],
    ["lists without end", '{ "a": ' + "[".repeat(50_000), "line 1: nested too deeply"],
    ["another sign", '{ "a": 1 + 2 }', 'line 1: unexpected "+"'],
  ])("%s is refused", (_, given, want) => {
    expect(() => parseDictionary(given)).toThrow(want);
  });
});

/** Options types of a method `open(settings)` of a class A, as `name: type` by key. */
function optionsOf(block: string, text = "Keys of [param settings]:", overrides = {}) {
  const description = `${text}[codeblock]${block}[/codeblock]`;
  const given = `<method name="open">${param(0, "settings", "Dictionary", ' default="{}"')}<description>${description}</description></method>`;
  const enums = `<constants>${constant("SIZE_BIG", 0, ' enum="Size"')}</constants>`;
  const resolved = resolveXml([...BASE, classXml("Vector2", "", ""), classXml("A", methods(given) + enums)], overrides);
  const printer = { api: resolved.api, imports: new ImportSet([]), own: "A", apiPath: "./" };
  const owner = classOf(resolved, "A");
  const types = Object.fromEntries(
    owner.options.map(({ name, keys }) => [
      name,
      Object.fromEntries(
        keys.map((key) => [key.name, `${printType(key.type, printer)}${key.doc === "" ? "" : ` // ${key.doc}`}`]),
      ),
    ]),
  );
  const parameter = owner.methods[0]?.parameters[0];
  return { types, parameter: parameter && printType(parameter.type, printer), ...resolved };
}

describe("options types", () => {
  it("come from the example values", () => {
    const block =
      '{ "a": true, "b": 1, "c": "x", "d": [ 1, "x" ], "e": Vector2(1, 2), "f": SIZE_BIG, "g": null, "h": [] }';
    const { types, parameter } = optionsOf(block);
    expect(parameter).toBe("OpenSettings");
    expect(types).toEqual({
      OpenSettings: {
        a: "boolean // Example: [code]true[/code].",
        b: "number // Example: [code]1[/code].",
        c: 'string // Example: [code]"x"[/code].',
        d: 'readonly (number | string)[] // Example: [code][1, "x"][/code].',
        e: "Vector2 // Example: [code]Vector2(1, 2)[/code].",
        f: "Size // Example: [code]SIZE_BIG[/code].",
        g: "Variant // Example: [code]null[/code].",
        h: "readonly Variant[] // Example: [code][][/code].",
      },
    });
  });

  it("nest, and merge the examples of an array", () => {
    const { types } = optionsOf(
      '{\n"servers": [\n{ "url": "a" }, # One.\n{\n"url": "b",\n"name": "c", # Two.\n}\n], # All.\n}',
    );
    expect(types).toEqual({
      OpenSettingsServers: {
        url: 'string // One. Example: [code]"a"[/code].',
        name: 'string // Two. Example: [code]"c"[/code].',
      },
      OpenSettings: { servers: "readonly OpenSettingsServers[] // All." },
    });
  });

  it("are left alone where the text speaks of another parameter, or the block is no dictionary", () => {
    expect(optionsOf('{ "a": 1 }', "Like [param other]:").parameter).toBe("Dictionary");
    expect(optionsOf("var a = { b = 1 }").parameter).toBe("Dictionary");
  });

  it("warn where a block begins like a dictionary and is none", () => {
    const { parameter, warnings, problems } = optionsOf('{ "a": 1');
    expect(parameter).toBe("Dictionary");
    expect(problems).toEqual([]);
    expect(warnings[0]).toContain(
      "A.open: the code block of [param settings] is not a dictionary literal (the code block ends",
    );
  });

  it("take keys from overrides", () => {
    const reason = "R";
    const { types, problems } = optionsOf('{ "a": 1, "n": { "b": 1 } }', undefined, {
      options: [
        { options: "A.open.settings", key: "a", type: "string | number", reason },
        { options: "A.open.settings", key: "z", type: "boolean", doc: "Z.", reason },
        { options: "A.open.settings", key: "m", typeName: "More", keys: { c: { type: "number", doc: "C." } }, reason },
        { options: "A.open.settings.n", key: "y", type: "boolean", reason },
      ],
    });
    expect(problems).toEqual([]);
    expect(types).toMatchObject({
      OpenSettings: { a: "string | number // Example: [code]1[/code].", z: "boolean // Z.", m: "More" },
      More: { c: "number // C." },
      OpenSettingsN: { y: "boolean" },
    });
  });
});
