import type { ApiClass, DocumentedParameter, Method, RawType } from "../model/api.js";
import { isInteger, numberLiteral } from "../resolve/literals.js";
import { Code, type Literal, type LiteralObject } from "./print-literal.js";

/** A class's reflection data: what the XML says of it, in Godot's own names and types. */
export function classInfo(apiClass: ApiClass): LiteralObject {
  return {
    name: apiClass.godotName,
    inherits: apiClass.inherits,
    methods: byName(apiClass.methods, methodInfo),
    signals: byName(apiClass.signals, (signal) => signal.parameters.map(argumentInfo)),
    properties: byName(apiClass.properties, (property) => ({
      ...typeInfo(property.raw),
      setter: property.setter,
      getter: property.getter,
      default: property.default,
      overrides: property.overrides,
    })),
    enums: Object.fromEntries(
      apiClass.enums.map((resolved) => [
        resolved.godotName,
        { values: byName(resolved.constants, ({ value }) => new Code(value)), bitfield: resolved.isBitfield },
      ]),
    ),
    constants: byName(apiClass.constants, ({ value }) => valueInfo(value)),
    ...optional("constructors", apiClass.constructors.map(methodInfo)),
    ...optional(
      "operators",
      apiClass.operators.map((operator) => ({ name: operator.godotName, ...methodInfo(operator) })),
    ),
    ...(apiClass.annotations.length === 0 ? {} : { annotations: byName(apiClass.annotations, methodInfo) }),
    ...optional(
      "themeItems",
      apiClass.themeItems.map((item) => ({
        name: item.godotName,
        dataType: item.dataType,
        type: item.raw,
        default: item.default,
      })),
    ),
  };
}

function methodInfo(method: Method): LiteralObject {
  return {
    arguments: method.documented.map(argumentInfo),
    returns: typeInfo(method.rawReturns),
    qualifiers: method.qualifiers,
    ...optional("errors", method.returnsErrors),
  };
}

export function argumentInfo(parameter: DocumentedParameter): LiteralObject {
  return { name: parameter.godotName, ...typeInfo(parameter.raw), default: parameter.default };
}

export function typeInfo(raw: RawType): LiteralObject {
  return { type: raw.type, enum: raw.enum, bitfield: raw.isBitfield ? true : undefined };
}

function valueInfo(value: string): Literal {
  return isInteger(value) ? new Code(value) : (numberLiteral(value) ?? value);
}

function byName<Item extends { readonly godotName: string }>(
  items: readonly Item[],
  info: (item: Item) => Literal,
): LiteralObject {
  return Object.fromEntries(items.map((item) => [item.godotName, info(item)]));
}

function optional(key: string, list: readonly Literal[]): LiteralObject {
  return list.length === 0 ? {} : { [key]: list };
}
