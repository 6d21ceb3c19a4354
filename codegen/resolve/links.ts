import type { LinkKind } from "../bbcode/index.js";
import type { Api, ApiClass } from "../model/api.js";
import { GLOBAL_SCOPE } from "./known-types.js";
import { parameterName } from "./names.js";
import { isMapped } from "./types.js";

/** What a BBCode reference points at: a declaration of a class's module, and a member of it. */
export type LinkTarget =
  | {
      readonly kind: "declaration";
      readonly owner: ApiClass;
      readonly declaration: string;
      readonly member: string | undefined;
    }
  /** It exists, but nothing that {@link} could name stands for it. */
  | { readonly kind: "code" }
  | { readonly kind: "missing" };

const CODE: LinkTarget = { kind: "code" };
const MISSING: LinkTarget = { kind: "missing" };

/** Looks a reference up as the engine's help does: in this class, its ancestors, then the global scopes. */
export function findLink(api: Api, className: string, kind: LinkKind, target: string): LinkTarget {
  if (kind === "param") return CODE;
  if (kind === "class") return findClass(api, target);
  const [owners, name] = split(api, className, target);
  for (const owner of owners) {
    const found = findMember(owner, kind, name);
    if (found !== undefined) return found;
  }
  // Variant.Type and Variant.Operator are enums of @GlobalScope under their full names.
  const globalScope = api.byName.get(GLOBAL_SCOPE);
  return (kind === "enum" && globalScope && findMember(globalScope, kind, target)) || MISSING;
}

function findClass(api: Api, name: string): LinkTarget {
  const owner = api.byName.get(name);
  if (owner === undefined) return isMapped(name) ? CODE : MISSING;
  if (name === "Variant" || (owner.kind === "scope" && !hasInterface(owner))) return CODE;
  return { kind: "declaration", owner, declaration: owner.name, member: undefined };
}

/** Scopes that hold nothing but enums and constants have no interface. */
export function hasInterface(apiClass: ApiClass): boolean {
  return (
    apiClass.kind !== "scope" ||
    apiClass.methods.length + apiClass.properties.length + apiClass.annotations.length + apiClass.signals.length > 0
  );
}

function split(api: Api, className: string, target: string): readonly [readonly ApiClass[], string] {
  // Class names have no dots, names of annotations, operators and settings may have.
  const dot = target.indexOf(".");
  const named = dot > 0 ? api.byName.get(target.slice(0, dot)) : undefined;
  const chainOf = (start: ApiClass | undefined): readonly ApiClass[] =>
    start === undefined ? [] : [start, ...start.ancestors.flatMap((name) => api.byName.get(name) ?? [])];
  if (named !== undefined) return [chainOf(named), target.slice(dot + 1)];
  const scopes = [GLOBAL_SCOPE, "@GDScript"].flatMap((name) => api.byName.get(name) ?? []);
  return [[...chainOf(api.byName.get(className)), ...scopes], target];
}

function findMember(owner: ApiClass, kind: Exclude<LinkKind, "param" | "class">, name: string): LinkTarget | undefined {
  const has = (members: readonly { readonly godotName: string }[]): boolean =>
    members.some(({ godotName }) => godotName === name);
  const at = (declaration: string, member?: string): LinkTarget => ({
    kind: "declaration",
    owner,
    declaration,
    member,
  });
  const isScope = owner.kind === "scope";
  switch (kind) {
    case "method": {
      const method = owner.methods.find(({ godotName }) => godotName === name);
      if (method === undefined) return undefined;
      return at(method.isStatic ? `${owner.name}Constructor` : owner.name, name);
    }
    case "member":
      return has(owner.properties) ? at(owner.name, name) : undefined;
    case "signal":
      return has(owner.signals) ? at(owner.name, name) : undefined;
    case "annotation":
      return has(owner.annotations) ? at(`${owner.name}Annotations`, name) : undefined;
    case "theme_item":
      return has(owner.themeItems) ? at(`${owner.name}ThemeItems`, name) : undefined;
    case "enum": {
      const found = owner.enums.find(({ godotName }) => godotName === name);
      if (found !== undefined) return isScope ? at(found.name) : at(owner.name, name);
      return owner.options.some((options) => options.name === name) ? at(owner.name, name) : undefined;
    }
    case "constant": {
      if (has(owner.constants)) return isScope ? at(parameterName(name)) : at(owner.name, name);
      const home = owner.enums.find(({ constants }) => has(constants));
      if (home === undefined) return undefined;
      return isScope ? at(home.name, name) : at(owner.name, name);
    }
    case "constructor":
      return owner.constructors.length > 0 ? at(`${owner.name}Constructor`) : undefined;
    case "operator":
      return owner.operators.some(({ godotName }) => godotName === name || godotName === `operator ${name}`)
        ? CODE
        : undefined;
  }
}
