import type { Dialect } from "./dialect.js";
import type { Qualifier } from "./schema.js";

/**
 * The typed mirror of one class reference: the same content, in the same order, nothing resolved. Godot 3's is told in
 * Godot 4's words: its arguments are parameters, its methods called like their class are constructors.
 */

/** Attribute presence is the flag, its value an optional message in BBCode. */
export interface XmlStatus {
  readonly deprecated: string | undefined;
  readonly experimental: string | undefined;
  readonly keywords: string | undefined;
}

export interface XmlType {
  readonly type: string;
  readonly enum: string | undefined;
  readonly isBitfield: boolean;
}

export interface XmlParam extends XmlType {
  readonly name: string;
  /** A GDScript expression, as text. */
  readonly default: string | undefined;
}

export interface XmlMember extends XmlStatus {
  readonly name: string;
  readonly line: number;
  readonly description: string;
}

/** method, constructor, operator and annotation have one shape. */
export interface XmlCall extends XmlMember {
  readonly qualifiers: readonly Qualifier[];
  readonly returns: XmlType | undefined;
  readonly returnsErrors: readonly number[];
  readonly params: readonly XmlParam[];
}

export interface XmlSignal extends XmlMember {
  readonly params: readonly XmlParam[];
}

export interface XmlProperty extends XmlMember, XmlType {
  readonly setter: string;
  readonly getter: string;
  /** The ancestor whose property this is; "" where Godot 3 says only that there is one. */
  readonly overrides: string | undefined;
  readonly default: string | undefined;
}

export interface XmlConstant extends XmlMember {
  readonly value: string;
  readonly enum: string | undefined;
  readonly isBitfield: boolean;
}

export interface XmlThemeItem extends XmlMember {
  /** Godot 3 does not say it before 3.4. */
  readonly dataType: string | undefined;
  readonly type: string;
  readonly default: string | undefined;
}

export interface XmlLink {
  readonly title: string | undefined;
  readonly url: string;
}

export interface XmlClass extends XmlStatus {
  readonly file: string;
  readonly line: number;
  readonly dialect: Dialect;
  readonly name: string;
  readonly inherits: string | undefined;
  readonly briefDescription: string;
  readonly description: string;
  readonly tutorials: readonly XmlLink[];
  readonly constructors: readonly XmlCall[];
  readonly methods: readonly XmlCall[];
  readonly members: readonly XmlProperty[];
  readonly signals: readonly XmlSignal[];
  readonly constants: readonly XmlConstant[];
  readonly annotations: readonly XmlCall[];
  readonly themeItems: readonly XmlThemeItem[];
  readonly operators: readonly XmlCall[];
}
