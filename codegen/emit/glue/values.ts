import type { ApiClass, Method, Parameter, RawType } from "../../model/api.js";
import type { TypeRef } from "../../model/type-ref.js";
import { numberLiteral } from "../../resolve/literals.js";
import { memberAccess } from "../../resolve/names.js";
import { modulePath, printType, type TypePrinter } from "../print-type.js";

const ERROR_ENUM = "Error";

/** Godot's zero value of a type: what a method returns that nobody implements. Undefined if there is none to write. */
export function zeroValue(type: TypeRef, printer: TypePrinter): string | undefined {
  switch (type.kind) {
    case "global":
      return ZEROS[type.name];
    case "variant":
      return type.name === "Variant" ? "null" : "{}";
    case "array":
      return "[]";
    case "dictionary":
      return "new Map()";
    case "options":
      return "{}";
    case "union":
      return type.members.some((member) => member.kind === "global" && member.name === "null") ? "null" : undefined;
    case "enum":
      return enumValue(type.className, type.enumName, printer, ({ value }) => value === "0");
    case "class":
      return builtinValue(type, `${type.className}()`, printer);
    case "pointer":
    case "signal":
    case "text":
      return undefined;
  }
}

/**
 * A value of a builtin type, such as `Vector2(0, 0)`: only the runtime knows how to make one, from Godot's expression.
 * Undefined for all other types.
 */
export function builtinValue(type: TypeRef, expression: string, printer: TypePrinter): string | undefined {
  const found = type.kind === "union" ? type.members.find(({ kind }) => kind === "class") : type;
  if (found?.kind !== "class" || printer.api.byName.get(found.className)?.kind !== "builtin") return undefined;
  const make = printer.imports.value(printer.signalModule ?? "", "builtinValue");
  return `${make}<${printType(found, printer)}>(${JSON.stringify(expression)})`;
}

const ZEROS: Readonly<Record<string, string>> = {
  void: "undefined",
  boolean: "false",
  number: "0",
  string: '""',
  unknown: "undefined",
  ...Object.fromEntries(
    ["Uint8Array", "Int32Array", "BigInt64Array", "Float32Array", "Float64Array"].map((name) => [
      name,
      `new ${name}()`,
    ]),
  ),
};

/** `GodotError.FAILED` for a method that returns Godot's Error; undefined for all others. */
export function errorValue(
  method: { readonly rawReturns: RawType },
  constant: string,
  printer: TypePrinter,
): string | undefined {
  return method.rawReturns.enum === ERROR_ENUM ? globalError(constant, printer) : undefined;
}

/** `GodotError.FAILED`; undefined if no scope of the input has an enum Error with that constant. */
export function globalError(constant: string, printer: TypePrinter): string | undefined {
  const fits = ({ godotName }: { readonly godotName: string }): boolean => godotName === constant;
  const owner = [...printer.api.byName.values()].find(
    ({ kind, enums }) =>
      kind === "scope" && enums.some(({ godotName, constants }) => godotName === ERROR_ENUM && constants.some(fits)),
  );
  return owner && enumValue(owner.godotName, ERROR_ENUM, printer, fits);
}

/** What a virtual returns that is not overridden: the zero value; FAILED where overriding is optional. */
export function fallbackValue(method: Method, printer: TypePrinter): string | undefined {
  const error = errorValue(method, method.isVirtual && !method.isRequired ? "FAILED" : "OK", printer);
  return error ?? zeroValue(method.returns, printer);
}

/** A parameter's default as TypeScript; undefined if it cannot be written. */
export function defaultValue(parameter: Parameter, printer: TypePrinter): string | undefined {
  const { type } = parameter;
  const text = parameter.default?.trim() ?? "";
  if (type.kind === "enum") return enumValue(type.className, type.enumName, printer, ({ value }) => value === text);
  if (text === "null" || text === "true" || text === "false" || text === "{}") return text;
  if (text === "[]" && type.kind === "array") return text;
  if (/^Array\[.*\]\(\[\]\)$/.test(text)) return "[]";
  const string = /^[&^]?("(?:[^"\\]|\\.)*")$/s.exec(text)?.[1];
  if (string !== undefined && type.kind !== "class") return string;
  if (type.kind === "global" && /^(?:Packed|Pool)\w+Array\(\s*\)$/.test(text)) return ZEROS[type.name];
  if (type.kind === "global" && type.name === "number") return numberLiteral(text);
  return builtinValue(type, text, printer);
}

/** The constant of an enum that fits, else its first one. */
function enumValue(
  className: string,
  enumName: string,
  printer: TypePrinter,
  fits: (constant: ApiClass["enums"][number]["constants"][number]) => boolean,
): string | undefined {
  const owner = printer.api.byName.get(className);
  const found = owner?.enums.find(({ godotName }) => godotName === enumName);
  const constant = found?.constants.find(fits) ?? found?.constants[0];
  if (owner === undefined || found === undefined || constant === undefined) return undefined;
  return printer.imports.value(modulePath(owner, printer), found.name) + memberAccess(constant.godotName);
}
