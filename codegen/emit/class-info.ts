import type { ApiClass, DocumentedParameter, Method, RawType } from "../model/api.js";
import { isInteger, numberLiteral } from "../resolve/literals.js";
import { Code, Entries, type Literal, type LiteralObject } from "./print-literal.js";

/** A class's reflection data: what the XML says of it, in Godot's own names and types. */
export function classInfo(apiClass: ApiClass): LiteralObject {
  return {
    name: apiClass.godotName,
    inherits: apiClass.inherits,
    methods: methodInfos(apiClass.methods),
    signals: byName(apiClass.signals, (signal) => signal.parameters.map(argumentInfo)),
    properties: byName(apiClass.properties, (property) => ({
      ...typeInfo(property.raw),
      setter: property.setter,
      getter: property.getter,
      default: property.default,
      overrides: property.overrides,
    })),
    enums: byName(apiClass.enums, (resolved) => ({
      values: byName(resolved.constants, ({ value }) => new Code(value)),
      bitfield: resolved.isBitfield,
    })),
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

/** Builtin types of Godot 3 have several methods of one name: the others stand with the first. */
function methodInfos(methods: readonly Method[]): Entries {
  const infos = new Map<string, LiteralObject>();
  const overloads = new Map<string, LiteralObject[]>();
  for (const method of methods) {
    const { godotName } = method;
    if (!infos.has(godotName)) infos.set(godotName, methodInfo(method));
    else overloads.set(godotName, [...(overloads.get(godotName) ?? []), methodInfo(method)]);
  }
  for (const [name, others] of overloads) infos.set(name, { ...infos.get(name), overloads: others });
  return new Entries([...infos]);
}

function methodInfo(method: Method): LiteralObject {
  return {
    arguments: method.documented.map(argumentInfo),
    returns: typeInfo(method.rawReturns),
    qualifiers: method.qualifiers,
    errors: method.returnsErrors.length === 0 ? undefined : method.returnsErrors,
  };
}

export function argumentInfo(parameter: DocumentedParameter): LiteralObject {
  const { raw } = parameter;
  return {
    name: parameter.godotName,
    type: raw.type,
    enum: raw.enum,
    bitfield: raw.isBitfield ? true : undefined,
    default: parameter.default,
  };
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
): Entries {
  return new Entries(items.map((item) => [item.godotName, info(item)] as const));
}

function optional(key: string, list: readonly Literal[]): LiteralObject {
  return list.length === 0 ? {} : { [key]: list };
}
