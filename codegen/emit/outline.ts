import type { ApiClass, DocumentedParameter } from "../model/api.js";
import { isInteger, numberLiteral } from "../resolve/literals.js";
import { header } from "./header.js";
import { render } from "./templates.js";

/**
 * What a running program needs of a class's reflection data, as one text: the data itself is several times as large, and
 * so stays out of programs that do not ask for it. `runtime/core/class-outline.ts` reads the text.
 *
 * Its parts, between empty lines: the name; public methods, signals, properties and constants, each on a line of its own with what
 * is said of it. Arguments are `name:type`, with `=` behind if they have a default; `vararg` says that any more may follow.
 */
export function emitOutline(apiClass: ApiClass): string {
  const { godotName, methods, signals, properties, constants, place, name } = apiClass;
  const parts = [
    [godotName],
    methods
      // Nobody calls virtual methods by their names: they are for subclasses to override.
      .filter(({ isStatic, isVirtual }) => !isStatic && !isVirtual)
      .map(({ godotName, documented, parameters, qualifiers }) => {
        // Where an override gives a method other parameters than the reference does, it is called with those.
        const args = documented.length === parameters.length ? documented : parameters;
        return line(godotName, [...args.map(argument), ...(qualifiers.includes("vararg") ? ["vararg"] : [])]);
      }),
    signals.map(({ godotName, parameters }) => line(godotName, parameters.map(argument))),
    properties.map(({ godotName, setter, raw }) => line(godotName, [setter, raw.type])),
    constants.flatMap(({ godotName, value }) => {
      const literal = numberLiteral(value) ?? value;
      return isInteger(literal) ? [line(godotName, [literal])] : [];
    }),
  ];
  const text = parts.map((lines) => lines.join("\n")).join("\n\n");
  return render("outline", { header: header(place.file), name, text: text.trimEnd() });
}

function line(name: string, rest: readonly string[]): string {
  return [name, ...rest].join("|");
}

function argument({ godotName, raw, default: value }: DocumentedParameter): string {
  return `${godotName}:${raw.type}${value === undefined ? "" : "="}`;
}
