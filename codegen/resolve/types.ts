import type { ClassKind, RawType } from "../model/api.js";
import { arrayOf, DICTIONARY, global, NULL, union, VARIANT, VOID, type TypeRef } from "../model/type-ref.js";
import type { Place, ProblemList } from "../problems.js";
import type { Dialect } from "../xml/dialect.js";

/**
 * Where a type stands. Objects may be null where the engine hands them in or out as a nullable pointer: in parameters,
 * results and properties; not in what a signal carries, a constructor takes or an array holds.
 */
export type Position = "parameter" | "result" | "property" | "inner";

/** Godot's builtin types that are TypeScript's own, with or without a class reference of their own. */
const MAPPED_ALWAYS: readonly (readonly [string, TypeRef])[] = [
  ["bool", global("boolean")],
  ["int", global("number")],
  ["float", global("number")],
  ["String", global("string")],
  ["Variant", VARIANT],
  ["Array", arrayOf(VARIANT)],
  ["Dictionary", DICTIONARY],
];

const MAPPED_4: ReadonlyMap<string, TypeRef> = new Map([
  ...MAPPED_ALWAYS,
  ["StringName", global("string")],
  ["PackedByteArray", global("Uint8Array")],
  ["PackedInt32Array", global("Int32Array")],
  ["PackedInt64Array", global("BigInt64Array")],
  ["PackedFloat32Array", global("Float32Array")],
  ["PackedFloat64Array", global("Float64Array")],
]);

const MAPPED_3: ReadonlyMap<string, TypeRef> = new Map([
  ...MAPPED_ALWAYS,
  ["PoolByteArray", global("Uint8Array")],
  ["PoolIntArray", global("Int32Array")],
  ["PoolRealArray", global("Float32Array")],
]);

const MAPPED: Readonly<Record<Dialect, ReadonlyMap<string, TypeRef>>> = { godot3: MAPPED_3, godot4: MAPPED_4 };

export function isMapped(godotType: string, dialect: Dialect): boolean {
  return MAPPED[dialect].has(godotType) || godotType === "void";
}

/** Typed arrays among the mapped types: what a Variant can hold. */
export const MAPPED_ARRAYS = ["Uint8Array", "Int32Array", "BigInt64Array", "Float32Array", "Float64Array"] as const;

/**
 * Pointers of C++, which some virtual methods have: a handle that can be handed on and nothing else, typed by what it
 * points at; it may be null. All pointers are mapped so, with their sizes left beside them; where a pointer is really an array of bytes,
 * codegen/overrides/signatures.ts says so. The engine spells one type with and without a blank before its stars.
 */
const POINTER = /^((?:const )?[A-Za-z_]\w*)\s*(\*+)$/;

/** Godot nests types once. */
const DEEPEST_TYPE = 16;

const FUNCTION: TypeRef = { kind: "text", parts: ["((...args: never[]) => unknown)"] };

/** What the input knows: its classes and their enums. */
export interface KnownTypes {
  readonly kinds: ReadonlyMap<string, ClassKind>;
  /** Of the class that is being resolved; texts of overrides are of Godot 4. */
  dialectOf(className: string | undefined): Dialect;
  /** `Class.Enum` → the class and enum that declare it; `Enum` alone for those of @GlobalScope. */
  findEnum(name: string, className: string): { readonly className: string; readonly enumName: string } | undefined;
  /** Names of `module` extras, as `Class.Name`. */
  hasDeclaration(className: string, name: string): boolean;
}

export class TypeResolver {
  readonly #known: KnownTypes;
  readonly #problems: ProblemList;
  readonly #pointers = new Set<string>();
  /** Few types, many members: equal ones share one object. What an enum's name means depends on the class, what a type's does on its dialect. */
  readonly #resolvedNames = {
    godot3: new Map<string, Partial<Record<Position, TypeRef>>>(),
    godot4: new Map<string, Partial<Record<Position, TypeRef>>>(),
  };
  readonly #resolvedEnums = new Map<string, TypeRef>();

  constructor(known: KnownTypes, problems: ProblemList) {
    this.#known = known;
    this.#problems = problems;
  }

  /** The pointer types that were asked for so far. */
  get pointers(): readonly string[] {
    return [...this.#pointers];
  }

  resolve(raw: RawType, position: Position, place: Place): TypeRef {
    const before = this.#problems.problems.length;
    if (raw.enum !== undefined) {
      const key = `${place.class ?? ""} ${raw.type} ${raw.enum}`;
      const known = this.#resolvedEnums.get(key);
      if (known !== undefined) return known;
      const type = this.#resolveEnum(raw.enum, place, raw.type);
      // Each place with a problem has its own.
      if (this.#problems.problems.length === before) this.#resolvedEnums.set(key, type);
      return type;
    }
    const resolved = this.#resolvedNames[this.#known.dialectOf(place.class)];
    const known = resolved.get(raw.type);
    const there = known?.[position];
    if (there !== undefined) return there;
    const type = this.#resolveName(raw.type.trim(), position, place);
    if (this.#problems.problems.length === before) resolved.set(raw.type, { ...known, [position]: type });
    return type;
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

  #resolveEnum(name: string, place: Place, type = "int"): TypeRef {
    const isOld = this.#known.dialectOf(place.class) === "godot3";
    // Singletons of Godot 3 have a class of their own behind them, which no reference describes: _OS is OS.
    const found = this.#known.findEnum(isOld ? name.replace(/^_/, "") : name, place.class ?? "");
    if (found !== undefined) return { kind: "enum", ...found };
    // Nor does Godot 3 say which constants of a builtin type are an enum.
    if (isOld && this.#known.kinds.get(name.split(".")[0] ?? "") === "builtin") {
      return this.#resolveName(type, "inner", place);
    }
    const [owner] = name.includes(".") ? name.split(".") : ["@GlobalScope"];
    this.#problems.add(
      place,
      `unknown enum "${name}"; no <constant enum="…"> declares it. Mend the name, or add it to ${owner ?? name}.xml`,
    );
    return VARIANT;
  }

  #resolveName(name: string, position: Position, place: Place): TypeRef {
    if (name.split("[", DEEPEST_TYPE + 2).length > DEEPEST_TYPE + 1) {
      const found = `${name.slice(0, 40)}…`;
      this.#problems.add(
        place,
        `the type "${found}" is nested deeper than ${DEEPEST_TYPE} levels, which are allowed. Mend it`,
      );
      return VARIANT;
    }
    if (name === "void") {
      if (position === "result") return VOID;
      this.#problems.add(place, 'found the type "void"; it is allowed for what a method returns only');
      return VARIANT;
    }
    if (name === "Callable" && position === "parameter" && this.#known.kinds.has(name)) {
      return union({ kind: "class", className: name }, FUNCTION);
    }
    const dialect = this.#known.dialectOf(place.class);
    const mapped = MAPPED[dialect].get(name);
    if (mapped !== undefined) return mapped;
    if (name.endsWith("[]")) return arrayOf(this.#resolveName(name.slice(0, -2).trim(), "inner", place));
    const generic = /^(Array|Dictionary)\[(.*)\]$/.exec(name);
    if (generic !== null) return this.#resolveGeneric(generic[1] === "Array", generic[2] ?? "", name, place);
    const pointer = POINTER.exec(name);
    if (pointer !== null) {
      const spelling = `${pointer[1] ?? ""}${pointer[2] ?? ""}`;
      this.#pointers.add(spelling);
      const type: TypeRef = { kind: "pointer", name: spelling };
      return position === "inner" ? type : union(type, NULL);
    }
    const kind = this.#known.kinds.get(name);
    if (kind === "object" || kind === "builtin") {
      const type: TypeRef = { kind: "class", className: name };
      return kind === "object" && position !== "inner" ? union(type, NULL) : type;
    }
    this.#problems.add(place, unknownType(name, dialect));
    return VARIANT;
  }

  #resolveGeneric(isArray: boolean, inner: string, name: string, place: Place): TypeRef {
    const parts = splitArguments(inner);
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

/** At the commas that are in no brackets: the others belong to an inner type. */
function splitArguments(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === "[") depth++;
    else if (character === "]") depth--;
    else if (character === "," && depth === 0) {
      parts.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...parts, text.slice(start).trim()];
}

function unknownType(name: string, dialect: Dialect): string {
  if (!/^\w+$/.test(name)) {
    return `cannot read the type ${JSON.stringify(name)}; allowed: a class of the input, a builtin type, Type[], Dictionary[Key, Value], a pointer`;
  }
  return `unknown type "${name}"; allowed: the classes of the input and ${[...MAPPED[dialect].keys()].join(", ")}. Mend the name, or add ${name}.xml to the input`;
}
