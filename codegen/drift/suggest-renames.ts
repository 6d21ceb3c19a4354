import { isSame, type Owner } from "./difference.js";
import type { XmlClass } from "../xml/mirror.js";
import { memberFacts, type Attributes, type MemberFact } from "./facts.js";

/** A member, or a class, that is on one side only. */
export interface OneSided {
  readonly owner: Owner;
  readonly fact: MemberFact;
}

interface Candidate<T> {
  readonly gone: T;
  readonly come: T;
  readonly score: number;
}

/** From here on two names are similar: `instance` and `instantiate` are, `connect` and `disconnect_all` are not. */
const SIMILAR = 0.6;

const NONE: ReadonlySet<string> = new Set();

/** Pairs of a removed and an added member with the same facts and similar names, in both directions. */
export function suggestRenames(gone: readonly OneSided[], come: readonly OneSided[]): ReadonlyMap<OneSided, OneSided> {
  const score = (a: OneSided, b: OneSided): number =>
    haveSameFacts(a.fact, b.fact) ? nameSimilarity(a.fact.name, b.fact.name) : 0;
  return bestPairs(gone, come, ({ fact }) => fact.name, score);
}

/** The same for classes: similar names and members, whose facts may differ. */
export function suggestClassRenames(
  gone: readonly XmlClass[],
  come: readonly XmlClass[],
): ReadonlyMap<XmlClass, XmlClass> {
  const members = new Map([...gone, ...come].map((entry) => [entry, memberKeys(entry)]));
  return bestPairs(
    gone,
    come,
    ({ name }) => name,
    (a, b) => {
      const [keysA, keysB] = [members.get(a) ?? NONE, members.get(b) ?? NONE];
      const shared = [...keysA].filter((key) => keysB.has(key)).length;
      const all = keysA.size + keysB.size - shared;
      if (all > 0 && shared / all < 0.5) return 0;
      const name = nameSimilarity(a.name, b.name);
      if (all === 0) return name >= 0.8 ? name : 0;
      return (name + shared / all) / 2;
    },
  );
}

/** Constructors have the class's name, and say nothing. */
function memberKeys(entry: XmlClass): ReadonlySet<string> {
  const facts = memberFacts(entry).filter(({ kind }) => kind !== "constructor");
  return new Set(facts.map(({ kind, name }) => `${kind} ${name}`));
}

/** The best pairs first, ties by name; each is in one pair at most. */
function bestPairs<T>(
  gone: readonly T[],
  come: readonly T[],
  nameOf: (side: T) => string,
  score: (gone: T, come: T) => number,
): ReadonlyMap<T, T> {
  const names = ({ gone: a, come: b }: Candidate<T>): string => `${nameOf(a)} ${nameOf(b)}`;
  const candidates = gone
    .flatMap((a) => come.map((b): Candidate<T> => ({ gone: a, come: b, score: score(a, b) })))
    .filter((candidate) => candidate.score >= SIMILAR)
    .sort((a, b) => b.score - a.score || (names(a) < names(b) ? -1 : 1));
  const pairs = new Map<T, T>();
  for (const candidate of candidates) {
    if (pairs.has(candidate.gone) || pairs.has(candidate.come)) continue;
    pairs.set(candidate.gone, candidate.come);
    pairs.set(candidate.come, candidate.gone);
  }
  return pairs;
}

/** Names of parameters may differ: arguments are given by position. */
function haveSameFacts(a: MemberFact, b: MemberFact): boolean {
  return (
    a.kind === b.kind &&
    // All of these share their names: which is which is a matter of their types.
    a.kind !== "constructor" &&
    a.kind !== "operator" &&
    haveSameAttributes(a.attributes, b.attributes) &&
    a.params.length === b.params.length &&
    a.params.every((param, index) => haveSameAttributes(param.attributes, b.params[index]?.attributes ?? new Map()))
  );
}

function haveSameAttributes(a: Attributes, b: Attributes): boolean {
  return [...new Set([...a.keys(), ...b.keys()])].every((key) => isSame(key, a.get(key) ?? null, b.get(key) ?? null));
}

/** 0 … 1. A name that has all words of the other (`get_unique_id`, `get_network_unique_id`) is similar to it. */
function nameSimilarity(a: string, b: string): number {
  const [wordsA, wordsB] = [wordsOf(a), wordsOf(b)];
  const [few, many] = wordsA.length <= wordsB.length ? [wordsA, wordsB] : [wordsB, wordsA];
  const matches = few.map((word) => Math.max(0, ...many.map((other) => wordSimilarity(word, other))));
  const hasAll = few.length > 0 && !matches.includes(0);
  const shared = matches.reduce((sum, match) => sum + match, 0);
  const byWords = hasAll ? SIMILAR + (1 - SIMILAR) * (shared / many.length) * 0.9 : 0;
  const length = Math.max(a.length, b.length);
  const byLetters = length === 0 ? 1 : 1 - editDistance(a.toLowerCase(), b.toLowerCase()) / length;
  return Math.max(byWords, byLetters);
}

/** `quat` is short for `quaternion`. */
function wordSimilarity(word: string, other: string): number {
  if (word === other) return 1;
  return word.length >= 3 && other.startsWith(word) ? 0.8 : 0;
}

/** `get_unique_id`, `STATE_NEW`, `PackedByteArray` → words in lower case. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");
}

/** How many letters have to be inserted, deleted or replaced (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
