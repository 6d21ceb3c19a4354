import type { ClassKind, RawType } from "../model/api.js";
import { arrayOf, DICTIONARY, global, NULL, union, VARIANT, VOID, type TypeRef } from "../model/type-ref.js";
import type { Place, ProblemList } from "../problems.js";

/**
 * Where a type stands. Objects may be null where the engine hands them in or out as a nullable pointer: in parameters,
 * results and properties; not in what a signal carries, a constructor takes or an array holds.
 */
export type Position = "parameter" | "result" | "property" | "inner";

/** Godot's builtin types that are TypeScript's own, with or without a class reference of their own. */
const MAPPED: ReadonlyMap<string, TypeRef> = new Map([
  ["bool", global("boolean")],
  ["int", global("number")],
  ["float", global("number")],
  ["String", global("string")],
  ["StringName", global("string")],
  ["PackedByteArray", global("Uint8Array")],
  ["PackedInt32Array", global("Int32Array")],
  ["PackedInt64Array", global("BigInt64Array")],
  ["PackedFloat32Array", global("Float32Array")],
  ["PackedFloat64Array", global("Float64Array")],
  ["Variant", VARIANT],
  ["Array", arrayOf(VARIANT)],
  ["Dictionary", DICTIONARY],
]);

export function isMapped(godotType: string): boolean {
  return MAPPED.has(godotType) || godotType === "void";
}

/** Typed arrays among the mapped types: what a Variant can hold. */
export const MAPPED_ARRAYS = ["Uint8Array", "Int32Array", "BigInt64Array", "Float32Array", "Float64Array"] as const;

const FUNCTION: TypeRef = { kind: "text", parts: ["((...args: never[]) => unknown)"] };

/** What the input knows: its classes and their enums. */
export interface KnownTypes {
  readonly kinds: ReadonlyMap<string, ClassKind>;
  /** `Class.Enum` → the class and enum that declare it; `Enum` alone for those of @GlobalScope. */
  findEnum(name: string, className: string): { readonly className: string; readonly enumName: string } | undefined;
  /** Names of `module` extras, as `Class.Name`. */
  hasDeclaration(className: string, name: string): boolean;
}

export class TypeResolver {
  readonly #known: KnownTypes;
  readonly #problems: ProblemList;

  constructor(known: KnownTypes, problems: ProblemList) {
    this.#known = known;
    this.#problems = problems;
  }

  resolve(raw: RawType, position: Position, place: Place): TypeRef {
    if (raw.enum !== undefined) return this.#resolveEnum(raw.enum, place);
    return this.#resolveName(raw.type.trim(), position, place);
  }

  /** The text of an override: TypeScript in which `#{Type}` and `#{enum Name}` are Godot's. */
  resolveText(text: string, place: Place): TypeRef {
    const parts = text.split(/#\{([^}]*)\}/).map((part, index): string | TypeRef => {
      if (index % 2 === 0) return part;
      if (part.startsWith("enum ")) return this.#resolveEnum(part.slice("enum ".length), place);
      if (part.startsWith("class ")) return this.#resolveName(part.slice("class ".length), "inner", place);
      const [className = "", name] = part.split(".");
      if (name !== undefined && this.#known.hasDeclaration(className, name)) {
        return { kind: "options", className, optionsName: name };
      }
      return this.#resolveName(part, "inner", place);
    });
    const rest = parts.filter((part) => part !== "");
    const [only] = rest;
    return rest.length === 1 && typeof only === "object" ? only : { kind: "text", parts: rest };
  }

  #resolveEnum(name: string, place: Place): TypeRef {
    const found = this.#known.findEnum(name, place.class ?? "");
    if (found !== undefined) return { kind: "enum", ...found };
    const [owner] = name.includes(".") ? name.split(".") : ["@GlobalScope"];
    this.#problems.add(
      place,
      `unknown enum "${name}"; no <constant enum="…"> declares it. Mend the name, or add it to ${owner ?? name}.xml`,
    );
    return VARIANT;
  }

  #resolveName(name: string, position: Position, place: Place): TypeRef {
    if (name === "void") {
      if (position === "result") return VOID;
      this.#problems.add(place, 'found the type "void"; it is allowed for what a method returns only');
      return VARIANT;
    }
    if (name === "Callable" && position === "parameter" && this.#known.kinds.has(name)) {
      return union({ kind: "class", className: name }, FUNCTION);
    }
    const mapped = MAPPED.get(name);
    if (mapped !== undefined) return mapped;
    if (name.endsWith("[]")) return arrayOf(this.#resolveName(name.slice(0, -2).trim(), "inner", place));
    const generic = /^(Array|Dictionary)\[(.*)\]$/.exec(name);
    if (generic !== null) return this.#resolveGeneric(generic[1] === "Array", generic[2] ?? "", name, place);
    const kind = this.#known.kinds.get(name);
    if (kind === "object" || kind === "builtin") {
      const type: TypeRef = { kind: "class", className: name };
      return kind === "object" && position !== "inner" ? union(type, NULL) : type;
    }
    this.#problems.add(place, unknownType(name));
    return VARIANT;
  }

  #resolveGeneric(isArray: boolean, inner: string, name: string, place: Place): TypeRef {
    const parts = inner.split(",").map((part) => part.trim());
    const [first, second] = parts;
    if (isArray && first !== undefined && parts.length === 1) return arrayOf(this.#resolveName(first, "inner", place));
    if (!isArray && first !== undefined && second !== undefined && parts.length === 2) {
      return {
        kind: "dictionary",
        key: this.#resolveName(first, "inner", place),
        value: this.#resolveName(second, "inner", place),
      };
    }
    this.#problems.add(place, `cannot read the type "${name}"; allowed: Type[], Array[Type], Dictionary[Key, Value]`);
    return VARIANT;
  }
}

function unknownType(name: string): string {
  if (name.includes("*")) {
    return `the pointer type "${name}" has no counterpart in TypeScript. Say in codegen/overrides/signatures.ts what takes its place`;
  }
  if (!/^\w+$/.test(name)) {
    return `cannot read the type ${JSON.stringify(name)}; allowed: a class of the input, a builtin type, Type[], Dictionary[Key, Value]`;
  }
  return `unknown type "${name}"; allowed: the classes of the input and ${[...MAPPED.keys()].join(", ")}. Mend the name, or add ${name}.xml to the input`;
}
