import { memberKey } from "../resolve/names.js";

/** Plain data, and TypeScript text that stands for itself. */
export type Literal = string | number | boolean | Code | Entries | readonly Literal[] | LiteralObject;
/** For objects with a few fixed keys. */
export interface LiteralObject {
  readonly [key: string]: Literal | undefined;
}

export class Code {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** An object with keys of any kind, in their order: thousands of real ones, each of another shape, would be slow. */
export class Entries {
  readonly list: readonly (readonly [string, Literal])[];
  constructor(list: readonly (readonly [string, Literal])[]) {
    this.list = list;
  }
}

const WIDTH = 120;

/** A literal in one line where it fits, else one line per entry, as prettier would print it. */
export function printLiteral(literal: Literal, indent = "", used = 0): string {
  const line = inOneLine(literal, WIDTH - indent.length - used - 1);
  if (line !== undefined) return line;
  const inner = `${indent}  `;
  if (isList(literal)) {
    let rows = "";
    for (const item of literal) rows += `${inner}${printLiteral(item, inner)},\n`;
    return `[\n${rows}${indent}]`;
  }
  if (literal instanceof Code) return literal.text;
  if (typeof literal === "object") {
    let rows = "";
    for (const [key, value] of entriesOf(literal)) {
      const label = `${memberKey(key)}: `;
      rows += `${inner}${label}${printLiteral(value, inner, label.length)},\n`;
    }
    return `{\n${rows}${indent}}`;
  }
  return JSON.stringify(literal);
}

/** Undefined if it is longer than the room; most big literals are found to be so early. */
function inOneLine(literal: Literal, room: number): string | undefined {
  if (room < 1) return undefined;
  if (isList(literal)) return listInOneLine(literal, room);
  if (typeof literal === "object" && !(literal instanceof Code)) return objectInOneLine(literal, room);
  const text = literal instanceof Code ? literal.text : JSON.stringify(literal);
  return text.length <= room ? text : undefined;
}

function listInOneLine(list: readonly Literal[], room: number): string | undefined {
  if (list.length === 0) return "[]";
  // Each item takes a character and what separates it from the next.
  if (list.length * 3 > room) return undefined;
  let text = "[";
  for (const item of list) {
    const printed = inOneLine(item, room - text.length - "]".length);
    if (printed === undefined) return undefined;
    text += text === "[" ? printed : `, ${printed}`;
  }
  return text.length < room ? `${text}]` : undefined;
}

function objectInOneLine(object: LiteralObject | Entries, room: number): string | undefined {
  const entries = entriesOf(object);
  if (entries.length === 0) return "{}";
  if (entries.length * 6 > room) return undefined;
  let text = "{ ";
  for (const [key, value] of entries) {
    const label = `${text === "{ " ? "" : ", "}${memberKey(key)}: `;
    const printed = inOneLine(value, room - text.length - label.length - " }".length);
    if (printed === undefined) return undefined;
    text += label + printed;
  }
  return text.length + " }".length <= room ? `${text} }` : undefined;
}

function entriesOf(object: LiteralObject | Entries): readonly (readonly [string, Literal])[] {
  if (object instanceof Entries) return object.list;
  const entries: (readonly [string, Literal])[] = [];
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (value !== undefined) entries.push([key, value]);
  }
  return entries;
}

function isList(literal: Literal): literal is readonly Literal[] {
  return Array.isArray(literal);
}
