import type { BbcodeNode, FenceNode } from "./nodes.js";

/** A paragraph or a list item: nodes without newlines and fences in them. */
export interface LineBlock {
  readonly kind: "line";
  readonly nodes: readonly BbcodeNode[];
}

export type Block = LineBlock | FenceNode;

/** gdscript before csharp, whatever the order of the source. */
const LANGUAGE_ORDER = ["gdscript", "csharp"];

function languageRank(fence: FenceNode): number {
  const rank = LANGUAGE_ORDER.indexOf(fence.language);
  return rank === -1 ? LANGUAGE_ORDER.length : rank;
}

/** Whether it is part of one line, whatever stands around it. */
function staysInLine(node: BbcodeNode): boolean {
  switch (node.kind) {
    case "text":
      return node.text !== "" && !node.text.includes("\n");
    case "style":
      return node.children.length > 0 && node.children.every(staysInLine);
    case "url":
      return node.children.every(staysInLine);
    case "code":
    case "link":
      return true;
    default:
      return false;
  }
}

function isBlank(node: BbcodeNode | undefined): boolean {
  return node?.kind === "break" || (node?.kind === "text" && node.text.trim() === "");
}

class BlockBuilder {
  readonly #blocks: Block[] = [];
  #line: BbcodeNode[] = [];

  add(node: BbcodeNode): void {
    if (staysInLine(node)) this.#line.push(node);
    else if (node.kind === "text") this.#addText(node.text);
    else if (node.kind === "break") this.#addBreak();
    else if (node.kind === "fence") this.#addFence(node);
    else if (node.kind === "codeblocks") this.#addCodeblocks(node.children);
    else if (node.kind === "style" || (node.kind === "url" && node.children.length > 0)) this.#addAround(node);
    else this.#line.push(node);
  }

  end(): readonly Block[] {
    this.#endLine();
    return this.#blocks;
  }

  #endLine(): void {
    this.#blocks.push({ kind: "line", nodes: this.#line });
    this.#line = [];
  }

  #addText(text: string): void {
    let first = true;
    for (const part of text.split("\n")) {
      if (!first) this.#endLine();
      first = false;
      if (part !== "") this.#line.push({ kind: "text", text: part });
    }
  }

  #addBreak(): void {
    // Two breaks in a row leave an empty line: that is a new paragraph.
    if (this.#line.at(-1)?.kind !== "break") {
      this.#line.push({ kind: "break" });
      return;
    }
    this.#line.pop();
    this.#endLine();
  }

  #addFence(fence: FenceNode): void {
    this.#endLine();
    this.#blocks.push(fence);
  }

  #addCodeblocks(children: readonly BbcodeNode[]): void {
    const fences = children.filter((child) => child.kind === "fence");
    const onlyFences = children.every((child) => child.kind === "fence" || isBlank(child));
    // Where text stands between the languages, only the source's own order makes sense of it.
    const ordered = onlyFences ? fences.toSorted((a, b) => languageRank(a) - languageRank(b)) : children;
    this.#endLine();
    for (const child of ordered) this.add(child);
    this.#endLine();
  }

  /**
   * Puts the element around each line of its content: emphasis and links in Markdown end with their paragraph, in
   * BBCode they do not.
   */
  #addAround(node: Extract<BbcodeNode, { children: unknown }>): void {
    const inner = new BlockBuilder();
    for (const child of node.children) inner.add(child);
    let first = true;
    for (const block of inner.end()) {
      if (!first) this.#endLine();
      first = false;
      if (block.kind === "fence") this.#blocks.push(block);
      else this.#addWrapped(node, block.nodes);
    }
  }

  /** A break at the edge of an emphasis stands better beside it: Markdown's markers may not touch blanks. */
  #addWrapped(node: Extract<BbcodeNode, { children: unknown }>, children: readonly BbcodeNode[]): void {
    const start = children.findIndex((child) => child.kind !== "break");
    if (start === -1) {
      for (const child of children) this.add(child);
      return;
    }
    const end = children.findLastIndex((child) => child.kind !== "break") + 1;
    for (const child of children.slice(0, start)) this.add(child);
    this.#line.push({ ...node, children: children.slice(start, end) });
    for (const child of children.slice(end)) this.add(child);
  }
}

function isTrimmed(node: BbcodeNode | undefined, trim: "trimStart" | "trimEnd"): boolean {
  if (node === undefined || isBlank(node)) return false;
  return node.kind !== "text" || node.text[trim]().length === node.text.length;
}

function trimmed(line: LineBlock): LineBlock {
  if (isTrimmed(line.nodes[0], "trimStart") && isTrimmed(line.nodes.at(-1), "trimEnd")) return line;
  const start = line.nodes.findIndex((node) => !isBlank(node));
  if (start === -1) return { kind: "line", nodes: [] };
  const nodes = line.nodes.slice(start, line.nodes.findLastIndex((node) => !isBlank(node)) + 1);
  const first = nodes[0];
  if (first?.kind === "text") nodes[0] = { kind: "text", text: first.text.trimStart() };
  const last = nodes.at(-1);
  if (last?.kind === "text") nodes[nodes.length - 1] = { kind: "text", text: last.text.trimEnd() };
  return { kind: "line", nodes };
}

/** Cuts a description into paragraphs and code blocks. In Godot's texts each newline ends a paragraph. */
export function splitBlocks(nodes: readonly BbcodeNode[]): readonly Block[] {
  // One paragraph is the usual case.
  const only = trimmed({ kind: "line", nodes });
  if (only.nodes.every(staysInLine)) return only.nodes.length === 0 ? [] : [only];
  const builder = new BlockBuilder();
  for (const node of nodes) builder.add(node);
  const blocks: Block[] = [];
  for (const block of builder.end()) {
    const kept = block.kind === "line" ? trimmed(block) : block;
    if (kept.kind === "fence" || kept.nodes.length > 0) blocks.push(kept);
  }
  return blocks;
}
