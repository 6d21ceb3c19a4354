import type { Method, Parameter, Property } from "../model/api.js";
import { memberKey } from "../resolve/names.js";
import { printType, type TypePrinter } from "./print-type.js";

const WIDTH = 120;

/** `name(a: A, b?: B): R` with everything after `head` on lines of its own where one line is too long. */
export function printCall(head: string, parameters: readonly string[], tail: string, indent: string): string {
  const line = `${indent}${head}(${parameters.join(", ")})${tail}`;
  if (line.length <= WIDTH || parameters.length === 0) return line;
  // No comma may stand behind a rest parameter.
  const lines = parameters.map((text) => `${indent}  ${text}${text.startsWith("...") ? "" : ","}\n`);
  return `${indent}${head}(\n${lines.join("")}${indent})${tail}`;
}

/** A member of an interface. */
export function printMethod(method: Method, printer: TypePrinter, indent = "  "): string {
  return printCall(
    memberKey(method.name),
    printParameters(method, printer),
    `: ${printType(method.returns, printer)};`,
    indent,
  );
}

export function printConstructor(
  method: Method,
  typeParameters: string | undefined,
  result: string,
  printer: TypePrinter,
): string {
  const generic = typeParameters === undefined ? "" : `<${typeParameters}>`;
  return printCall(`new ${generic}`, printParameters(method, printer), `: ${result};`, "  ");
}

export function printParameters(method: Method, printer: TypePrinter): string[] {
  const parameters = method.parameters.map((parameter) => printParameter(parameter, printer));
  if (method.rest !== undefined) parameters.push(`...${restName(method)}: ${printType(method.rest, printer)}`);
  return parameters;
}

export function printParameter({ name, optional, type }: Parameter, printer: TypePrinter): string {
  return `${name}${optional ? "?" : ""}: ${printType(type, printer)}`;
}

/** `args`, unless a parameter is called so. */
export function restName(method: Method): string {
  const taken = new Set(method.parameters.map((parameter) => parameter.name));
  let name = "args";
  while (taken.has(name)) name += "_";
  return name;
}

/** One or two accessors of an interface. */
export function printProperty(property: Property, printer: TypePrinter): string {
  const key = memberKey(property.name);
  const type = printType(property.type, printer);
  const getter = `  get ${key}(): ${type};`;
  return property.writable ? `${getter}\n  set ${key}(value: ${type});` : getter;
}
