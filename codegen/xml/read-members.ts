import type { Place, ProblemList } from "../problems.js";
import { modernExpression, type Dialect } from "./dialect.js";
import { attribute, childrenOf, childText, type XmlElement } from "./element.js";
import type {
  XmlCall,
  XmlConstant,
  XmlMember,
  XmlParam,
  XmlProperty,
  XmlSignal,
  XmlStatus,
  XmlThemeItem,
  XmlType,
} from "./mirror.js";
import { QUALIFIERS_OF, type Qualifier } from "./schema.js";

/** What reading the elements of one class needs to know. */
export interface ReadContext {
  readonly owner: Place;
  readonly dialect: Dialect;
  readonly problems: ProblemList;
}

function memberOf(element: XmlElement, description: string): XmlMember {
  return { name: attribute(element, "name"), line: element.line, description, ...statusOf(element) };
}

export function callOf(element: XmlElement, context: ReadContext): XmlCall {
  const place: Place = { ...context.owner, line: element.line, member: attribute(element, "name") };
  const returns = childrenOf(element, "return")[0];
  return {
    ...memberOf(element, childText(element, "description")),
    qualifiers: qualifiersOf(element, place, context),
    returns: returns && typeOf(returns, place, context),
    returnsErrors: childrenOf(element, "returns_error").map((error) => {
      const number = attribute(error, "number");
      if (!/^\d+$/.test(number))
        context.problems.add(place, `<returns_error> has number="${number}"; allowed is an integer`);
      return Number(number);
    }),
    params: paramsOf(element, place, context),
  };
}

export function signalOf(element: XmlElement, context: ReadContext): XmlSignal {
  const place: Place = { ...context.owner, line: element.line, member: attribute(element, "name") };
  return { ...memberOf(element, childText(element, "description")), params: paramsOf(element, place, context) };
}

export function propertyOf(element: XmlElement, context: ReadContext): XmlProperty {
  const place: Place = { ...context.owner, line: element.line, member: attribute(element, "name") };
  return {
    ...memberOf(element, element.text),
    ...typeOf(element, place, context),
    setter: attribute(element, "setter"),
    getter: attribute(element, "getter"),
    overrides: overridesOf(element, place, context),
    default: expressionOf(element, context),
  };
}

export function constantOf(element: XmlElement, context: ReadContext): XmlConstant {
  const place: Place = { ...context.owner, line: element.line, member: attribute(element, "name") };
  return {
    ...memberOf(element, element.text),
    value: expression(attribute(element, "value"), context),
    enum: element.attributes["enum"],
    isBitfield: flagOf(element, "is_bitfield", place, context),
  };
}

export function themeItemOf(element: XmlElement, context: ReadContext): XmlThemeItem {
  return {
    ...memberOf(element, element.text),
    dataType: element.attributes["data_type"],
    type: attribute(element, "type"),
    default: expressionOf(element, context),
  };
}

function paramsOf(element: XmlElement, place: Place, context: ReadContext): XmlParam[] {
  const names = new Set<string>();
  return childrenOf(element, context.dialect === "godot3" ? "argument" : "param").map((param, position) => {
    const name = attribute(param, "name");
    const at: Place = { ...place, line: param.line };
    if (attribute(param, "index") !== String(position)) {
      const found = attribute(param, "index");
      context.problems.add(
        at,
        `parameter "${name}" has index="${found}", its position is ${position}. Number them from 0 in order`,
      );
    }
    if (names.has(name)) context.problems.add(at, `two parameters are called "${name}". Rename one`);
    names.add(name);
    return { name, ...typeOf(param, at, context), default: expressionOf(param, context) };
  });
}

function typeOf(element: XmlElement, place: Place, context: ReadContext): XmlType {
  return {
    type: attribute(element, "type"),
    enum: element.attributes["enum"],
    isBitfield: flagOf(element, "is_bitfield", place, context),
  };
}

/** `overrides="Parent"`; Godot 3 before 3.4 says `override="true"`, without a name. */
function overridesOf(element: XmlElement, place: Place, context: ReadContext): string | undefined {
  const { overrides } = element.attributes;
  const isOverride = flagOf(element, "override", place, context);
  return overrides ?? (isOverride ? "" : undefined);
}

function expressionOf(element: XmlElement, context: ReadContext): string | undefined {
  const text = element.attributes["default"];
  return text === undefined ? undefined : expression(text, context);
}

function expression(text: string, { dialect }: ReadContext): string {
  return dialect === "godot3" ? modernExpression(text) : text;
}

function qualifiersOf(element: XmlElement, place: Place, context: ReadContext): readonly Qualifier[] {
  const words = (element.attributes["qualifiers"] ?? "").split(/\s+/).filter((word) => word !== "");
  const allowed = QUALIFIERS_OF[context.dialect];
  const qualifiers: Qualifier[] = [];
  for (const word of words) {
    const qualifier = allowed.find((known) => known === word);
    if (qualifier === undefined) {
      context.problems.add(
        place,
        `qualifiers="${words.join(" ")}" holds the unknown word "${word}"; allowed: ${allowed.join(", ")}`,
      );
    } else if (qualifiers.includes(qualifier)) {
      context.problems.add(place, `qualifiers="${words.join(" ")}" holds "${word}" twice. Remove one`);
    } else {
      qualifiers.push(qualifier);
    }
  }
  return qualifiers;
}

function flagOf(element: XmlElement, name: string, place: Place, context: ReadContext): boolean {
  const value = element.attributes[name] ?? "false";
  if (value !== "true" && value !== "false") {
    context.problems.add(place, `<${element.name}> has ${name}="${value}"; allowed: true, false`);
  }
  return value === "true";
}

export function statusOf(element: XmlElement): XmlStatus {
  const { deprecated, experimental, keywords, is_deprecated, is_experimental } = element.attributes;
  return {
    deprecated: deprecated ?? (is_deprecated === "true" ? "" : undefined),
    experimental: experimental ?? (is_experimental === "true" ? "" : undefined),
    keywords,
  };
}
