import { parseBbcode, type BbcodeNode } from "../../bbcode/index.js";

/** A code block that holds a dictionary literal, with the parameter that the text before it speaks of. */
export interface DictionaryBlock {
  readonly parameter: string;
  readonly source: string;
}

/** Finds, in a method's description, the dictionaries that show the keys of its Dictionary parameters. */
export function findDictionaryBlocks(description: string, dictionaryParameters: readonly string[]): DictionaryBlock[] {
  const blocks: DictionaryBlock[] = [];
  if (dictionaryParameters.length === 0 || !description.includes("[codeblock")) return blocks;
  let mentioned: string | undefined;
  const visit = (nodes: readonly BbcodeNode[]): void => {
    for (const node of nodes) {
      if (node.kind === "link" && node.link === "param") mentioned = node.target;
      if (node.kind === "style" || node.kind === "codeblocks") visit(node.children);
      if (node.kind !== "fence" || !node.text.trim().startsWith("{")) continue;
      if (mentioned === undefined || !dictionaryParameters.includes(mentioned)) continue;
      if (blocks.some((block) => block.parameter === mentioned)) continue; // The same in another language, or an example.
      blocks.push({ parameter: mentioned, source: node.text });
    }
  };
  visit(parseBbcode(description).nodes);
  return blocks;
}
