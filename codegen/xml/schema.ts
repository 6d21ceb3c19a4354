import type { Dialect } from "./dialect.js";

/**
 * What Godot writes into a class reference, element by element (doc/class.xsd of the engine, and its writer
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

type Schema = Readonly<Record<string, ElementRule>>;

const GODOT_4: Schema = {
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

const TYPE_3 = { type: "required", enum: "optional" } as const;

/** Godot 3.0 to 3.6 (editor/doc/doc_data.cpp there): its texts are in the same elements, its facts in fewer. */
const GODOT_3: Schema = {
  class: {
    attributes: {
      name: "required",
      inherits: "optional",
      version: "optional",
      // Written until Godot 3.1, as is the element demos.
      category: "optional",
      "xmlns:xsi": "optional",
      "xsi:noNamespaceSchemaLocation": "optional",
    },
    children: {
      brief_description: "one",
      description: "one",
      tutorials: "one",
      demos: "optional",
      methods: "optional",
      members: "optional",
      signals: "optional",
      constants: "optional",
      theme_items: "optional",
    },
    text: false,
  },
  brief_description: TEXT,
  description: TEXT,
  tutorials: listOf("link"),
  demos: listOf("link"),
  link: { attributes: { title: "optional" }, children: {}, text: true },
  methods: listOf("method"),
  members: listOf("member"),
  signals: listOf("signal"),
  constants: listOf("constant"),
  theme_items: listOf("theme_item"),
  method: {
    attributes: { name: "required", qualifiers: "optional" },
    children: { return: "optional", argument: "many", description: "one" },
    text: false,
  },
  signal: { attributes: { name: "required" }, children: { argument: "many", description: "one" }, text: false },
  return: { attributes: TYPE_3, children: {}, text: false },
  argument: {
    attributes: { index: "required", name: "required", ...TYPE_3, default: "optional" },
    children: {},
    text: false,
  },
  member: {
    attributes: {
      name: "required",
      ...TYPE_3,
      setter: "required",
      getter: "required",
      override: "optional",
      // Instead of override, since Godot 3.4.
      overrides: "optional",
      default: "optional",
    },
    children: {},
    text: true,
  },
  constant: { attributes: { name: "required", value: "required", enum: "optional" }, children: {}, text: true },
  theme_item: {
    // The data_type is written since Godot 3.4.
    attributes: { name: "required", data_type: "optional", type: "required", default: "optional" },
    children: {},
    text: true,
  },
};

export const SCHEMAS: Readonly<Record<Dialect, Schema>> = { godot3: GODOT_3, godot4: GODOT_4 };

export const QUALIFIERS = ["virtual", "required", "const", "vararg", "static"] as const;
export const QUALIFIERS_OF: Readonly<Record<Dialect, readonly Qualifier[]>> = {
  godot3: ["virtual", "const", "vararg"],
  godot4: QUALIFIERS,
};
export type Qualifier = (typeof QUALIFIERS)[number];
