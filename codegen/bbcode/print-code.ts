import { protectCode } from "./escape.js";
import type { FenceNode } from "./nodes.js";

/** A run of backticks that is longer than any in the code, and so cannot be ended by it. */
function backticksAround(code: string, minimum: number): string {
  let longest = 0;
  for (const [run] of code.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return "`".repeat(longest < minimum ? minimum : longest + 1);
}

/** Inline code; "" for code without a visible character, which Markdown cannot express. */
export function printInlineCode(code: string): string {
  const joined = code.includes("\n")
    ? code
        .split("\n")
        .map((line) => line.trim())
        .join(" ")
    : code;
  const oneLine = protectCode(joined.trim());
  if (oneLine === "") return "";
  const delimiter = oneLine.includes("`") ? backticksAround(oneLine, 1) : "`";
  // Markdown takes one blank off each side, so that code can begin and end with a backtick.
  const padding = oneLine.startsWith("`") || oneLine.endsWith("`") ? " " : "";
  return `${delimiter}${padding}${oneLine}${padding}${delimiter}`;
}

function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Takes off the indentation that all lines share, and the blank lines around the code. */
function dedent(code: string): string {
  const lines = code.replaceAll("\r\n", "\n").split("\n");
  const isBlank = (line: string): boolean => line.trim() === "";
  const start = lines.findIndex((line) => !isBlank(line));
  if (start === -1) return "";
  const kept = lines.slice(start, lines.findLastIndex((line) => !isBlank(line)) + 1);
  // Code that begins right behind its tag has no indentation of its own to go by.
  const first = start === 0 ? kept.shift()?.trimStart() : undefined;
  let common = Infinity;
  for (const line of kept) if (!isBlank(line)) common = Math.min(common, indentationOf(line));
  const dedented = kept.map((line) => (isBlank(line) ? "" : line.slice(common).trimEnd()));
  return [...(first === undefined ? [] : [first]), ...dedented].join("\n");
}

/** A fenced code block; "" if there is no code in it. */
export function printFence(fence: FenceNode): string {
  const code = dedent(fence.text);
  if (code === "") return "";
  const delimiter = backticksAround(code, 3);
  return `${delimiter}${fence.language}${protectCode(`\n${code}\n`)}${delimiter}`;
}
