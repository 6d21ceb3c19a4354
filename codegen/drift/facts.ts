import { QUALIFIERS } from "../xml/schema.js";
import { dedent } from "../xml/dedent.js";
import type { XmlCall, XmlClass, XmlMember, XmlParam, XmlStatus, XmlType } from "../xml/mirror.js";

/**
 * The facts of a class: what a program can rely on. Texts are none and kept apart; keywords and the order of members are
 * neither. One shape for every kind of member, so that one comparison serves them all.
 */

export type FactKind =
  "class" | "constructor" | "method" | "member" | "signal" | "constant" | "annotation" | "theme_item" | "operator";

/** Attribute → value; what is absent is left out. The keys are the words used in reports. */
export type Attributes = ReadonlyMap<string, string>;

export interface ParamFact {
  readonly name: string;
  readonly attributes: Attributes;
}

export interface MemberFact {
  readonly kind: FactKind;
  readonly name: string;
  /** Tells members of one name and kind apart: parameter types, or the data type of a theme item. */
  readonly overload: string;
  /** The member in one line, as a reader would write it. */
  readonly signature: string;
  readonly attributes: Attributes;
  readonly params: readonly ParamFact[];
  /** What is written about it, without the indentation that it has in the file. */
  readonly texts: Attributes;
}

/** The flags that stand on what is written: a reference without texts does not have them. */
const STATUS: readonly string[] = ["deprecated", "experimental"];

export function withoutStatus(fact: MemberFact): MemberFact {
  const kept = [...fact.attributes].filter(([key]) => !STATUS.includes(key));
  return kept.length === fact.attributes.size ? fact : { ...fact, attributes: new Map(kept) };
}

/** Keeps what is there. A flag's value is "true". */
function attributes(entries: Readonly<Record<string, string | boolean | undefined>>): Attributes {
  const present = new Map<string, string>();
  for (const [key, value] of Object.entries(entries)) {
    if (value !== undefined && value !== false) present.set(key, String(value));
  }
  return present;
}

/** The flags only: the message beside a flag is text. */
function flags(status: XmlStatus): Record<string, boolean> {
  return { deprecated: status.deprecated !== undefined, experimental: status.experimental !== undefined };
}

function memberTexts(member: XmlMember): Attributes {
  return texts({ description: member.description, ...messages(member) });
}

function messages(status: XmlStatus): Record<string, string | undefined> {
  return { "deprecated message": status.deprecated, "experimental message": status.experimental };
}

function texts(entries: Readonly<Record<string, string | undefined>>): Attributes {
  const written = Object.entries(entries).map(([key, text]): [string, string] => [key, dedent(text ?? "")]);
  return new Map(written.filter(([, text]) => text !== ""));
}

function printType(type: XmlType): string {
  if (type.enum === undefined) return type.type;
  return type.isBitfield ? `${type.type} (bitfield ${type.enum})` : `${type.type} (enum ${type.enum})`;
}

function printParam(param: XmlParam): string {
  const type = `${param.name}: ${printType(param)}`;
  return param.default === undefined ? type : `${type} = ${param.default}`;
}

function paramFact(param: XmlParam): ParamFact {
  const facts = { type: param.type, enum: param.enum, is_bitfield: param.isBitfield, default: param.default };
  return { name: param.name, attributes: attributes(facts) };
}

const overloadOf = (params: readonly XmlParam[]): string => params.map((param) => param.type).join(", ");

function callFact(kind: FactKind, call: XmlCall): MemberFact {
  // Older references leave `<return>` out where nothing is returned.
  const returns = call.returns ?? { type: "void", enum: undefined, isBitfield: false };
  // The order in which a reference writes them says nothing.
  const qualifiers = QUALIFIERS.filter((qualifier) => call.qualifiers.includes(qualifier)).join(" ");
  const params = call.params.map(printParam).join(", ");
  return {
    kind,
    name: call.name,
    overload: overloadOf(call.params),
    signature: `${call.name}(${params}) -> ${printType(returns)} ${qualifiers}`.trimEnd(),
    attributes: attributes({
      "return type": returns.type,
      "return enum": returns.enum,
      "return is_bitfield": returns.isBitfield,
      qualifiers: qualifiers === "" ? undefined : qualifiers,
      returns_error: call.returnsErrors.length > 0 ? call.returnsErrors.join(", ") : undefined,
      ...flags(call),
    }),
    params: call.params.map(paramFact),
    texts: memberTexts(call),
  };
}

/** The facts of the class itself. */
export function classFact(source: XmlClass): MemberFact {
  return {
    kind: "class",
    name: source.name,
    overload: "",
    signature: source.inherits === undefined ? source.name : `${source.name} inherits ${source.inherits}`,
    attributes: attributes({ inherits: source.inherits, ...flags(source) }),
    params: [],
    texts: texts({
      "brief description": source.briefDescription,
      description: source.description,
      tutorials: source.tutorials.map(({ title, url }) => (title === undefined ? url : `${title}: ${url}`)).join("\n"),
      ...messages(source),
    }),
  };
}

/** The facts of its members, in the order of the reference. */
export function memberFacts(source: XmlClass): readonly MemberFact[] {
  const signals = source.signals.map((signal): MemberFact => ({
    kind: "signal",
    name: signal.name,
    overload: overloadOf(signal.params),
    signature: `${signal.name}(${signal.params.map(printParam).join(", ")})`,
    attributes: attributes(flags(signal)),
    params: signal.params.map(paramFact),
    texts: memberTexts(signal),
  }));
  const members = source.members.map((member): MemberFact => ({
    kind: "member",
    name: member.name,
    overload: "",
    signature: `${member.name}: ${printType(member)}${member.default === undefined ? "" : ` = ${member.default}`}`,
    attributes: attributes({
      type: member.type,
      enum: member.enum,
      is_bitfield: member.isBitfield,
      // Empty for members of builtin types: there are none.
      setter: member.setter === "" ? undefined : member.setter,
      getter: member.getter === "" ? undefined : member.getter,
      default: member.default,
      overrides: member.overrides,
      ...flags(member),
    }),
    params: [],
    texts: memberTexts(member),
  }));
  const constants = source.constants.map((constant): MemberFact => ({
    kind: "constant",
    name: constant.name,
    overload: "",
    signature: `${constant.name} = ${constant.value}${constant.enum === undefined ? "" : ` (enum ${constant.enum})`}`,
    attributes: attributes({
      value: constant.value,
      enum: constant.enum,
      is_bitfield: constant.isBitfield,
      ...flags(constant),
    }),
    params: [],
    texts: memberTexts(constant),
  }));
  const themeItems = source.themeItems.map((item): MemberFact => ({
    kind: "theme_item",
    name: item.name,
    overload: item.dataType ?? "",
    signature: `${item.name}: ${[item.dataType ?? "", item.type].join(" ").trim()}${item.default === undefined ? "" : ` = ${item.default}`}`,
    attributes: attributes({ data_type: item.dataType, type: item.type, default: item.default, ...flags(item) }),
    params: [],
    texts: memberTexts(item),
  }));
  return [
    ...source.constructors.map((call) => callFact("constructor", call)),
    ...source.methods.map((call) => callFact("method", call)),
    ...members,
    ...signals,
    ...constants,
    ...source.annotations.map((call) => callFact("annotation", call)),
    ...themeItems,
    ...source.operators.map((call) => callFact("operator", call)),
  ];
}
