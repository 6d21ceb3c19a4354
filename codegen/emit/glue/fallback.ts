import type { Method } from "../../model/api.js";
import { memberKey } from "../../resolve/names.js";
import { printCall, restName } from "../print-signature.js";
import { printType, type TypePrinter } from "../print-type.js";
import { accessorHeads, type PublicMember } from "./members.js";
import type { GlueContext } from "./pairs.js";
import { fallbackValue, zeroValue } from "./values.js";

/** A method that reports that nobody implements it, and returns the default of its type. */
export function missingMethod(
  method: Method,
  className: string,
  context: GlueContext,
  printer: TypePrinter,
  overrides: boolean,
): string {
  const head = (overrides ? "override " : "") + memberKey(method.name);
  // The underscore says that the parameter is not used, to TypeScript's noUnusedParameters too.
  const parameters = method.parameters.map(
    ({ name, optional, type }) => `_${name}${optional ? "?" : ""}: ${printType(type, printer)}`,
  );
  if (method.rest !== undefined) parameters.push(`..._${restName(method)}: ${printType(method.rest, printer)}`);
  const signature = printCall(head, parameters, `: ${printType(method.returns, printer)} {`, "  ");
  return `${signature}\n    ${missingStatement(method, className, context, printer)}\n  }`;
}

/** What such a method does. */
export function missingStatement(
  method: Method,
  className: string,
  context: GlueContext,
  printer: TypePrinter,
): string {
  const value = fallbackValue(method, printer) ?? noValue(method, context);
  const report = method.isVirtual && !method.isRequired ? "missingOptionalVirtual" : "missingVirtual";
  const isVoid = method.returns.kind === "global" && method.returns.name === "void";
  return `${isVoid ? "" : "return "}${missingCall(report, className, method.godotName, value, context, printer)};`;
}

/** The same for a public method or a property. */
export function missingMember(
  member: PublicMember,
  className: string,
  context: GlueContext,
  printer: TypePrinter,
  overrides: boolean,
): string {
  if ("method" in member) return missingMethod(member.method, className, context, printer, overrides);
  const { property } = member;
  const value = zeroValue(property.type, printer) ?? noValue(property, context);
  const keyword = overrides ? "override " : "";
  const [getter = "", setter] = accessorHeads(property.name, property.type, property.writable, keyword, printer);
  const get = missingCall("missingVirtual", className, property.getter, value, context, printer);
  const lines = [`${getter} {\n    return ${get};\n  }`];
  if (setter !== undefined) {
    const set = missingCall("missingVirtual", className, property.setter, "undefined", context, printer);
    lines.push(`${setter.replace("(value:", "(_value:")} {\n    ${set};\n  }`);
  }
  return lines.join("\n\n");
}

function missingCall(
  report: "missingVirtual" | "missingOptionalVirtual",
  className: string,
  name: string,
  value: string,
  { runtime }: GlueContext,
  printer: TypePrinter,
): string {
  const function_ = printer.imports.value(runtime, report);
  return `${function_}(this, ${JSON.stringify(className)}, ${JSON.stringify(name)}, ${value})`;
}

function noValue(member: Pick<Method, "place">, { problems }: GlueContext): string {
  problems.add(
    member.place,
    "the glue cannot write a default for this type. Give the member a type in codegen/overrides/types.ts",
  );
  return "undefined";
}
