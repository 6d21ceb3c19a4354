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
const END = /[.!?…]+["'”’»)\]]*(?<gap>\s+)(?=["'`“‘«([]*(?<next>[\p{Lu}\p{Lt}\p{N}\uE000]))/gu;
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

function* ends(mask: string): Generator<{ at: number; resume: number }> {
  const found: { at: number; resume: number }[] = [];
  for (const match of mask.matchAll(END)) {
    const at = match.index + match[0].length;
    const last = mask.slice(0, at).trimEnd();
    if (isEnd(last, match.groups?.["next"] ?? "")) found.push({ at: last.length, resume: at });
  }
  for (const match of mask.matchAll(/\n/g)) found.push({ at: match.index, resume: match.index + 1 });
  yield* found.sort((one, other) => one.at - other.at);
}

function isEnd(before: string, next: string): boolean {
  const last = (/[^\s([“"‘']*$/.exec(before)?.[0] ?? "").toLowerCase();
  if (ABBREVIATIONS.has(last)) return false;
  if (BEFORE_NUMBERS.has(last)) return !/\p{N}/u.test(next);
  return !AT_EITHER.has(last) || /\p{Lu}/u.test(next);
}

function hidden(text: string): string {
  return IN_WORD.repeat(text.length);
}
