import type { Place, ProblemList } from "../problems.js";
import { modernExpression, type Dialect } from "./dialect.js";
import { attribute, childrenOf, childText, type XmlElement } from "./element.js";
import type { XmlCall, XmlConstant, XmlParam, XmlProperty, XmlSignal, XmlThemeItem, XmlType } from "./mirror.js";
import { QUALIFIERS_OF, type Qualifier } from "./schema.js";

// Objects are written out, property by property. There are tens of thousands of them, and made by spreading others they
// would take nine times the memory on their way, as the engine lets them grow with each property.

/** What reading the elements of one class needs to know. */
export interface ReadContext {
  readonly owner: Place;
  readonly dialect: Dialect;
  readonly problems: ProblemList;
}

export function callOf(element: XmlElement, context: ReadContext): XmlCall {
  const returns = element.children.find((child) => child.name === "return");
  return {
    name: attribute(element, "name"),
    line: element.line,
    description: childText(element, "description"),
    deprecated: deprecatedOf(element),
    experimental: experimentalOf(element),
    keywords: element.attributes["keywords"],
    qualifiers: qualifiersOf(element, context),
    returns: returns && typeOf(returns, element, context),
    returnsErrors: returnsErrorsOf(element, context),
    params: paramsOf(element, context),
  };
}

export function signalOf(element: XmlElement, context: ReadContext): XmlSignal {
  return {
    name: attribute(element, "name"),
    line: element.line,
    description: childText(element, "description"),
    deprecated: deprecatedOf(element),
    experimental: experimentalOf(element),
    keywords: element.attributes["keywords"],
    params: paramsOf(element, context),
  };
}

export function propertyOf(element: XmlElement, context: ReadContext): XmlProperty {
  return {
    name: attribute(element, "name"),
    line: element.line,
    description: element.text,
    deprecated: deprecatedOf(element),
    experimental: experimentalOf(element),
    keywords: element.attributes["keywords"],
    type: attribute(element, "type"),
    enum: element.attributes["enum"],
    isBitfield: flagOf(element, "is_bitfield", element, context),
    setter: attribute(element, "setter"),
    getter: attribute(element, "getter"),
    overrides: overridesOf(element, context),
    default: expressionOf(element, "default", context),
  };
}

export function constantOf(element: XmlElement, context: ReadContext): XmlConstant {
  return {
    name: attribute(element, "name"),
    line: element.line,
    description: element.text,
    deprecated: deprecatedOf(element),
    experimental: experimentalOf(element),
    keywords: element.attributes["keywords"],
    value: expressionOf(element, "value", context) ?? "",
    enum: element.attributes["enum"],
    isBitfield: flagOf(element, "is_bitfield", element, context),
  };
}

export function themeItemOf(element: XmlElement, context: ReadContext): XmlThemeItem {
  return {
    name: attribute(element, "name"),
    line: element.line,
    description: element.text,
    deprecated: deprecatedOf(element),
    experimental: experimentalOf(element),
    keywords: element.attributes["keywords"],
    dataType: element.attributes["data_type"],
    type: attribute(element, "type"),
    default: expressionOf(element, "default", context),
  };
}

/** A message of its own, or the bare flag that was written until Godot 4.2. */
export function deprecatedOf({ attributes }: XmlElement): string | undefined {
  return attributes["deprecated"] ?? (attributes["is_deprecated"] === "true" ? "" : undefined);
}

export function experimentalOf({ attributes }: XmlElement): string | undefined {
  return attributes["experimental"] ?? (attributes["is_experimental"] === "true" ? "" : undefined);
}

const NO_PARAMS: readonly XmlParam[] = [];

function paramsOf(member: XmlElement, context: ReadContext): readonly XmlParam[] {
  const elements = childrenOf(member, context.dialect === "godot3" ? "argument" : "param");
  if (elements.length === 0) return NO_PARAMS;
  const params: XmlParam[] = [];
  const names = new Set<string>();
  for (const element of elements) {
    const name = attribute(element, "name");
    const index = attribute(element, "index");
    if (index !== String(params.length)) {
      report(
        `parameter "${name}" has index="${index}", its position is ${params.length}. Number them from 0 in order`,
        element,
        member,
        context,
      );
    }
    if (names.has(name)) report(`two parameters are called "${name}". Rename one`, element, member, context);
    names.add(name);
    params.push({
      name,
      type: attribute(element, "type"),
      enum: element.attributes["enum"],
      isBitfield: flagOf(element, "is_bitfield", member, context),
      default: expressionOf(element, "default", context),
    });
  }
  return params;
}

function typeOf(element: XmlElement, member: XmlElement, context: ReadContext): XmlType {
  return {
    type: attribute(element, "type"),
    enum: element.attributes["enum"],
    isBitfield: flagOf(element, "is_bitfield", member, context),
  };
}

const NO_ERRORS: readonly number[] = [];

function returnsErrorsOf(member: XmlElement, context: ReadContext): readonly number[] {
  const elements = childrenOf(member, "returns_error");
  if (elements.length === 0) return NO_ERRORS;
  return elements.map((element) => {
    const number = attribute(element, "number");
    if (!/^\d+$/.test(number)) {
      report(`<returns_error> has number="${number}"; allowed is an integer`, member, member, context);
    }
    return Number(number);
  });
}

/** `overrides="Parent"`; Godot 3 before 3.4 says `override="true"`, without a name. */
function overridesOf(element: XmlElement, context: ReadContext): string | undefined {
  const isOverride = flagOf(element, "override", element, context);
  return element.attributes["overrides"] ?? (isOverride ? "" : undefined);
}

function expressionOf(element: XmlElement, name: string, { dialect }: ReadContext): string | undefined {
  const text = element.attributes[name];
  return dialect === "godot3" && text !== undefined ? modernExpression(text) : text;
}

const NO_QUALIFIERS: readonly Qualifier[] = [];

function qualifiersOf(member: XmlElement, context: ReadContext): readonly Qualifier[] {
  const text = member.attributes["qualifiers"];
  if (text === undefined || text === "") return NO_QUALIFIERS;
  const words = text.split(/\s+/).filter((word) => word !== "");
  const allowed = QUALIFIERS_OF[context.dialect];
  const qualifiers: Qualifier[] = [];
  for (const word of words) {
    const qualifier = allowed.find((known) => known === word);
    const found = `qualifiers="${words.join(" ")}" holds`;
    if (qualifier === undefined) {
      report(`${found} the unknown word "${word}"; allowed: ${allowed.join(", ")}`, member, member, context);
    } else if (qualifiers.includes(qualifier)) {
      report(`${found} "${word}" twice. Remove one`, member, member, context);
    } else {
      qualifiers.push(qualifier);
    }
  }
  return qualifiers;
}

function flagOf(element: XmlElement, name: string, member: XmlElement, context: ReadContext): boolean {
  const value = element.attributes[name];
  if (value === undefined) return false;
  if (value !== "true" && value !== "false") {
    report(`<${element.name}> has ${name}="${value}"; allowed: true, false`, element, member, context);
  }
  return value === "true";
}

/** @param at - The element whose line is meant: the member's own, or one inside it. */
function report(message: string, at: XmlElement, member: XmlElement, { owner, problems }: ReadContext): void {
  problems.add({ ...owner, line: at.line, member: attribute(member, "name") }, message);
}
