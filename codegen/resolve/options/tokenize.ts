/** The tokens of a GDScript dictionary literal as it stands in a code block. Comments and line ends carry meaning here. */
export interface Token {
  readonly kind: "{" | "}" | "[" | "]" | ":" | "," | "string" | "number" | "word" | "comment";
  /** A string's content, a comment's text, a word with its call parentheses. */
  readonly text: string;
  readonly line: number;
}

export class DictionarySyntaxError extends Error {}

const NUMBER = /[+-]?(?:0x[\da-f_]+|(?:\d[\d_]*)?\.?\d+(?:e[+-]?\d+)?\.?)/iy;
const WORD = /[\p{ID_Start}_][\p{ID_Continue}.]*/uy;
/** A text, a StringName or a NodePath. */
const QUOTE = /[&^]?(["'])/y;

export function tokenizeDictionary(source: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  while (at < source.length) {
    const character = source.charAt(at);
    const start = line;
    const quote = match(QUOTE);
    if (character === "\n") {
      line++;
      at++;
    } else if (/\s/.test(character)) {
      at++;
    } else if (character === "#") {
      const end = endOf(source, "\n", at);
      tokens.push({
        kind: "comment",
        text: source
          .slice(at, end)
          .replace(/^#+\s*/, "")
          .trimEnd(),
        line,
      });
      at = end;
    } else if (isPunctuation(character)) {
      tokens.push({ kind: character, text: character, line });
      at++;
    } else if (quote !== undefined) {
      const content = at + quote.length;
      const end = endOfString(source, content, line);
      tokens.push({ kind: "string", text: source.slice(content, end - 1), line });
      at = end;
    } else {
      const number = match(NUMBER);
      const word = number === undefined ? match(WORD) : undefined;
      const text = number ?? word;
      if (text === undefined) throw new DictionarySyntaxError(`line ${line}: unexpected ${JSON.stringify(character)}`);
      at += text.length;
      const call = word !== undefined && source.charAt(at) === "(" ? endOfCall(source, at, line) : at;
      tokens.push({ kind: number === undefined ? "word" : "number", text: text + source.slice(at, call), line: start });
      at = call;
    }
  }
  return tokens;
}

function isPunctuation(character: string): character is "{" | "}" | "[" | "]" | ":" | "," {
  return "{}[]:,".includes(character);
}

function endOf(source: string, text: string, from: number): number {
  const found = source.indexOf(text, from);
  return found < 0 ? source.length : found;
}

/** @param start - Behind the quotation mark. */
function endOfString(source: string, start: number, line: number): number {
  const quote = source.charAt(start - 1);
  for (let at = start; at < source.length && source.charAt(at) !== "\n"; at++) {
    if (source.charAt(at) === "\\") at++;
    else if (source.charAt(at) === quote) return at + 1;
  }
  throw new DictionarySyntaxError(`line ${line}: the text that begins with ${quote} does not end in its line`);
}

function endOfCall(source: string, start: number, line: number): number {
  let depth = 0;
  for (let at = start; at < source.length; at++) {
    if (source.charAt(at) === "(") depth++;
    if (source.charAt(at) === ")" && --depth === 0) return at + 1;
  }
  throw new DictionarySyntaxError(`line ${line}: "(" without ")"`);
}
