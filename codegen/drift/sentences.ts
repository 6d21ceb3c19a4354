/** Which sentences of a text went and which came. A sentence is what a promise is made in. */
export function changedSentences(from: string, to: string): { gone: readonly string[]; come: readonly string[] } {
  const [before, after] = [sentencesOf(from), sentencesOf(to)];
  return { gone: without(before, after), come: without(after, before) };
}

/** Lines of code blocks count as sentences. */
function sentencesOf(text: string): readonly string[] {
  return text
    .split(/\n|(?<=[.!?])\s+(?=[\p{Lu}[])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

function without(sentences: readonly string[], others: readonly string[]): readonly string[] {
  const rest = new Set(others);
  return sentences.filter((sentence) => !rest.has(sentence));
}
