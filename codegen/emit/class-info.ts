import type { ApiClass, DocumentedParameter, Method, RawType } from "../model/api.js";
import { isInteger, numberLiteral } from "../resolve/literals.js";
import { memberKey } from "../resolve/names.js";
import { ListLiteral, ObjectLiteral, type Literal } from "./print-literal.js";

/** A class's reflection data: what the XML says of it, in Godot's own names and types. */
export function classInfo(apiClass: ApiClass): ObjectLiteral {
  return new ObjectLiteral()
    .add("name", text(apiClass.godotName))
    .add("inherits", optionalText(apiClass.inherits))
    .add("methods", methodInfos(apiClass.methods))
    .add(
      "signals",
      byName(apiClass.signals, ({ parameters }) => argumentInfos(parameters)),
    )
    .add(
      "properties",
      byName(apiClass.properties, (property) =>
        typeInfo(property.raw)
          .add("setter", text(property.setter))
          .add("getter", text(property.getter))
          .add("default", optionalText(property.default))
          .add("overrides", optionalText(property.overrides)),
      ),
    )
    .add(
      "enums",
      byName(apiClass.enums, ({ constants, isBitfield }) =>
        new ObjectLiteral()
          .add(
            "values",
            byName(constants, ({ value }) => value),
          )
          .add("bitfield", String(isBitfield)),
      ),
    )
    .add(
      "constants",
      byName(apiClass.constants, ({ value }) => valueInfo(value)),
    )
    .add("constructors", optionalList(apiClass.constructors, methodInfo))
    .add(
      "operators",
      optionalList(apiClass.operators, (operator) =>
        addMethod(new ObjectLiteral().add("name", text(operator.godotName)), operator),
      ),
    )
    .add("annotations", apiClass.annotations.length === 0 ? undefined : byName(apiClass.annotations, methodInfo))
    .add(
      "themeItems",
      optionalList(apiClass.themeItems, (item) =>
        new ObjectLiteral()
          .add("name", text(item.godotName))
          .add("dataType", optionalText(item.dataType))
          .add("type", text(item.raw))
          .add("default", optionalText(item.default)),
      ),
    );
}

/** Builtin types of Godot 3 have several methods of one name: the others stand with the first. */
function methodInfos(methods: readonly Method[]): ObjectLiteral {
  const byGodotName = new Map<string, Method[]>();
  for (const method of methods) {
    const overloads = byGodotName.get(method.godotName);
    if (overloads === undefined) byGodotName.set(method.godotName, [method]);
    else overloads.push(method);
  }
  const infos = new ObjectLiteral();
  for (const [name, [first, ...others]] of byGodotName) {
    if (first !== undefined) {
      infos.add(memberKey(name), methodInfo(first).add("overloads", optionalList(others, methodInfo)));
    }
  }
  return infos;
}

function methodInfo(method: Method): ObjectLiteral {
  return addMethod(new ObjectLiteral(), method);
}

function addMethod(info: ObjectLiteral, method: Method): ObjectLiteral {
  return info
    .add("arguments", argumentInfos(method.documented))
    .add("returns", typeInfo(method.rawReturns))
    .add("qualifiers", new ListLiteral(method.qualifiers.map(text)))
    .add("errors", optionalList(method.returnsErrors, String));
}

export function argumentInfos(parameters: readonly DocumentedParameter[]): ListLiteral {
  return new ListLiteral(parameters.map(argumentInfo));
}

function argumentInfo({ godotName, raw, default: value }: DocumentedParameter): ObjectLiteral {
  return addType(new ObjectLiteral().add("name", text(godotName)), raw).add("default", optionalText(value));
}

function typeInfo(raw: RawType): ObjectLiteral {
  return addType(new ObjectLiteral(), raw);
}

function addType(info: ObjectLiteral, raw: RawType): ObjectLiteral {
  return info
    .add("type", text(raw.type))
    .add("enum", optionalText(raw.enum))
    .add("bitfield", raw.isBitfield ? "true" : undefined);
}

function valueInfo(value: string): Literal {
  const literal = numberLiteral(value) ?? value;
  return isInteger(literal) ? literal : text(literal);
}

function byName<Item extends { readonly godotName: string }>(
  items: readonly Item[],
  info: (item: Item) => Literal,
): ObjectLiteral {
  const infos = new ObjectLiteral();
  for (const item of items) infos.add(memberKey(item.godotName), info(item));
  return infos;
}

function optionalList<Item>(items: readonly Item[], info: (item: Item) => Literal): ListLiteral | undefined {
  return items.length === 0 ? undefined : new ListLiteral(items.map((item) => info(item)));
}

function text(value: string): string {
  return JSON.stringify(value);
}

function optionalText(value: string | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
