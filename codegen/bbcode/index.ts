/**
 * Godot's descriptions to TSDoc. The stages: `tokenize` (text and tags, by the table in `tags.ts`), `parse` (a small
 * tree; problems), `blocks` (paragraphs and code blocks), `print-*` (TSDoc, escaped for TypeScript and Markdown).
 */
import { parseBbcode } from "./parse.js";
import type { DocContext, TsdocOptions } from "./print-context.js";
import { printBlocks } from "./print-blocks.js";
import { DEFAULT_DOCS_URL } from "./print-url.js";

export type { BbcodeNode, LinkKind } from "./nodes.js";
export { parseBbcode, type ParsedBbcode } from "./parse.js";
export type { DocContext, TsdocOptions } from "./print-context.js";
export { printInlineCode } from "./print-code.js";
export { DEFAULT_DOCS_URL, printUrlTarget } from "./print-url.js";

/**
 * The body of a doc comment, without its frame, for a description in Godot's BBCode. Never throws; every visible
 * character of the description is in the result.
 */
export function toTsdoc(
  text: string,
  context: DocContext,
  options: TsdocOptions = {},
): { text: string; problems: string[] } {
  const { nodes, problems } = parseBbcode(text);
  const printContext = {
    className: context.className,
    resolveLink: context.resolveLink.bind(context),
    parameterName: (name: string) => context.parameterName?.(name) ?? name,
    codeText: (code: string) => context.codeText?.(code) ?? code,
    docsUrl: options.docsUrl ?? DEFAULT_DOCS_URL,
  };
  return { text: printBlocks(nodes, printContext), problems: [...problems] };
}
