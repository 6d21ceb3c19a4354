import type { Dialect } from "../xml/dialect.js";

/**
 * One door for every exception. Each entry is keyed by Godot's names and says why it is there. An entry that matches
 * nothing, or changes nothing, is an error as soon as its class is in the input.
 *
 * Type texts are TypeScript in which `#{Type}` stands for a Godot type and `#{enum Class.Name}` for a Godot enum, so that
 * names and imports are decided where all others are.
 */
interface Entry {
  readonly reason: string;
  /** The references that it speaks of; by default Godot 4's. */
  readonly dialects?: readonly Dialect[];
}

export interface TypeOverride extends Entry {
  /** `Class.method`, `Class.property` */
  readonly member: string;
  /** A parameter of the method; without it, what the method returns or the property's type. */
  readonly parameter?: string;
  readonly type: string;
}

/** The parameters of a method, replaced as a whole. */
export interface ParametersOverride extends Entry {
  readonly member: string;
  /** Godot names of the parameters that stay, in order, with their new types if any. */
  readonly parameters: readonly { readonly name: string; readonly type?: string }[];
}

/** The rest parameter of a vararg method. */
export interface RestOverride extends Entry {
  readonly member: string;
  readonly type: string;
}

export interface ClassOverride extends Entry {
  readonly class: string;
  readonly typeParameters?: string;
  readonly instantiable?: false;
}

export interface NameOverride extends Entry {
  /** A Godot class, or `Class.Enum`. */
  readonly name: string;
  readonly to: string;
}

export interface ExtraOverride extends Entry {
  readonly class: string;
  /** instance: a member of the interface, constructor: of the class itself, module: a declaration beside them. */
  readonly where: "instance" | "constructor" | "module";
  readonly name: string;
  readonly doc: string;
  readonly code: string;
}

export interface OptionOverride extends Entry {
  /** `Class.method.parameter`, with `.key` for each nested dictionary below it. */
  readonly options: string;
  readonly key: string;
  /** Left out: the type that the docs' example has. */
  readonly type?: string;
  /** A nested options type of its own: its keys. */
  readonly keys?: Readonly<Record<string, { readonly type: string; readonly doc: string }>>;
  /** The name of that nested type. */
  readonly typeName?: string;
  /** Left out: the doc of the docs' comment. */
  readonly doc?: string;
}

export interface GlueOverride extends Entry {
  /** A class that `runtime/core` writes by hand. */
  readonly class: string;
  /**
   * Its methods that are abstract there: the glue forwards them to their virtuals. All others are left to it. Virtuals
   * that the class declares itself are said here too.
   */
  readonly abstractMethods: readonly string[];
  /**
   * Its members that work by themselves, and that extensions may replace: the glue forwards them too, and a virtual that
   * need not be overridden does what the class does.
   */
  readonly replaceableMembers?: readonly string[];
  readonly standIns?: readonly StandIn[];
}

/** Two virtuals of an extension for one thing: the second is called where the first is not overridden. */
export interface StandIn {
  readonly virtual: string;
  readonly by: string;
  /** The Error that an empty result of the second stands for. */
  readonly empty?: string;
}

export interface DefaultExtensionOverride extends Entry {
  /** The static method that picks the class which `new` on the façade instantiates. */
  readonly method: string;
}

export interface Overrides {
  readonly names: readonly NameOverride[];
  readonly types: readonly TypeOverride[];
  readonly parameters: readonly ParametersOverride[];
  readonly rests: readonly RestOverride[];
  readonly classes: readonly ClassOverride[];
  readonly extras: readonly ExtraOverride[];
  readonly options: readonly OptionOverride[];
  readonly glue: readonly GlueOverride[];
  readonly defaultExtension: DefaultExtensionOverride | undefined;
}

export const NO_OVERRIDES: Overrides = {
  names: [],
  types: [],
  parameters: [],
  rests: [],
  classes: [],
  extras: [],
  options: [],
  glue: [],
  defaultExtension: undefined,
};
