import { printInlineCode } from "./print-code.js";

export const DEFAULT_DOCS_URL = "https://docs.godotengine.org/en/stable";

/** What would end a Markdown destination, a TSDoc tag or the comment, or begin one. */
const UNSAFE = /[\s()<>{}|\\`"[\]*]/g;

function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

function isBalanced(target: string): boolean {
  let depth = 0;
  for (const character of target) {
    if (character === "(") depth++;
    if (character === ")" && --depth < 0) return false;
  }
  return depth === 0;
}

/** The address of a `[url]`, fit to stand in a comment. `$DOCS_URL` also stands in the `link` elements of tutorials. */
export function printUrlTarget(target: string, docsUrl = DEFAULT_DOCS_URL): string {
  const full = target.startsWith("$DOCS_URL") ? docsUrl + target.slice("$DOCS_URL".length) : target;
  const keepParentheses = isBalanced(full);
  return full.replace(UNSAFE, (character) => {
    if (keepParentheses && (character === "(" || character === ")")) return character;
    return percentEncode(character);
  });
}

/** An address that is its own text. What no editor would open is shown as code. */
export function printAddress(target: string): string {
  return /^https?:\/\//.test(target) ? `{@link ${target}}` : printInlineCode(target);
}
