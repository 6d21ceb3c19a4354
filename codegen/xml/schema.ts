/**
 * What Godot 4 writes into a class reference, element by element (doc/class.xsd of the engine, and its writer
 * editor/doc/doc_tools.cpp where that is stricter). Whatever is not named here stops the run.
 */
export interface ElementRule {
  readonly attributes: Readonly<Record<string, "required" | "optional">>;
  /** `one`: exactly one, `optional`: at most one, `many`: any number. */
  readonly children: Readonly<Record<string, "one" | "optional" | "many">>;
  readonly text: boolean;
}

const STATUS = {
  deprecated: "optional",
  experimental: "optional",
  keywords: "optional",
  // Written until Godot 4.2.
  is_deprecated: "optional",
  is_experimental: "optional",
} as const;

const TYPE = { type: "required", enum: "optional", is_bitfield: "optional" } as const;

const CALL: ElementRule = {
  attributes: { name: "required", qualifiers: "optional", ...STATUS },
  children: { return: "optional", returns_error: "many", param: "many", description: "one" },
  text: false,
};

const TEXT: ElementRule = { attributes: {}, children: {}, text: true };

function listOf(element: string): ElementRule {
  return { attributes: {}, children: { [element]: "many" }, text: false };
}

export const SCHEMA: Readonly<Record<string, ElementRule>> = {
  class: {
    attributes: {
      name: "required",
      inherits: "optional",
      version: "optional",
      "xmlns:xsi": "optional",
      "xsi:noNamespaceSchemaLocation": "optional",
      ...STATUS,
    },
    children: {
      brief_description: "one",
      description: "one",
      tutorials: "one",
      constructors: "optional",
      methods: "optional",
      members: "optional",
      signals: "optional",
      constants: "optional",
      annotations: "optional",
      theme_items: "optional",
      operators: "optional",
    },
    text: false,
  },
  brief_description: TEXT,
  description: TEXT,
  tutorials: listOf("link"),
  link: { attributes: { title: "optional" }, children: {}, text: true },
  constructors: listOf("constructor"),
  methods: listOf("method"),
  members: listOf("member"),
  signals: listOf("signal"),
  constants: listOf("constant"),
  annotations: listOf("annotation"),
  theme_items: listOf("theme_item"),
  operators: listOf("operator"),
  constructor: CALL,
  method: CALL,
  annotation: CALL,
  operator: CALL,
  signal: {
    attributes: { name: "required", ...STATUS },
    children: { param: "many", description: "one" },
    text: false,
  },
  return: { attributes: TYPE, children: {}, text: false },
  returns_error: { attributes: { number: "required" }, children: {}, text: false },
  param: {
    attributes: { index: "required", name: "required", ...TYPE, default: "optional", keywords: "optional" },
    children: {},
    text: false,
  },
  member: {
    attributes: {
      name: "required",
      ...TYPE,
      setter: "required",
      getter: "required",
      overrides: "optional",
      default: "optional",
      ...STATUS,
    },
    children: {},
    text: true,
  },
  constant: {
    attributes: { name: "required", value: "required", enum: "optional", is_bitfield: "optional", ...STATUS },
    children: {},
    text: true,
  },
  theme_item: {
    attributes: { name: "required", data_type: "required", type: "required", default: "optional", ...STATUS },
    children: {},
    text: true,
  },
};

export const QUALIFIERS = ["virtual", "required", "const", "vararg", "static"] as const;
export type Qualifier = (typeof QUALIFIERS)[number];
