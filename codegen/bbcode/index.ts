/**
 * Godot's descriptions to TSDoc. The stages: `tokenize` (text and tags, by the table in `tags.ts`), `parse` (a small
 * tree; problems), `blocks` (paragraphs and code blocks), `print-*` (TSDoc, escaped for TypeScript and Markdown).
 */
import { parseBbcode } from "./parse.js";
import type { DocContext } from "./print-context.js";
import { printBlocks } from "./print-blocks.js";

export type { BbcodeNode, LinkKind } from "./nodes.js";
export { parseBbcode, type ParsedBbcode } from "./parse.js";
export type { DocContext } from "./print-context.js";
export { printInlineCode } from "./print-code.js";
export { DEFAULT_DOCS_URL, printUrlTarget } from "./print-url.js";

/**
 * The body of a doc comment, without its frame, for a description in Godot's BBCode. Never throws; every visible
 * character of the description is in the result.
 */
export function toTsdoc(text: string, context: DocContext): { text: string; problems: readonly string[] } {
  const { nodes, problems } = parseBbcode(text);
  return { text: printBlocks(nodes, context), problems };
}
