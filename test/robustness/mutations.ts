/** Texts that were valid once. The same seed gives the same texts, so that a failure can be had again. */

/** Mulberry32: 32 bits of state are enough to spoil texts. @returns numbers from 0 up to, not including, 1 */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SPLINTERS = [
  "",
  " ",
  "\0",
  "\r",
  "\n",
  ":",
  "=",
  "-1",
  "0",
  "4294967296",
  "99999999999999999999",
  "é",
  "\ud800",
  "%s%n",
];

/** One text after another, each made of `valid` by one to four accidents. */
export function* mutations(valid: string, seed: number, count: number): Generator<string> {
  const next = random(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(list: readonly T[], otherwise: T): T => list[below(list.length)] ?? otherwise;
  const accidents: ((text: string) => string)[] = [
    // A piece is lost, replaced, doubled, or stands elsewhere.
    (text) => splice(text, below(text.length + 1), below(12), ""),
    (text) => splice(text, below(text.length + 1), below(4), pick(SPLINTERS, "")),
    (text) => splice(text, below(text.length + 1), 1, String.fromCharCode(below(0x250))),
    (text) => text.slice(0, below(text.length + 1)),
    (text) => text + text.slice(below(text.length + 1)),
    // The same by lines and by words.
    (text) => atRandom(text, "\n", below, (parts, at) => parts.splice(at, 1)),
    (text) => atRandom(text, "\n", below, (parts, at) => parts.splice(at, 0, pick(parts, ""))),
    (text) => atRandom(text, " ", below, (parts, at) => parts.splice(at, 1, pick(SPLINTERS, ""))),
    (text) => atRandom(text, ":", below, (parts, at) => parts.splice(at, 1, pick(SPLINTERS, "").repeat(below(300)))),
    (text) => text.replace(/\d+/g, (digits) => (below(8) === 0 ? pick(SPLINTERS, "") : digits)),
  ];
  for (let made = 0; made < count; made += 1) {
    let text = valid;
    for (let times = below(4); times >= 0; times -= 1) text = pick(accidents, (same) => same)(text);
    yield text;
  }
}

function splice(text: string, at: number, length: number, piece: string): string {
  return text.slice(0, at) + piece + text.slice(at + length);
}

function atRandom(
  text: string,
  separator: string,
  below: (limit: number) => number,
  change: (parts: string[], at: number) => unknown,
): string {
  const parts = text.split(separator);
  change(parts, below(parts.length));
  return parts.join(separator);
}
