import type { FenceNode } from "../bbcode/nodes.js";
import { collapse, cutSentences } from "./cut-sentences.js";

/** `"key": value`, as options dictionaries are written. */
const KEY = /^["']?([\w-]+)["']?\s*:/;

/**
 * What a code block says in its comments: of a comment behind a key, each sentence with that key in front; of comments
 * on lines of their own, their sentences. Code without a word of comment stands for itself, as one sentence.
 */
export function codeSentences({ text, language }: FenceNode): readonly string[] {
  const mark = language === "csharp" ? "//" : "#";
  const sentences: string[] = [];
  let paragraph: string[] = [];
  const endParagraph = (): void => {
    sentences.push(...cut(paragraph.join(" ")));
    paragraph = [];
  };
  for (const line of text.split("\n")) {
    const { code, comment } = readLine(line, mark);
    if (code === "" && comment !== undefined) {
      paragraph.push(comment);
      continue;
    }
    endParagraph();
    if (comment !== undefined) sentences.push(...cut(comment).map((sentence) => `\`${labelOf(code)}\`: ${sentence}`));
  }
  endParagraph();
  const whole = collapse(text);
  return sentences.length > 0 || whole === "" ? sentences : [`\`${whole}\``];
}

function cut(comment: string): readonly string[] {
  return cutSentences([{ text: comment, isWord: false }]);
}

/** Of an entry the key: another example value is no other promise. */
function labelOf(code: string): string {
  const key = KEY.exec(code)?.[1];
  return key === undefined ? collapse(code) : `"${key}"`;
}

/** The comment mark does not count inside of strings. */
function readLine(line: string, mark: string): { code: string; comment: string | undefined } {
  let quote = "";
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (quote !== "") {
      if (character === "\\") index += 1;
      else if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (line.startsWith(mark, index)) {
      const comment = line.slice(index + mark.length).replace(new RegExp(`^${mark.charAt(0)}+`), "");
      return { code: line.slice(0, index).trim(), comment: comment.trim() };
    }
  }
  return { code: line.trim(), comment: undefined };
}
