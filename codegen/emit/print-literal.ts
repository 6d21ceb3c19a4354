import { memberKey } from "../resolve/names.js";

/** Plain data, and TypeScript text that stands for itself. */
export type Literal = string | number | boolean | Code | readonly Literal[] | LiteralObject;
export interface LiteralObject {
  readonly [key: string]: Literal | undefined;
}

export class Code {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const WIDTH = 120;

/** A literal in one line where it fits, else one line per entry, as prettier would print it. */
export function printLiteral(literal: Literal, indent = "", used = 0): string {
  const line = inOneLine(literal, WIDTH - indent.length - used - 1);
  if (line !== undefined) return line;
  const inner = `${indent}  `;
  if (isList(literal)) {
    return `[\n${literal.map((item) => `${inner}${printLiteral(item, inner)},\n`).join("")}${indent}]`;
  }
  if (literal instanceof Code) return literal.text;
  if (typeof literal === "object") {
    const rows = entriesOf(literal).map(([key, value]) => {
      const label = `${memberKey(key)}: `;
      return `${inner}${label}${printLiteral(value, inner, label.length)},\n`;
    });
    return `{\n${rows.join("")}${indent}}`;
  }
  return JSON.stringify(literal);
}

/** Undefined if it is longer than the room; most big literals are found to be so early. */
function inOneLine(literal: Literal, room: number): string | undefined {
  if (!isList(literal) && (typeof literal !== "object" || literal instanceof Code)) {
    const text = literal instanceof Code ? literal.text : JSON.stringify(literal);
    return text.length <= room ? text : undefined;
  }
  const list = isList(literal);
  const entries = list ? literal.map((item) => ["", item] as const) : entriesOf(literal);
  if (entries.length === 0) return list ? "[]" : "{}";
  let text = list ? "[" : "{ ";
  const end = list ? "]" : " }";
  for (const [key, value] of entries) {
    const label = list ? "" : `${memberKey(key)}: `;
    const printed = inOneLine(value, room - text.length - label.length - end.length);
    if (printed === undefined) return undefined;
    text += `${label}${printed}, `;
  }
  text = text.slice(0, -", ".length) + end;
  return text.length <= room ? text : undefined;
}

function entriesOf(object: LiteralObject): readonly (readonly [string, Literal])[] {
  return Object.entries(object).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
}

function isList(literal: Literal): literal is readonly Literal[] {
  return Array.isArray(literal);
}
