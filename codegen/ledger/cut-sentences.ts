import type { Piece } from "./split-sentences.js";

/** Behind these the sentence goes on, however the next word begins. */
const ABBREVIATIONS = new Set([
  "e.g.",
  "i.e.",
  "cf.",
  "vs.",
  "approx.",
  "incl.",
  "excl.",
  "resp.",
  "mr.",
  "mrs.",
  "dr.",
]);
/** Behind these it goes on if a number follows. */
const BEFORE_NUMBERS = new Set(["no.", "nos.", "fig.", "p.", "pp.", "sec.", "ver.", "v.", "ch.", "max.", "min."]);
/** Behind these it goes on unless an ordinary word begins with a capital letter. */
const AT_EITHER = new Set(["etc.", "al."]);

/** Stands for a letter of a word that is not looked into: one that may begin a sentence. */
const IN_WORD = "\uE000";
/** An end mark with what closes behind it, white space, and what may begin a sentence with what opens before it. */
const END = /(?<![.!?…])[.!?…]+["'”’»)\]]*(?<gap>\s+)(?=["'`“‘«([]*(?<next>[\p{Lu}\p{Lt}\p{N}\uE000]))/gu;
/** Stands before a word, and belongs to none. */
const BEFORE_WORD = /[\s([“"‘']/;
/** `- item`, `1. item` */
const LIST_MARK = /^\s*(?:[-*•–]|\d+[.)])\s+/;

/** The sentences of one paragraph or list item. A line break ends one too. */
export function cutSentences(pieces: readonly Piece[]): readonly string[] {
  const text = pieces.map((piece) => piece.text).join("");
  // The same length, so that a place in one is the same place in the other.
  const mask = pieces.map((piece) => (piece.isWord ? hidden(piece.text) : piece.text)).join("");
  const sentences: string[] = [];
  let start = LIST_MARK.exec(mask)?.[0].length ?? 0;
  const end = (at: number): void => {
    const sentence = collapse(text.slice(start, at));
    if (sentence !== "") sentences.push(sentence);
  };
  for (const { at, resume } of ends(mask)) {
    if (at < start) continue;
    end(at);
    start = resume;
  }
  end(text.length);
  return sentences;
}

/** Runs of white space are one space. */
export function collapse(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function ends(mask: string): readonly { readonly at: number; readonly resume: number }[] {
  const found: { at: number; resume: number }[] = [];
  for (const match of mask.matchAll(END)) {
    const { gap = "", next = "" } = match.groups ?? {};
    const resume = match.index + match[0].length;
    const at = resume - gap.length;
    if (isEnd(wordBefore(mask, at), next)) found.push({ at, resume });
  }
  for (const match of mask.matchAll(/\n/g)) found.push({ at: match.index, resume: match.index + 1 });
  return found.sort((one, other) => one.at - other.at);
}

/** The word that ends there. Looks at nothing before it: paragraphs may be long, and have many ends. */
function wordBefore(mask: string, end: number): string {
  let start = end;
  while (start > 0 && !BEFORE_WORD.test(mask.charAt(start - 1))) start -= 1;
  return mask.slice(start, end).toLowerCase();
}

function isEnd(last: string, next: string): boolean {
  if (ABBREVIATIONS.has(last)) return false;
  if (BEFORE_NUMBERS.has(last)) return !/\p{N}/u.test(next);
  return !AT_EITHER.has(last) || /\p{Lu}/u.test(next);
}

function hidden(text: string): string {
  return IN_WORD.repeat(text.length);
}
