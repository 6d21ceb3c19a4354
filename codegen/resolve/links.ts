import type { LinkKind } from "../bbcode/index.js";
import type { Api, ApiClass } from "../model/api.js";
import { GLOBAL_SCOPE } from "./known-types.js";
import { isMapped } from "./types.js";

/** What a BBCode reference points at: a declaration of a class's module, and a member of it. */
export interface LinkedDeclaration {
  readonly kind: "declaration";
  readonly owner: ApiClass;
  readonly declaration: string;
  readonly member: string | undefined;
}

export type LinkTarget =
  | LinkedDeclaration
  /** It exists, but nothing that {@link} could name stands for it. */
  | { readonly kind: "code" }
  | { readonly kind: "missing" };

type MemberKind = Exclude<LinkKind, "param" | "class">;

const CODE: LinkTarget = { kind: "code" };
const MISSING: LinkTarget = { kind: "missing" };

/** Looks a reference up as the engine's help does: in this class, its ancestors, then the global scopes. */
export function findLink(api: Api, className: string, kind: LinkKind, target: string): LinkTarget {
  if (kind === "param") return CODE;
  if (kind === "class") return findClass(api, className, target);
  // Class names have no dots, names of annotations, operators and settings may have.
  const dot = target.indexOf(".");
  const named = dot > 0 ? api.byName.get(target.slice(0, dot)) : undefined;
  const found =
    named === undefined
      ? (findInChain(api, api.byName.get(className), kind, target) ??
        findInChain(api, api.byName.get(GLOBAL_SCOPE), kind, target) ??
        findInChain(api, api.byName.get("@GDScript"), kind, target))
      : (findInChain(api, named, kind, target.slice(dot + 1)) ??
        // Variant.Type and Variant.Operator are enums of @GlobalScope under their full names.
        (kind === "enum" ? findInChain(api, api.byName.get(GLOBAL_SCOPE), kind, target) : undefined));
  return found ?? (isLeftOut(api, target) ? CODE : MISSING);
}

/** In a class, else in the nearest ancestor that has it. */
function findInChain(api: Api, start: ApiClass | undefined, kind: MemberKind, name: string): LinkTarget | undefined {
  if (start === undefined) return undefined;
  const found = findMember(start, kind, name);
  if (found !== undefined) return found;
  for (const ancestor of start.ancestors) {
    const owner = api.byName.get(ancestor);
    const inherited = owner && findMember(owner, kind, name);
    if (inherited !== undefined) return inherited;
  }
  return undefined;
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

function findMember(owner: ApiClass, kind: MemberKind, name: string): LinkTarget | undefined {
  switch (kind) {
    case "method": {
      const method = indexOf(owner.methods).get(name);
      if (method !== undefined) return at(owner, method.isStatic ? staticsName(owner) : owner.name, method.name);
      // Godot 3's texts call constructors methods.
      const isConstructor = owner.dialect === "godot3" && name === owner.godotName && owner.constructors.length > 0;
      return isConstructor ? at(owner, staticsName(owner)) : undefined;
    }
    case "member":
      return memberAt(owner, owner.name, nameIn(owner.properties, name));
    case "signal":
      return memberAt(owner, owner.name, nameIn(owner.signals, name));
    case "annotation":
      return memberAt(owner, `${owner.name}Annotations`, nameIn(owner.annotations, name));
    case "theme_item":
      return memberAt(owner, `${owner.name}ThemeItems`, nameIn(owner.themeItems, name));
    case "enum": {
      const found = owner.enums.find(({ godotName }) => godotName === name);
      if (found !== undefined)
        return owner.kind === "scope" ? at(owner, found.name) : at(owner, owner.name, found.member);
      return owner.options.some((options) => options.name === name) ? at(owner, owner.name, name) : undefined;
    }
    case "constant": {
      const plain = nameIn(owner.constants, name);
      if (plain !== undefined) return owner.kind === "scope" ? at(owner, plain) : at(owner, owner.name, plain);
      for (const home of owner.enums) {
        const found = nameIn(home.constants, name);
        if (found !== undefined)
          return owner.kind === "scope" ? at(owner, home.name, name) : at(owner, owner.name, found);
      }
      return undefined;
    }
    case "constructor":
      return owner.constructors.length > 0 ? at(owner, staticsName(owner)) : undefined;
    case "operator":
      return owner.operators.some(({ godotName }) => godotName === name || godotName === `operator ${name}`)
        ? CODE
        : undefined;
  }
}

function nameIn(members: readonly Named[], godotName: string): string | undefined {
  return members.length === 0 ? undefined : indexOf(members).get(godotName)?.name;
}

function at(owner: ApiClass, declaration: string, member?: string): LinkTarget {
  return { kind: "declaration", owner, declaration, member };
}

function memberAt(owner: ApiClass, declaration: string, member: string | undefined): LinkTarget | undefined {
  return member === undefined ? undefined : at(owner, declaration, member);
}

/** The interface that has a class's static methods and constructors. */
function staticsName({ name, instantiable }: ApiClass): string {
  return instantiable ? `${name}Constructor` : `${name}Statics`;
}
