import type { Place } from "../problems.js";
import type { Dialect } from "../xml/dialect.js";
import type { TypeRef } from "./type-ref.js";

/** The resolved API: every type known, every name decided, every exception applied. Readonly from here on. */
export interface Api {
  /** Sorted by Godot name. */
  readonly classes: readonly ApiClass[];
  readonly byName: ReadonlyMap<string, ApiClass>;
  /** Classes, and members of scopes, that `--classes` left out of the input. */
  readonly leftOut: ReadonlySet<string>;
  readonly engineVersion: string | undefined;
  /** The classes whose values a Variant can hold, beside those that map to TypeScript's own types. */
  readonly variantClasses: readonly string[];
  /** The pointer types that members have, sorted. */
  readonly pointerTypes: readonly string[];
  /** Whether there are signals without a class Signal that says what they are, as in Godot 3. */
  readonly hasBareSignals: boolean;
}

/** object: derives from Object. builtin: a value type such as Vector2. scope: @GlobalScope, @GDScript. */
export type ClassKind = "object" | "builtin" | "scope";

export interface ApiClass {
  readonly place: Place;
  readonly dialect: Dialect;
  readonly kind: ClassKind;
  readonly godotName: string;
  /** The TypeScript name. */
  readonly name: string;
  /** File name without suffix, in every output folder. */
  readonly module: string;
  /** Godot name of the parent. */
  readonly inherits: string | undefined;
  /** Godot names, nearest first. */
  readonly ancestors: readonly string[];
  readonly doc: ClassDoc;
  readonly typeParameters: string | undefined;
  readonly instantiable: boolean;
  readonly constructors: readonly Method[];
  readonly methods: readonly Method[];
  readonly properties: readonly Property[];
  readonly signals: readonly Signal[];
  readonly enums: readonly Enum[];
  /** Constants outside of enums. */
  readonly constants: readonly Constant[];
  readonly annotations: readonly Method[];
  readonly themeItems: readonly ThemeItem[];
  readonly operators: readonly Method[];
  readonly options: readonly OptionsType[];
  readonly extras: readonly Extra[];
  /** Names that an ancestor declares with another type: the interface must leave the ancestor's out. */
  readonly redeclared: ReadonlySet<string>;
}

/** Texts are BBCode still. */
export interface Doc {
  readonly text: string;
  readonly deprecated: string | undefined;
  readonly experimental: string | undefined;
}

export interface ClassDoc extends Doc {
  readonly brief: string;
  readonly tutorials: readonly { readonly title: string | undefined; readonly url: string }[];
}

export interface Member {
  readonly place: Place;
  readonly godotName: string;
  /** The TypeScript name, in the class's interface or, for constants of a scope, in its module. */
  readonly name: string;
  readonly doc: Doc;
}

/** A type as the XML writes it: what reflection data and drift show. */
export interface RawType {
  readonly type: string;
  readonly enum: string | undefined;
  readonly isBitfield: boolean;
}

export interface DocumentedParameter {
  readonly godotName: string;
  readonly raw: RawType;
  /** A GDScript expression, as text. */
  readonly default: string | undefined;
}

export interface Parameter extends DocumentedParameter {
  /** The TypeScript name. */
  readonly name: string;
  readonly type: TypeRef;
  /** May be left out by the caller: it and all that follow have a default. */
  readonly optional: boolean;
}

export interface Method extends Member {
  readonly qualifiers: readonly string[];
  readonly isStatic: boolean;
  readonly isVirtual: boolean;
  readonly isRequired: boolean;
  /** Type of the rest parameter of a vararg method. */
  readonly rest: TypeRef | undefined;
  readonly parameters: readonly Parameter[];
  /** The parameters as the XML has them, which overrides may have replaced. */
  readonly documented: readonly DocumentedParameter[];
  readonly returns: TypeRef;
  readonly rawReturns: RawType;
  readonly returnsErrors: readonly number[];
}

export interface Property extends Member {
  readonly raw: RawType;
  readonly type: TypeRef;
  readonly setter: string;
  readonly getter: string;
  readonly writable: boolean;
  readonly overrides: string | undefined;
  readonly default: string | undefined;
}

export interface Signal extends Member {
  readonly type: TypeRef;
  readonly parameters: readonly Parameter[];
}

export interface Enum {
  readonly godotName: string;
  /** The TypeScript name, as a declaration. */
  readonly name: string;
  /** What its class has it under. */
  readonly member: string;
  readonly isBitfield: boolean;
  readonly constants: readonly EnumConstant[];
}

export interface EnumConstant extends Member {
  /** An integer, as text. */
  readonly value: string;
}

export interface Constant extends Member {
  /** As the XML writes it. */
  readonly value: string;
  readonly type: TypeRef;
  /** A TypeScript literal of the value, if it is a number. */
  readonly literal: string | undefined;
}

export interface ThemeItem extends Member {
  /** Godot 3 does not say it. */
  readonly dataType: string | undefined;
  readonly raw: string;
  readonly type: TypeRef;
  readonly default: string | undefined;
}

export interface OptionsType {
  readonly name: string;
  readonly doc: string;
  readonly keys: readonly OptionKey[];
}

export interface OptionKey {
  readonly name: string;
  readonly doc: string;
  readonly type: TypeRef;
}

/** A member or declaration that the XML cannot say; its TypeScript comes from an override. */
export interface Extra {
  readonly where: "instance" | "constructor" | "module";
  readonly name: string;
  readonly doc: string;
  /** Text and types, as in a `text` TypeRef. */
  readonly code: TypeRef;
}
