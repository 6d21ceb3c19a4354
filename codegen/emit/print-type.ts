import type { Api, ApiClass, Enum } from "../model/api.js";
import type { NamedType, TypeRef } from "../model/type-ref.js";
import { canNameType } from "../resolve/names.js";
import type { ImportSet } from "./import-set.js";

/** Where a type is printed: names differ by module. */
export interface TypePrinter {
  readonly api: Api;
  readonly imports: ImportSet;
  /** The class whose module this is, if it declares that class's types. */
  readonly own: string | undefined;
  /** From here to the folder of the interfaces, with a slash at its end. */
  readonly apiPath: string;
  /** Enums by their own names, as the glue needs them for values; else through their class's namespace. */
  readonly directEnums?: boolean;
  /** Another place that signals come from than the interfaces. */
  readonly signalModule?: string;
}

export function printType(type: TypeRef, printer: TypePrinter): string {
  switch (type.kind) {
    case "global":
      return type.name;
    case "class":
      return classReference(type.className, printer);
    case "enum":
      return enumReference(type.className, type.enumName, printer);
    case "options":
      return type.className === printer.own
        ? type.optionsName
        : `${classReference(type.className, printer)}.${type.optionsName}`;
    case "variant":
      return printer.imports.type(`${printer.apiPath}Variant.js`, type.name);
    case "pointer":
      return `${printer.imports.type(`${printer.apiPath}NativePointer.js`, "NativePointer")}<${JSON.stringify(type.name)}>`;
    case "array": {
      const element = printType(type.element, printer);
      const text = type.element.kind === "union" ? `(${element})[]` : `${element}[]`;
      return type.readonly ? `readonly ${text}` : text;
    }
    case "dictionary":
      return `Map<${printType(type.key, printer)}, ${printType(type.value, printer)}>`;
    case "union":
      return type.members.map((member) => printType(member, printer)).join(" | ");
    case "signal":
      return `${signalReference(type.className, printer)}<[${printTuple(type.parameters, printer)}]>`;
    case "text":
      return type.parts.map((part) => (typeof part === "string" ? part : printType(part, printer))).join("");
  }
}

function printTuple(parameters: readonly NamedType[], printer: TypePrinter): string {
  return parameters.map(({ name, type }) => `${name}: ${printType(type, printer)}`).join(", ");
}

function signalReference(className: string, printer: TypePrinter): string {
  const known = printer.api.byName.get(className);
  if (known === undefined && printer.api.hasBareSignals) {
    return printer.imports.type(`${printer.apiPath}BareSignal.js`, "BareSignal");
  }
  const name = known?.name ?? className;
  return printer.signalModule === undefined
    ? classReference(className, printer)
    : printer.imports.type(printer.signalModule, name);
}

/** The interface of a class. */
export function classReference(className: string, printer: TypePrinter): string {
  const target = printer.api.byName.get(className);
  if (target === undefined) return className; // Unknown classes are problems of the resolve stage.
  return className === printer.own ? target.name : printer.imports.type(modulePath(target, printer), target.name);
}

export function enumReference(className: string, enumName: string, printer: TypePrinter): string {
  const owner = printer.api.byName.get(className);
  const found = owner?.enums.find((candidate) => candidate.godotName === enumName);
  if (owner === undefined || found === undefined) return enumName;
  if (className === printer.own) return found.name;
  if (owner.kind === "scope" || printer.directEnums === true) {
    return printer.imports.type(modulePath(owner, printer), found.name);
  }
  return `${classReference(className, printer)}.${namespaceName(found)}`;
}

/** What an enum is called behind its class's name: as in Godot, where that is possible. */
export function namespaceName(resolved: Enum): string {
  return canNameType(resolved.godotName) ? resolved.godotName : resolved.name;
}

export function modulePath(target: ApiClass, printer: TypePrinter): string {
  return `${printer.apiPath}${target.module}.js`;
}
