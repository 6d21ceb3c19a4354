import type { ApiClass, Method, Parameter, Property } from "../../model/api.js";
import { typeKey, type TypeRef } from "../../model/type-ref.js";
import { memberAccess, memberKey } from "../../resolve/names.js";
import { header } from "../header.js";
import { ImportSet } from "../import-set.js";
import { frame } from "../print-doc.js";
import { printCall, printMethod, printProperty, restName } from "../print-signature.js";
import { printType, type TypePrinter } from "../print-type.js";
import { render } from "../templates.js";
import {
  abstractMember,
  accessorHeads,
  glueClass,
  gluePrinter,
  nameOf,
  publicMembers,
  virtualMembers,
  type PublicMember,
} from "./members.js";
import { missingMember } from "./fallback.js";
import { ownMembers } from "./own-members.js";
import type { GlueContext, Pair } from "./pairs.js";
import { defaultValue, errorValue, zeroValue } from "./values.js";
import { Virtuals } from "./virtuals.js";

interface Forwarded {
  readonly owner: ApiClass;
  readonly member: PublicMember;
}

/**
 * The class XExtension of a pair: each public method calls its virtual one, and each virtual one has a fallback. Those of
 * the required ones are put into the class by a call that bundlers leave out for programs that do not extend it.
 */
export function emitExtension({ facade, extension }: Pair, context: GlueContext): string {
  const imports = new ImportSet([extension.name, `Required${extension.name}`, "Fallbacks", "Open"]);
  const printer = gluePrinter(context, imports);
  const module = `${printer.apiPath}${extension.module}.js`;
  const reachable = reachableMembers(facade, context);
  const reachableOnes = reachable.map(({ member }) => member);
  const fallbacks = new Virtuals(extension, reachableOnes, context);
  const virtuals = fallbacks.byName;
  const taken = new Set(reachable.map(({ member }) => nameOf(member)));
  const own = publicMembers(extension).filter((member) => !taken.has(nameOf(member)));
  const unbacked = [...reachableOnes.filter((member) => !isBacked(member, virtuals)), ...own];
  const required = new Set(fallbacks.required);
  const inherited = inheritedVirtuals(extension, context);
  const view = {
    header: header(extension.place.file),
    name: extension.name,
    doc: frame([`What implementations of ${facade.name} extend. Its public methods call its virtual ones.`], ""),
    parent: glueClass(facade.godotName, context, imports),
    interface: imports.type(module, extension.name),
    outline: imports.value(context.runtime, "outline"),
    outlineText: imports.value(`../outline/${extension.module}.js`, `${extension.name}Outline`),
    ...ownMembers(extension, context, printer),
    forwards: reachable
      .filter(({ member }) => isBacked(member, virtuals))
      .map((forwarded) => ({ text: forward(forwarded, virtuals, context, printer) })),
    optional: [...virtuals.values()]
      .filter((method) => !required.has(method))
      .map((method) => ({ text: fallbacks.fallback(method, printer, inherited.has(method.godotName)) })),
    withFallbacks: imports.value(context.runtime, "withFallbacks"),
    fallbacks: [
      ...unbacked.map((member) => missingMember(member, extension.name, context, printer, true)),
      ...fallbacks.required.map((method) => fallbacks.fallback(method, printer, true)),
    ].join("\n\n"),
    required: [
      ...fallbacks.required.map((method) => ({
        text: withoutEnd(printMethod(method, printer)),
        abstract: withoutEnd(abstractMember({ method }, printer, inherited.has(method.godotName))),
      })),
      ...unbacked.map((member) => ({
        text: withoutEnd(
          "method" in member ? printMethod(member.method, printer) : printProperty(member.property, printer),
        ),
        abstract: withoutEnd(abstractMember(member, printer, !own.includes(member))),
      })),
    ],
  };
  return render("extension", { ...view, imports: imports.print() });
}

/** Public members from the façade upward, but for those that a hand-written class keeps to itself. */
function reachableMembers(facade: ApiClass, { api, byHand }: GlueContext): readonly Forwarded[] {
  const seen = new Set<string>();
  const chain = [facade, ...facade.ancestors.flatMap((name) => api.byName.get(name) ?? [])];
  return chain.flatMap((owner) => {
    const entry = byHand.get(owner.godotName);
    const forwarded = entry && [...entry.abstractMethods, ...(entry.replaceableMembers ?? [])];
    return publicMembers(owner)
      .filter((member) => forwarded?.includes(nameOf(member)) !== false)
      .filter((member) => !seen.has(nameOf(member)) && seen.add(nameOf(member)))
      .map((member) => ({ owner, member }));
  });
}

/** Virtual methods that the classes above have, too. */
function inheritedVirtuals(extension: ApiClass, { api, byHand }: GlueContext): ReadonlySet<string> {
  const above = extension.ancestors.flatMap((name) => api.byName.get(name) ?? []);
  const declaredByHand = extension.ancestors.flatMap((name) => byHand.get(name)?.abstractMethods ?? []);
  return new Set([...above.flatMap(virtualMembers).map(nameOf), ...declaredByHand]);
}

/** A virtual method of the same name may be another one: some take a pointer where the public one returns an array. */
function isBacked(member: PublicMember, virtuals: ReadonlyMap<string, Method>): boolean {
  if ("method" in member) {
    const { method } = member;
    const virtual = virtuals.get(`_${method.godotName}`);
    return virtual !== undefined && takes(virtual, method.parameters) && isSame(virtual.returns, method.returns);
  }
  const { getter, setter, writable, type } = member.property;
  const [get, set] = [virtuals.get(`_${getter}`), virtuals.get(`_${setter}`)];
  if (get === undefined || !takes(get, []) || !isSame(get.returns, type)) return false;
  return !writable || (set !== undefined && set.parameters.length === 1 && takes(set, [{ type }]));
}

/** Whether it can be called with the first of these arguments. */
function takes(virtual: Method, given: readonly Pick<Parameter, "type">[]): boolean {
  return virtual.parameters.every(({ type }, index) => {
    const argument = given[index];
    return argument !== undefined && isSame(type, argument.type);
  });
}

function isSame(one: TypeRef, other: TypeRef): boolean {
  return typeKey(one) === typeKey(other);
}

function forward(
  { owner, member }: Forwarded,
  virtuals: ReadonlyMap<string, Method>,
  context: GlueContext,
  printer: TypePrinter,
): string {
  if ("property" in member) return forwardProperty(owner, member.property, virtuals, context, printer);
  const { method } = member;
  const virtual = virtuals.get(`_${method.godotName}`);
  const isVoid = method.returns.kind === "global" && method.returns.name === "void";
  const parameters = method.parameters.map((parameter) => implemented(parameter, method, context, printer));
  if (method.rest !== undefined) parameters.push(`...${restName(method)}: ${printType(method.rest, printer)}`);
  const signature = printCall(
    `override ${memberKey(method.name)}`,
    parameters,
    `: ${printType(method.returns, printer)} {`,
    "  ",
  );
  const names = method.parameters.map(({ name }) => name);
  const passed = names.slice(0, virtual?.parameters.length ?? names.length);
  const lines: string[] = [];
  if (names.length > 0) {
    const value =
      errorValue(method, "ERR_INVALID_PARAMETER", printer) ?? zeroValue(method.returns, printer) ?? "undefined";
    lines.push(...check(owner, method.godotName, names, isVoid ? "" : ` ${value}`, context, printer));
  }
  if (method.rest !== undefined && virtual?.rest !== undefined) passed.push(`...${restName(method)}`);
  lines.push(
    `    ${isVoid ? "" : "return "}this${memberAccess(virtual?.name ?? `_${method.name}`)}(${passed.join(", ")});`,
  );
  return `${signature}\n${lines.join("\n")}\n  }`;
}

function forwardProperty(
  owner: ApiClass,
  property: Property,
  virtuals: ReadonlyMap<string, Method>,
  context: GlueContext,
  printer: TypePrinter,
): string {
  const { name, type, writable, getter, setter } = property;
  const virtual = (called: string): string => `this${memberAccess(virtuals.get(`_${called}`)?.name ?? `_${called}`)}`;
  const [getHead = "", setHead] = accessorHeads(name, type, writable, "override ", printer);
  const get = `${getHead} {\n    return ${virtual(getter)}();\n  }`;
  if (setHead === undefined) return get;
  const lines = check(owner, setter, ["value"], "", context, printer);
  return `${get}\n\n${setHead} {\n${lines.join("\n")}\n    ${virtual(setter)}(value);\n  }`;
}

/** Arguments of the wrong type end the call before the implementation sees them. */
function check(
  owner: ApiClass,
  name: string,
  values: readonly string[],
  result: string,
  { runtime }: GlueContext,
  printer: TypePrinter,
): readonly string[] {
  const function_ = printer.imports.value(runtime, "checkArguments");
  const call = [JSON.stringify(owner.godotName), JSON.stringify(name), `[${values.join(", ")}]`];
  const line = `    if (!${function_}(this, ${call.join(", ")})) return${result};`;
  if (line.length <= 120) return [line];
  const inner = [`this`, ...call].map((argument) => `      ${argument},`).join("\n");
  return [`    const valid = ${function_}(\n${inner}\n    );`, `    if (!valid) return${result};`];
}

/** A parameter of an implementation: its default is a value. */
function implemented(parameter: Parameter, method: Method, context: GlueContext, printer: TypePrinter): string {
  const type = printType(parameter.type, printer);
  if (!parameter.optional) return `${parameter.name}: ${type}`;
  const value = defaultValue(parameter, printer);
  if (value === undefined) {
    const text = parameter.default ?? "";
    context.problems.add(
      method.place,
      `the glue cannot write the default ${text} of "${parameter.godotName}" in TypeScript`,
    );
  }
  return `${parameter.name}: ${type} = ${value ?? "undefined"}`;
}

function withoutEnd(text: string): string {
  return text.replace(/;$/, "");
}
