/** A type of the emitted TypeScript. What its text is, and what must be imported for it, is `emit/print-type.ts`'s matter. */
export type TypeRef =
  /** A type that every module knows: `number`, `void`, `Uint8Array`. */
  | { readonly kind: "global"; readonly name: string }
  /** The interface of a Godot class. */
  | { readonly kind: "class"; readonly className: string }
  /** An enum of a Godot class, or of @GlobalScope. */
  | { readonly kind: "enum"; readonly className: string; readonly enumName: string }
  /** An options dictionary: an interface beside its class. */
  | { readonly kind: "options"; readonly className: string; readonly optionsName: string }
  /** A declaration of the fixed module Variant.ts. */
  | { readonly kind: "variant"; readonly name: "Variant" | "Dictionary" }
  /** A pointer of C++, in one spelling: `const uint8_t**`. */
  | { readonly kind: "pointer"; readonly name: string }
  | { readonly kind: "array"; readonly element: TypeRef; readonly readonly: boolean }
  | { readonly kind: "dictionary"; readonly key: TypeRef; readonly value: TypeRef }
  | { readonly kind: "union"; readonly members: readonly TypeRef[] }
  /** `Signal<[name: Type]>` */
  | { readonly kind: "signal"; readonly className: string; readonly parameters: readonly NamedType[] }
  /** TypeScript text with types in it; from overrides only. */
  | { readonly kind: "text"; readonly parts: readonly (string | TypeRef)[] };

export interface NamedType {
  readonly name: string;
  readonly type: TypeRef;
}

export const VOID: TypeRef = { kind: "global", name: "void" };
export const NULL: TypeRef = { kind: "global", name: "null" };
export const VARIANT: TypeRef = { kind: "variant", name: "Variant" };
export const DICTIONARY: TypeRef = { kind: "variant", name: "Dictionary" };

export function global(name: string): TypeRef {
  return { kind: "global", name };
}

export function union(...members: readonly TypeRef[]): TypeRef {
  const flat = members.flatMap((member) => (member.kind === "union" ? member.members : [member]));
  const seen = new Map(flat.map((member) => [typeKey(member), member]));
  const [first, ...rest] = seen.values();
  return first !== undefined && rest.length === 0 ? first : { kind: "union", members: [...seen.values()] };
}

export function arrayOf(element: TypeRef, readonly = false): TypeRef {
  return { kind: "array", element, readonly };
}

/** Equal keys, equal types. */
export function typeKey(type: TypeRef): string {
  let key = keys.get(type);
  if (key === undefined) {
    key = JSON.stringify(type);
    keys.set(type, key);
  }
  return key;
}

/** Members share their types: see `TypeResolver`. */
const keys = new WeakMap<TypeRef, string>();
