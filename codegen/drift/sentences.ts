import { splitSentences } from "../ledger/split-sentences.js";

/** Which sentences of a text went and which came. A sentence is what a promise is made in. */
export function changedSentences(from: string, to: string): { gone: readonly string[]; come: readonly string[] } {
  const [before, after] = [splitSentences(from), splitSentences(to)];
  return { gone: without(before, after), come: without(after, before) };
}

function without(sentences: readonly string[], others: readonly string[]): readonly string[] {
  const rest = new Set(others);
  return sentences.filter((sentence) => !rest.has(sentence));
}
