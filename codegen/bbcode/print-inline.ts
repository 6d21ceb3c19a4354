import { escapeText, isWordCharacter, lineStartEscape } from "./escape.js";
import type { BbcodeNode, LinkNode, StyleNode, UrlNode } from "./nodes.js";
import { printInlineCode } from "./print-code.js";
import type { DocContext } from "./print-context.js";
import { printAddress, printUrlTarget } from "./print-url.js";

/** Where a node is printed. */
interface Place {
  /** The last printed character, "" at the start of a paragraph. */
  readonly before: string;
  /** The first character that comes after, "" at the end of a paragraph. */
  readonly after: string;
  readonly insideLink: boolean;
  /** The emphasis already in force: Markdown cannot repeat it. */
  readonly styles: ReadonlySet<string>;
}

/** Means the same on either side of the end of an emphasis. */
const MOVABLE_PUNCTUATION = ".,:;?…：，。；？！、";

const MARKERS = { bold: "**", italic: "_", strike: "~~", plain: "" } as const;

/** The first character that a node will print: what its left neighbour must look out for. */
function firstCharacter(node: BbcodeNode | undefined): string | undefined {
  switch (node?.kind) {
    case undefined:
      return undefined;
    case "text":
      return node.text[0];
    case "style":
      return MARKERS[node.style][0] ?? firstCharacter(node.children[0]);
    case "url":
      return node.children.length > 0 ? "[" : "{";
    case "link":
      return "{";
    case "break":
      return "\n";
    default:
      return "`";
  }
}

function hasNeighbours(nodes: readonly BbcodeNode[]): boolean {
  let last: BbcodeNode | undefined;
  for (const node of nodes) {
    if (node.kind === "style" && last?.kind === "style" && last.style === node.style) return true;
    last = node;
  }
  return false;
}

/** Neighbouring elements of one style become one: `**a****b**` is not what it seems. */
function mergeStyles(nodes: readonly BbcodeNode[]): readonly BbcodeNode[] {
  if (!hasNeighbours(nodes)) return nodes;
  const merged: BbcodeNode[] = [];
  let children: BbcodeNode[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (node.kind === "style" && last?.kind === "style" && last.style === node.style) {
      for (const child of node.children) children.push(child);
    } else if (node.kind === "style") {
      children = [...node.children];
      merged.push({ ...node, children });
    } else {
      merged.push(node);
    }
  }
  return merged;
}

function isPunctuation(character: string): boolean {
  return character.trim() !== "" && !isWordCharacter(character);
}

/**
 * Whether Markdown takes a marker between these characters for one that begins (or, with the characters swapped, ends)
 * an emphasis: CommonMark's left-flanking delimiter run.
 */
function flanks(outside: string, inside: string): boolean {
  return inside.trim() !== "" && (isWordCharacter(inside) || outside.trim() === "" || isPunctuation(outside));
}

function printStyle(node: StyleNode, place: Place, context: DocContext): string {
  const marker =
    node.style === "italic" && (isWordCharacter(place.before) || isWordCharacter(place.after))
      ? "*"
      : MARKERS[node.style];
  if (marker === "" || place.styles.has(node.style)) return printNodes(node.children, place, context);

  const edge = marker[0] ?? "";
  const styles = new Set([...place.styles, node.style]);
  const printed = printNodes(node.children, { ...place, before: edge, after: edge, styles }, context);
  const content = printed.trim();
  if (content === "") return printed;
  const leading = printed.slice(0, printed.length - printed.trimStart().length);
  const trailing = printed.slice(printed.trimEnd().length);
  const before = leading || place.before;
  const after = trailing || place.after;

  if (flanks(before, content[0] ?? "")) {
    if (flanks(after, content.at(-1) ?? "")) return `${leading}${marker}${content}${marker}${trailing}`;
    // `**Note:**text` ends no emphasis, `**Note**:text` does.
    let end = content.length;
    while (end > 0 && MOVABLE_PUNCTUATION.includes(content.charAt(end - 1))) end--;
    if (end > 0 && end < content.length && flanks(content.charAt(end), content.charAt(end - 1))) {
      return `${leading}${marker}${content.slice(0, end)}${marker}${content.slice(end)}${trailing}`;
    }
  }
  return printNodes(node.children, { ...place, styles }, context);
}

function printLink(node: LinkNode, place: Place, context: DocContext): string {
  const { link, target } = node;
  const isOwnClass = link === "class" && target === context.className;
  const resolved = isOwnClass || place.insideLink ? undefined : context.resolveLink(link, target);
  if (resolved !== undefined) return `{@link ${resolved}}`;
  if (link === "param") return printInlineCode(context.parameterName?.(target) ?? target);
  return printInlineCode(link === "method" && !target.endsWith(")") ? `${target}()` : target);
}

function printUrl(node: UrlNode, place: Place, context: DocContext): string {
  const target = printUrlTarget(node.target, context.docsUrl);
  if (node.children.length === 0) return place.insideLink ? printInlineCode(target) : printAddress(target);
  const styles = place.styles;
  if (place.insideLink) return printNodes(node.children, place, context);
  const text = printNodes(node.children, { before: "[", after: "]", insideLink: true, styles }, context).trim();
  return text === "" ? printAddress(target) : `[${text}](${target})`;
}

function printNode(node: BbcodeNode, place: Place, context: DocContext): string {
  switch (node.kind) {
    case "text":
      return printText(node.text, place);
    case "style":
      return printStyle(node, place, context);
    case "code":
      return printInlineCode(context.codeText?.(node.text) ?? node.text);
    case "link":
      return printLink(node, place, context);
    case "url":
      return printUrl(node, place, context);
    case "break":
      return "\\\n";
    case "fence":
    case "codeblocks":
      // Blocks have been taken out of the lines before; see blocks.ts.
      return "";
  }
}

function printText(text: string, place: Place): string {
  const atLineStart = place.before === "" || place.before === "\n";
  const shown = place.before === "\n" ? text.trimStart() : text;
  const kept = atLineStart ? lineStartEscape(shown) : -1;
  if (kept === -1) return escapeText(shown, place, place.insideLink);
  return `${shown.slice(0, kept)}\\${shown.charAt(kept)}${escapeText(shown.slice(kept + 1), { before: "\\", after: place.after }, place.insideLink)}`;
}

function printNodes(nodes: readonly BbcodeNode[], place: Place, context: DocContext): string {
  const merged = mergeStyles(nodes);
  const { insideLink, styles } = place;
  let before = place.before;
  let printed = "";
  merged.forEach((node, index) => {
    const after = firstCharacter(merged[index + 1]) ?? place.after;
    const piece = printNode(node, { before, after, insideLink, styles }, context);
    if (piece !== "") before = piece.charAt(piece.length - 1);
    printed += piece;
  });
  return printed;
}

const PARAGRAPH: Place = { before: "", after: "", insideLink: false, styles: new Set() };

/** Prints one paragraph or list item, without its marker. A line break in it is a backslash and a newline. */
export function printInline(nodes: readonly BbcodeNode[], context: DocContext): string {
  return printNodes(nodes, PARAGRAPH, context).trim();
}
