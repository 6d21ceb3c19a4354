import { DictionarySyntaxError, tokenizeDictionary, type Token } from "./tokenize.js";

/** An example value in a code block. */
export type Example =
  | { readonly kind: "dictionary"; readonly entries: readonly Entry[] }
  | { readonly kind: "array"; readonly items: readonly Example[] }
  | { readonly kind: "string" | "number" | "word"; readonly text: string };

export interface Entry {
  readonly key: string;
  readonly value: Example;
  /** The comment behind the key, then the comment lines above its group of keys. */
  readonly doc: string;
}

/** Parses a code block that is one dictionary literal. Throws DictionarySyntaxError where it is not. */
export function parseDictionary(source: string): readonly Entry[] {
  const parser = new Parser(tokenizeDictionary(source));
  return parser.parse();
}

const MAX_DEPTH = 100;

class Parser {
  readonly #tokens: readonly Token[];
  readonly #comments: ReadonlyMap<number, string>;
  readonly #standalone: ReadonlyMap<number, string>;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens.filter((token) => token.kind !== "comment");
    const occupied = new Set(this.#tokens.map((token) => token.line));
    const comments = tokens.filter((token) => token.kind === "comment");
    this.#comments = byLine(comments.filter((comment) => occupied.has(comment.line)));
    this.#standalone = byLine(comments.filter((comment) => !occupied.has(comment.line)));
  }

  parse(): readonly Entry[] {
    const { entries } = this.#dictionary();
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw unexpected(rest, "the end");
    return entries;
  }

  #dictionary(): { kind: "dictionary"; entries: Entry[] } {
    let line = this.#take("{").line;
    let group = "";
    const entries: Entry[] = [];
    while (this.#peek()?.kind !== "}") {
      const key = this.#next("a key");
      if (key.kind !== "string" && key.kind !== "word") throw unexpected(key, "a key");
      group = this.#groupDoc(line, key.line, group);
      const separator = this.#next('":"');
      // Lua style, `key = value`, is not read: docs do not use it.
      if (separator.kind !== ":") throw unexpected(separator, '":"');
      const value = this.#value();
      line = this.#tokens[this.#at - 1]?.line ?? key.line;
      const own = this.#comments.get(key.line) ?? (line === key.line ? undefined : this.#comments.get(line));
      entries.push({ key: key.text, value, doc: [own, group].filter(Boolean).join(" ") });
      if (this.#peek()?.kind !== "}") line = this.#take(",", '"," or "}"').line;
    }
    this.#take("}");
    return { kind: "dictionary", entries };
  }

  /** The comment lines above a key count for the keys below them until a blank line. */
  #groupDoc(previousLine: number, keyLine: number, group: string): string {
    let doc = keyLine - previousLine > 1 ? "" : group;
    let sinceBlank: string[] = [];
    for (let line = previousLine + 1; line < keyLine; line++) {
      const comment = this.#standalone.get(line);
      if (comment === undefined) sinceBlank = [];
      else sinceBlank.push(comment);
      doc = sinceBlank.join(" ");
    }
    return doc;
  }

  #value(): Example {
    const token = this.#peek();
    if (token?.kind === "{" || token?.kind === "[") {
      // No docs go as deep; a broken text must not exhaust the stack.
      if (this.#depth === MAX_DEPTH) throw new DictionarySyntaxError(`line ${token.line}: nested too deeply`);
      this.#depth++;
      const value = token.kind === "{" ? this.#dictionary() : this.#array();
      this.#depth--;
      return value;
    }
    const taken = this.#next("a value");
    if (taken.kind === "string" || taken.kind === "number" || taken.kind === "word") {
      return { kind: taken.kind, text: taken.text };
    }
    throw unexpected(taken, "a value");
  }

  #array(): Example {
    this.#take("[");
    const items: Example[] = [];
    while (this.#peek()?.kind !== "]") {
      items.push(this.#value());
      if (this.#peek()?.kind !== "]") this.#take(",", '"," or "]"');
    }
    this.#take("]");
    return { kind: "array", items };
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #next(expected: string): Token {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new DictionarySyntaxError(`the code block ends where ${expected} is expected`);
    return token;
  }

  #take(kind: Token["kind"], expected = `"${kind}"`): Token {
    const token = this.#next(expected);
    if (token.kind !== kind) throw unexpected(token, expected);
    return token;
  }
}

function byLine(comments: readonly Token[]): ReadonlyMap<number, string> {
  return new Map(comments.map((comment) => [comment.line, comment.text]));
}

function unexpected(token: Token, expected: string): DictionarySyntaxError {
  return new DictionarySyntaxError(
    `line ${token.line}: found ${JSON.stringify(token.text)} where ${expected} is expected`,
  );
}
