/** A literal: finished text, or something in brackets that is printed in one line where it fits. */
export type Literal = string | ListLiteral | ObjectLiteral;

export class ListLiteral {
  readonly items: readonly Literal[];
  /** All in one line; made in passing, and used where it is short enough. */
  readonly line: string;

  constructor(items: readonly Literal[]) {
    this.items = items;
    let line = "";
    for (const item of items) line += line === "" ? lineOf(item) : `, ${lineOf(item)}`;
    this.line = `[${line}]`;
  }
}

export class ObjectLiteral {
  readonly labels: string[] = [];
  readonly values: Literal[] = [];
  #line = "";

  get line(): string {
    return this.#line === "" ? "{}" : `{ ${this.#line} }`;
  }

  /** @param key - As it is written in an object. Nothing is added where there is no value. */
  add(key: string, value: Literal | undefined): this {
    if (value === undefined) return this;
    const label = `${key}: `;
    this.labels.push(label);
    this.values.push(value);
    this.#line += (this.#line === "" ? label : `, ${label}`) + lineOf(value);
    return this;
  }
}

const WIDTH = 120;

/** A literal in one line where it fits, else one line per entry, as prettier would print it. */
export function printLiteral(literal: Literal, indent = "", used = 0): string {
  if (typeof literal === "string") return literal;
  const line = literal.line;
  if (line.length < WIDTH - indent.length - used) return line;
  const inner = `${indent}  `;
  let rows = "";
  if (literal instanceof ListLiteral) {
    for (const item of literal.items) rows += `${inner}${printLiteral(item, inner)},\n`;
    return `[\n${rows}${indent}]`;
  }
  literal.labels.forEach((label, index) => {
    rows += `${inner}${label}${printLiteral(literal.values[index] ?? "", inner, label.length)},\n`;
  });
  return `{\n${rows}${indent}}`;
}

function lineOf(literal: Literal): string {
  return typeof literal === "string" ? literal : literal.line;
}
