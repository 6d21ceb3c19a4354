import type { FactKind } from "../drift/index.js";
import type { XmlCall, XmlClass, XmlConstant, XmlMember, XmlProperty, XmlSignal, XmlThemeItem } from "../xml/mirror.js";

type AnyMember = XmlCall | XmlSignal | XmlProperty | XmlConstant | XmlThemeItem;

/** An attribute of an element and its value; undefined: it is not there. In the order in which Godot writes them. */
export type AttributeList = readonly (readonly [string, string | undefined])[];

/** A member as it is to be written. */
export interface WrittenMember {
  readonly mirror: XmlMember;
  /** Those that state facts. Flags have their message as value. */
  readonly attributes: AttributeList;
  /** What stands above the description: `<return>`, `<returns_error>`, `<param>`. */
  readonly signature: readonly { readonly element: string; readonly attributes: AttributeList }[];
  /** Whether the text stands in a `<description>`, or directly in the element. */
  readonly hasDescription: boolean;
}

export interface MemberKind {
  readonly kind: FactKind;
  /** The element around them all. */
  readonly section: string;
  readonly element: string;
  members(source: XmlClass): readonly AnyMember[];
  write(source: XmlClass): readonly WrittenMember[];
}

function kindOf<T extends AnyMember>(
  kind: FactKind,
  section: string,
  members: (source: XmlClass) => readonly T[],
  write: (member: T, source: XmlClass) => Omit<WrittenMember, "mirror">,
): MemberKind {
  return {
    kind,
    section,
    element: kind,
    members,
    write: (source) => members(source).map((mirror) => ({ mirror, ...write(mirror, source) })),
  };
}

/** In the order of their sections. */
export const MEMBER_KINDS: readonly MemberKind[] = [
  kindOf("constructor", "constructors", ({ constructors }) => constructors, writeCall),
  kindOf("method", "methods", ({ methods }) => methods, writeCall),
  kindOf("member", "members", ({ members }) => members, writeProperty),
  kindOf("signal", "signals", ({ signals }) => signals, writeSignal),
  kindOf("constant", "constants", ({ constants }) => constants, writeConstant),
  kindOf("annotation", "annotations", ({ annotations }) => annotations, writeCall),
  kindOf("theme_item", "theme_items", ({ themeItems }) => themeItems, writeThemeItem),
  kindOf("operator", "operators", ({ operators }) => operators, writeCall),
];

/** The sections of a class, in order. */
export const SECTIONS: readonly string[] = [
  "brief_description",
  "description",
  "tutorials",
  ...MEMBER_KINDS.map(({ section }) => section),
];

function writeCall(call: XmlCall): Omit<WrittenMember, "mirror"> {
  // Older references leave it out where nothing is returned.
  const returns = call.returns ?? { type: "void", enum: undefined, isBitfield: false };
  return {
    attributes: [
      ["name", call.name],
      ["qualifiers", call.qualifiers.length === 0 ? undefined : call.qualifiers.join(" ")],
      ...flags(call),
    ],
    signature: [
      { element: "return", attributes: typeAttributes(returns) },
      ...call.returnsErrors.map((number) => ({
        element: "returns_error",
        attributes: [["number", String(number)]] as const,
      })),
      ...params(call),
    ],
    hasDescription: true,
  };
}

function writeSignal(signal: XmlSignal): Omit<WrittenMember, "mirror"> {
  return { attributes: [["name", signal.name], ...flags(signal)], signature: params(signal), hasDescription: true };
}

function writeProperty(property: XmlProperty): Omit<WrittenMember, "mirror"> {
  const [type, ...enumeration] = typeAttributes(property);
  return {
    attributes: [
      ["name", property.name],
      ...(type === undefined ? [] : [type]),
      ["setter", property.setter],
      ["getter", property.getter],
      ["overrides", property.overrides],
      ...enumeration,
      ["default", property.default],
      ...flags(property),
    ],
    signature: [],
    hasDescription: false,
  };
}

function writeConstant(constant: XmlConstant): Omit<WrittenMember, "mirror"> {
  const [, ...enumeration] = typeAttributes({ type: "", ...constant });
  return {
    attributes: [["name", constant.name], ["value", constant.value], ...enumeration, ...flags(constant)],
    signature: [],
    hasDescription: false,
  };
}

function writeThemeItem(item: XmlThemeItem): Omit<WrittenMember, "mirror"> {
  return {
    attributes: [
      ["name", item.name],
      ["data_type", item.dataType],
      ["type", item.type],
      ["default", item.default],
      ...flags(item),
    ],
    signature: [],
    hasDescription: false,
  };
}

function params({ params: list }: XmlSignal): WrittenMember["signature"] {
  return list.map((param, index) => ({
    element: "param",
    attributes: [["index", String(index)], ["name", param.name], ...typeAttributes(param), ["default", param.default]],
  }));
}

function typeAttributes(type: {
  readonly type: string;
  readonly enum: string | undefined;
  readonly isBitfield: boolean;
}): AttributeList {
  return [
    ["type", type.type],
    ["enum", type.enum],
    ["is_bitfield", type.isBitfield ? "true" : undefined],
  ];
}

function flags({ deprecated, experimental }: XmlMember): AttributeList {
  return [
    ["deprecated", deprecated],
    ["experimental", experimental],
  ];
}
