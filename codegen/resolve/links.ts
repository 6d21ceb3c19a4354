import type { LinkKind } from "../bbcode/index.js";
import type { Api, ApiClass } from "../model/api.js";
import { GLOBAL_SCOPE } from "./known-types.js";
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
  if (kind === "class") return findClass(api, className, target);
  const [owners, name] = split(api, className, target);
  for (const owner of owners) {
    const found = findMember(owner, kind, name);
    if (found !== undefined) return found;
  }
  // Variant.Type and Variant.Operator are enums of @GlobalScope under their full names.
  const globalScope = api.byName.get(GLOBAL_SCOPE);
  const found = kind === "enum" && globalScope !== undefined ? findMember(globalScope, kind, target) : undefined;
  return found ?? (isLeftOut(api, target) ? CODE : MISSING);
}

function isLeftOut({ leftOut }: Api, target: string): boolean {
  const dot = target.indexOf(".");
  return leftOut.has(target) || (dot > 0 && (leftOut.has(target.slice(0, dot)) || leftOut.has(target.slice(dot + 1))));
}

function findClass(api: Api, className: string, name: string): LinkTarget {
  const owner = api.byName.get(name);
  if (owner === undefined)
    return isMapped(name, api.byName.get(className)?.dialect ?? "godot4") || api.leftOut.has(name) ? CODE : MISSING;
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

interface Named {
  readonly godotName: string;
  readonly name: string;
}

/** Members by name, the first of each: texts refer to them tens of thousands of times. */
const indexes = new WeakMap<readonly Named[], ReadonlyMap<string, Named>>();

function indexOf<Item extends Named>(members: readonly Item[]): ReadonlyMap<string, Item> {
  // Only ever set below, with the members themselves as the key.
  let index = indexes.get(members) as Map<string, Item> | undefined;
  if (index === undefined) {
    index = new Map();
    for (const member of members) if (!index.has(member.godotName)) index.set(member.godotName, member);
    indexes.set(members, index);
  }
  return index;
}

function findMember(owner: ApiClass, kind: Exclude<LinkKind, "param" | "class">, name: string): LinkTarget | undefined {
  const nameIn = (members: readonly Named[]): string | undefined => indexOf(members).get(name)?.name;
  const at = (declaration: string, member?: string): LinkTarget => ({
    kind: "declaration",
    owner,
    declaration,
    member,
  });
  const memberOf = (declaration: string, member: string | undefined): LinkTarget | undefined =>
    member === undefined ? undefined : at(declaration, member);
  const isScope = owner.kind === "scope";
  switch (kind) {
    case "method": {
      const method = indexOf(owner.methods).get(name);
      if (method === undefined) {
        // Godot 3's texts call constructors methods.
        const isConstructor = owner.dialect === "godot3" && name === owner.godotName && owner.constructors.length > 0;
        return isConstructor ? at(staticsName(owner)) : undefined;
      }
      return at(method.isStatic ? staticsName(owner) : owner.name, method.name);
    }
    case "member":
      return memberOf(owner.name, nameIn(owner.properties));
    case "signal":
      return memberOf(owner.name, nameIn(owner.signals));
    case "annotation":
      return memberOf(`${owner.name}Annotations`, nameIn(owner.annotations));
    case "theme_item":
      return memberOf(`${owner.name}ThemeItems`, nameIn(owner.themeItems));
    case "enum": {
      const found = owner.enums.find(({ godotName }) => godotName === name);
      if (found !== undefined) return isScope ? at(found.name) : at(owner.name, found.member);
      return owner.options.some((options) => options.name === name) ? at(owner.name, name) : undefined;
    }
    case "constant": {
      const plain = nameIn(owner.constants);
      if (plain !== undefined) return isScope ? at(plain) : at(owner.name, plain);
      const home = owner.enums.find(({ constants }) => nameIn(constants) !== undefined);
      if (home === undefined) return undefined;
      return isScope ? at(home.name, name) : at(owner.name, nameIn(home.constants));
    }
    case "constructor":
      return owner.constructors.length > 0 ? at(staticsName(owner)) : undefined;
    case "operator":
      return owner.operators.some(({ godotName }) => godotName === name || godotName === `operator ${name}`)
        ? CODE
        : undefined;
  }
}

/** The interface that has a class's static methods and constructors. */
function staticsName({ name, instantiable }: ApiClass): string {
  return instantiable ? `${name}Constructor` : `${name}Statics`;
}
