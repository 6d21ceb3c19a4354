import type { ApiClass, Method, Property } from "../../model/api.js";
import type { TypeRef } from "../../model/type-ref.js";
import { memberKey } from "../../resolve/names.js";
import type { ImportSet } from "../import-set.js";
import { printCall, printParameters } from "../print-signature.js";
import { printType, type TypePrinter } from "../print-type.js";
import type { GlueContext } from "./pairs.js";

export type PublicMember = { readonly method: Method } | { readonly property: Property };

/** What a user calls: instance methods that are not virtual, and properties. */
export function publicMembers(apiClass: ApiClass): readonly PublicMember[] {
  return [
    ...apiClass.properties.map((property) => ({ property })),
    ...apiClass.methods.filter((method) => !method.isStatic && !method.isVirtual).map((method) => ({ method })),
  ];
}

/** Virtual methods that a class has itself, as some façades do beside those of their extensions. */
export function virtualMembers(apiClass: ApiClass): readonly PublicMember[] {
  return apiClass.methods.filter(({ isVirtual, isStatic }) => isVirtual && !isStatic).map((method) => ({ method }));
}

export function nameOf(member: PublicMember): string {
  return "method" in member ? member.method.godotName : member.property.godotName;
}

function instanceMembers(apiClass: ApiClass): readonly PublicMember[] {
  return [...publicMembers(apiClass), ...virtualMembers(apiClass)];
}

/** Whether a class above has a member of this name, so that TypeScript wants the word `override`. */
export function isInherited(member: PublicMember, apiClass: ApiClass, { api }: GlueContext): boolean {
  return apiClass.ancestors.some((ancestor) =>
    instanceMembers(api.byName.get(ancestor) ?? apiClass).some((inherited) => nameOf(inherited) === nameOf(member)),
  );
}

export function gluePrinter({ api, runtime }: GlueContext, imports: ImportSet): TypePrinter {
  return { api, imports, own: undefined, apiPath: "../api/", directEnums: true, signalModule: runtime };
}

/** A class of the glue: from beside, if a pair makes it, else from the runtime. */
export function glueClass(godotName: string, { api, pairs, byHand, runtime }: GlueContext, imports: ImportSet): string {
  const found = api.byName.get(godotName);
  const isMade = pairs.some(({ facade, extension }) => facade === found || extension === found);
  const module = found !== undefined && isMade && !byHand.has(godotName) ? `./${found.module}.js` : runtime;
  return imports.value(module, found?.name ?? godotName);
}

export function abstractMember(member: PublicMember, printer: TypePrinter, overrides: boolean): string {
  const keyword = `abstract ${overrides ? "override " : ""}`;
  if ("method" in member) {
    const { method } = member;
    const head = keyword + memberKey(method.name);
    return printCall(head, printParameters(method, printer), `: ${printType(method.returns, printer)};`, "  ");
  }
  const { property } = member;
  return accessorHeads(property.name, property.type, property.writable, keyword, printer)
    .map((head) => `${head};`)
    .join("\n");
}

export function accessorHeads(
  name: string,
  propertyType: TypeRef,
  writable: boolean,
  keyword: string,
  printer: TypePrinter,
): readonly string[] {
  const key = memberKey(name);
  const type = printType(propertyType, printer);
  const getter = `  ${keyword}get ${key}(): ${type}`;
  return writable ? [getter, `  ${keyword}set ${key}(value: ${type})`] : [getter];
}
