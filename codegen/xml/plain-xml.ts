import { detectDialect, type Dialect } from "./dialect.js";
import type { XmlElement } from "./element.js";
import { SCHEMAS, type ElementRule } from "./schema.js";

// Godot writes a small part of XML: elements, attributes in double quotes, text, the five entities. Reading just that,
// and just what the schema allows, is many times faster than reading XML, and class references come by the thousand.
// Whatever is anything else is left to fast-xml-parser, its validator and the schema check, with all their messages:
// this reader never decides that something is wrong.

export interface ClassDocument {
  readonly root: XmlElement;
  readonly dialect: Dialect;
}

/** A document such as Godot writes them, as its schema has it; undefined for anything else. */
export function readPlainXml(source: string): ClassDocument | undefined {
  if (UNUSUAL.test(source) || source.includes(CDATA_END)) return undefined;
  for (const { dialect, root: rule } of DIALECTS) {
    const root = new PlainReader(source).document(rule);
    if (root !== undefined && detectDialect(root).dialect === dialect) return { root, dialect };
  }
  return undefined;
}

/** An element of the schema, in the spelling that is looked for. */
interface PlainRule {
  readonly name: string;
  /** `<name` */
  readonly opening: string;
  /** `</name>` */
  readonly closing: string;
  readonly attributes: readonly { readonly name: string; readonly opening: string }[];
  readonly required: readonly string[];
  readonly children: readonly PlainRule[];
  /** Children that are there once at most; those that must be. */
  readonly single: readonly { readonly name: string; readonly isNeeded: boolean }[];
  readonly text: boolean;
}

const DIALECTS = (["godot4", "godot3"] as const).map((dialect) => {
  const schema: Readonly<Record<string, ElementRule>> = SCHEMAS[dialect];
  const ruleOf = (name: string): PlainRule => {
    const { attributes = {}, children = {}, text = false } = schema[name] ?? {};
    const names = Object.keys(children);
    return {
      name,
      opening: `<${name}`,
      closing: `</${name}>`,
      attributes: Object.keys(attributes).map((attribute) => ({ name: attribute, opening: `${attribute}="` })),
      required: Object.keys(attributes).filter((attribute) => attributes[attribute] === "required"),
      children: names.map(ruleOf),
      single: names
        .filter((child) => children[child] !== "many")
        .map((child) => ({ name: child, isNeeded: children[child] === "one" })),
      text,
    };
  };
  return { dialect, root: ruleOf("class") };
});

const DECLARATION = /^<\?xml version="1\.0" encoding="UTF-8" ?\?>/i;
const ENTITY = /&([^;&]{0,8};)?/g;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["lt;", "<"],
  ["gt;", ">"],
  ["amp;", "&"],
  ["quot;", '"'],
  ["apos;", "'"],
]);
/** Characters that XML does not allow, and line ends that it would change. */
const UNUSUAL = /[\0-\x08\x0b-\x1f\ufffe\uffff]/;
const CDATA_END = "]]>";

const TAB = 0x09;
const LINE_END = 0x0a;
const BLANK = 0x20;
const QUOTE = 0x22;
const AMPERSAND = 0x26;
const SLASH = 0x2f;
const LESS = 0x3c;
const GREATER = 0x3e;

const NO_CHILDREN: readonly XmlElement[] = [];

class PlainReader {
  readonly #source: string;
  #position = 0;
  #line = 1;
  /** Up to where lines are counted. */
  #counted = 0;

  constructor(source: string) {
    this.#source = source;
  }

  document(rule: PlainRule): XmlElement | undefined {
    this.#position = DECLARATION.exec(this.#source)?.[0].length ?? 0;
    this.#skipBlanks();
    const root = this.#isAt(rule) ? this.#element(rule) : undefined;
    this.#skipBlanks();
    return this.#position === this.#source.length ? root : undefined;
  }

  /** Undefined as soon as something is not what the rule says. */
  #element(rule: PlainRule): XmlElement | undefined {
    const line = this.#lineHere();
    this.#position += rule.opening.length;
    const attributes = this.#attributes(rule);
    if (attributes === undefined) return undefined;
    if (this.#source.charCodeAt(this.#position) === SLASH) {
      if (this.#source.charCodeAt(this.#position + 1) !== GREATER || rule.single.some(({ isNeeded }) => isNeeded)) {
        return undefined;
      }
      this.#position += 2;
      return { name: rule.name, attributes, children: NO_CHILDREN, text: "", line };
    }
    if (this.#source.charCodeAt(this.#position) !== GREATER) return undefined;
    this.#position++;
    const text = rule.text ? this.#text() : "";
    const children = rule.text ? NO_CHILDREN : this.#children(rule);
    if (text === undefined || children === undefined || !this.#source.startsWith(rule.closing, this.#position)) {
      return undefined;
    }
    this.#position += rule.closing.length;
    return { name: rule.name, attributes, children, text, line };
  }

  #attributes(rule: PlainRule): Record<string, string> | undefined {
    const source = this.#source;
    // No attribute of a schema is called like something that every object has.
    const attributes: Record<string, string> = {};
    for (;;) {
      const before = this.#position;
      this.#skipBlanks();
      const next = source.charCodeAt(this.#position);
      if (next === GREATER || next === SLASH) break;
      const found = rule.attributes.find(({ opening }) => source.startsWith(opening, this.#position));
      if (found === undefined || this.#position === before || attributes[found.name] !== undefined) return undefined;
      this.#position += found.opening.length;
      const value = this.#value();
      if (value === undefined) return undefined;
      attributes[found.name] = value;
    }
    return rule.required.every((name) => attributes[name] !== undefined) ? attributes : undefined;
  }

  /** Up to the closing quote, and past it. */
  #value(): string | undefined {
    const source = this.#source;
    let end = this.#position;
    let hasEntity = false;
    for (; ; end++) {
      const character = source.charCodeAt(end);
      if (character === QUOTE) break;
      if (character === AMPERSAND) hasEntity = true;
      else if (!(character >= BLANK) || character === LESS || character === GREATER) return undefined;
    }
    const raw = source.slice(this.#position, end);
    this.#position = end + 1;
    return hasEntity ? decode(raw) : raw;
  }

  #text(): string | undefined {
    const start = this.#position;
    const end = this.#source.indexOf("<", start);
    if (end < 0) return undefined;
    this.#skipBlanks();
    if (this.#position >= end) return "";
    this.#position = end;
    return decode(this.#source.slice(start, end));
  }

  /** Up to the closing tag. */
  #children(rule: PlainRule): readonly XmlElement[] | undefined {
    const children: XmlElement[] = [];
    for (;;) {
      this.#skipBlanks();
      if (this.#source.charCodeAt(this.#position) !== LESS) return undefined;
      if (this.#source.charCodeAt(this.#position + 1) === SLASH) break;
      const childRule = rule.children.find((candidate) => this.#isAt(candidate));
      const child = childRule && this.#element(childRule);
      if (child === undefined) return undefined;
      children.push(child);
    }
    for (const { name, isNeeded } of rule.single) {
      let count = 0;
      for (const child of children) if (child.name === name) count++;
      if (count > 1 || (isNeeded && count === 0)) return undefined;
    }
    return children;
  }

  #isAt({ opening }: PlainRule): boolean {
    if (!this.#source.startsWith(opening, this.#position)) return false;
    const next = this.#source.charCodeAt(this.#position + opening.length);
    return next === BLANK || next === GREATER || next === SLASH || next === LINE_END || next === TAB;
  }

  #skipBlanks(): void {
    for (; ; this.#position++) {
      const character = this.#source.charCodeAt(this.#position);
      if (character !== BLANK && character !== TAB && character !== LINE_END) return;
    }
  }

  #lineHere(): number {
    for (;;) {
      const next = this.#source.indexOf("\n", this.#counted);
      if (next < 0 || next >= this.#position) return this.#line;
      this.#line++;
      this.#counted = next + 1;
    }
  }
}

/** Undefined if there is an entity that is not one of the five. */
function decode(text: string): string | undefined {
  if (!text.includes("&")) return text;
  const unknown = { found: false };
  const decoded = text.replace(ENTITY, (_, entity: string | undefined) => {
    const character = ENTITIES.get(entity ?? "");
    unknown.found ||= character === undefined;
    return character ?? "";
  });
  return unknown.found ? undefined : decoded;
}
