/**
 * Makes running text mean itself in TSDoc and in Markdown, with as few backslashes as will do: this text is read in
 * editor hovers, but also in the source.
 */

/** Characters that need a look; a text without them, the usual case, is left alone at once. */
const SUSPICIOUS = /[\\`*_{}<>@~&[\]!]/;
const WORD = /[\p{L}\p{N}]/u;
const ENTITY = /^&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]*);/i;

export function isWordCharacter(character: string): boolean {
  const code = character.charCodeAt(0);
  if (code >= 0x80) return WORD.test(character);
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
}

export interface Neighbours {
  /** The character printed before the text; "" at the start of a paragraph, "\n" after a line break. */
  readonly before: string;
  /** The first character that will be printed after it; "" at the end. */
  readonly after: string;
}

function endOfUnderscores(text: string, start: number): number {
  let end = start;
  while (text[end] === "_") end++;
  return end;
}

function needsBackslash(text: string, index: number, neighbours: Neighbours, insideLink: boolean): boolean {
  const before = text[index - 1] ?? neighbours.before;
  const after = text[index + 1] ?? neighbours.after;
  switch (text[index]) {
    case "~":
      // Strikes out only in pairs, and only a tilde that follows something can end one.
      return before.trim() !== "";
    case "&":
      return ENTITY.test(text.slice(index, index + 40));
    case "[":
      return insideLink || before === "" || before === "\n";
    case "]":
      return insideLink || after === "(" || after === "[" || after === ":";
    case "!":
      return after === "[";
    default:
      return SUSPICIOUS.test(text[index] ?? "");
  }
}

/** `text` without newlines. `insideLink`: it is the text of a Markdown link. */
export function escapeText(text: string, neighbours: Neighbours, insideLink = false): string {
  const mayEndComment = neighbours.before === "*" && text.startsWith("/");
  if (!mayEndComment && !SUSPICIOUS.test(text)) return text;
  const pieces: string[] = [];
  let copied = 0;
  let index = 0;
  while (index < text.length) {
    const character = text[index];
    const before = text[index - 1] ?? neighbours.before;
    if (character === "_") {
      // Between two word characters, as in most identifiers, it is no emphasis in Markdown.
      const end = endOfUnderscores(text, index);
      const isInner = isWordCharacter(before) && isWordCharacter(text[end] ?? neighbours.after);
      if (!isInner) {
        pieces.push(text.slice(copied, index), "\\_".repeat(end - index));
        copied = end;
      }
      index = end;
      continue;
    }
    const endsComment = character === "/" && before === "*";
    if (endsComment || needsBackslash(text, index, neighbours, insideLink)) {
      pieces.push(text.slice(copied, index), "\\");
      copied = index;
    }
    index++;
  }
  pieces.push(text.slice(copied));
  return pieces.join("");
}

/**
 * What at the start of a line would be a list, a heading or a rule. The caller takes real list markers off first.
 * Returns how many characters stay before the backslash that is needed, or -1.
 */
export function lineStartEscape(text: string): number {
  if (!/^[-+#=\d]/.test(text)) return -1;
  if (/^(?:[-+#]|#{2,6})(?:\s|$)/.test(text) || /^(?:-{2,}|=+)\s*$/.test(text)) return 0;
  const number = /^\d{1,9}(?=[.)](?:\s|$))/.exec(text);
  return number ? number[0].length : -1;
}

/** Invisible, and neither blank nor letter: keeps two characters apart for a parser and together for the reader. */
const WORD_JOINER = "\u2060";

/**
 * Code means itself already, except to two readers that do not know it is code: the compiler's scanner, which ends
 * the comment at a star and slash, and its JSDoc parser, which starts a tag at an `@` that begins a line or follows a
 * blank, and a link at `{@link`, in code too. A backslash shows the former; for annotations, which are everywhere in
 * GDScript, a character that cannot be seen keeps the code readable.
 */
export function protectCode(code: string): string {
  if (!code.includes("@") && !code.includes("*/")) return code;
  return code.replaceAll("*/", "*\\/").replace(/([\s{])@/g, `$1${WORD_JOINER}@`);
}
