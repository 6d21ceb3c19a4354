import { splitBlocks, type LineBlock } from "./blocks.js";
import type { BbcodeNode } from "./nodes.js";
import { printFence } from "./print-code.js";
import type { DocContext } from "./print-context.js";
import { printInline } from "./print-inline.js";

interface Printed {
  readonly text: string;
  /** The kind of list the block is an item of: `-`, `*`, or `.` and `)` for numbers; "" for all else. */
  readonly list: string;
  /** The number of a numbered item. */
  readonly number: number;
}

/** The marker a line begins with, if it is a list item: `- `, `* `, `1. `. */
function readMarker(line: LineBlock, previous: Printed | undefined) {
  const first = line.nodes[0];
  if (first?.kind !== "text" || !/^[-*\d]/.test(first.text)) return undefined;
  const match = /^(?:([-*])|(\d{1,9})([.)]))(?:\s+|$)/.exec(first.text);
  if (!match) return undefined;
  const [length, bullet, digits, delimiter = ""] = [match[0].length, match[1], match[2], match[3]];
  if (length === first.text.length && line.nodes.length === 1) return undefined;
  const number = Number(digits ?? 0);
  // Markdown counts on by itself: a number that does not follow would be shown as another one.
  if (digits !== undefined && previous?.list === delimiter && previous.number + 1 !== number) return undefined;
  const list = bullet ?? delimiter;
  return { list, number, marker: bullet ?? `${number}${delimiter}`, length, text: first.text };
}

function printLine(line: LineBlock, previous: Printed | undefined, context: DocContext): Printed {
  const item = readMarker(line, previous);
  if (!item) return { text: printInline(line.nodes, context), list: "", number: 0 };
  const rest = item.text.slice(item.length);
  const content: readonly BbcodeNode[] = rest === "" ? [] : [{ kind: "text", text: rest }];
  const text = printInline([...content, ...line.nodes.slice(1)], context);
  const indent = " ".repeat(item.marker.length + 1);
  return { text: `${item.marker} ${text.replaceAll("\n", `\n${indent}`)}`, list: item.list, number: item.number };
}

/** Paragraphs and code blocks with an empty line between them, the items of a list without. */
export function printBlocks(nodes: readonly BbcodeNode[], context: DocContext): string {
  let result = "";
  let previous: Printed | undefined;
  for (const block of splitBlocks(nodes)) {
    const printed: Printed =
      block.kind === "fence" ? { text: printFence(block), list: "", number: 0 } : printLine(block, previous, context);
    if (printed.text === "") continue;
    if (previous) result += printed.list !== "" && printed.list === previous.list ? "\n" : "\n\n";
    result += printed.text;
    previous = printed;
  }
  return result;
}
