import { splitBlocks } from "../bbcode/blocks.js";
import type { BbcodeNode, LinkNode } from "../bbcode/nodes.js";
import { parseBbcode } from "../bbcode/index.js";
import { codeSentences } from "./code-sentences.js";
import { cutSentences } from "./cut-sentences.js";

/** A piece of a line: words to look for sentence ends in, or a name or code, which is one word whatever stands in it. */
export interface Piece {
  readonly text: string;
  readonly isWord: boolean;
}

/**
 * A description in BBCode → what it says, sentence by sentence, as plain text with code in backticks. Code blocks count
 * by their comments: in an options dictionary these are what is promised of each key.
 */
export function splitSentences(text: string): readonly string[] {
  const { nodes } = parseBbcode(text);
  return splitBlocks(withoutTranslations(nodes)).flatMap((block) =>
    block.kind === "fence" ? codeSentences(block) : cutSentences(block.nodes.flatMap(pieces)),
  );
}

/** Of an example in several languages, one: they say the same. */
function withoutTranslations(nodes: readonly BbcodeNode[]): readonly BbcodeNode[] {
  return nodes.map((node) => {
    if (node.kind !== "codeblocks") return node;
    const fences = node.children.filter((child) => child.kind === "fence");
    return fences.find(({ language }) => language === "gdscript") ?? fences[0] ?? node;
  });
}

function pieces(node: BbcodeNode): readonly Piece[] {
  switch (node.kind) {
    case "text":
      return [{ text: node.text, isWord: false }];
    case "style":
      return node.children.flatMap(pieces);
    case "code":
      return [word(node.text)];
    case "link":
      return [word(linkName(node))];
    case "url":
      return node.children.length > 0 ? node.children.flatMap(pieces) : [{ text: node.target, isWord: true }];
    case "break":
      return [{ text: "\n", isWord: false }];
    default:
      return [];
  }
}

function word(text: string): Piece {
  return { text: `\`${text}\``, isWord: true };
}

/** As Godot shows it: methods with parentheses. */
function linkName({ link, target }: LinkNode): string {
  return link === "method" || link === "constructor" ? `${target}()` : target;
}
