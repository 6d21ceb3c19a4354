import type { ClassSentences } from "../../generated/ledger/index.js";
import type { ClassLedger, SentenceEntry } from "./report/ledger.js";

export interface Sentence {
  readonly hash: string;
  readonly text: string;
}

/** How the sentences of one member differ from those that the ledger has. */
export interface MemberChanges {
  readonly class: string;
  readonly member: string;
  /** `Class.member`, or `Class`. */
  readonly owner: string;
  /** Sentences that were put differently. */
  readonly changes: readonly { readonly from: SentenceEntry; readonly to: Sentence }[];
  readonly come: readonly Sentence[];
  readonly gone: readonly SentenceEntry[];
}

/** Two sentences of one member are the same, put differently, if they share at least this part of their words. */
const ALIKE = 0.4;

/** The members whose sentences are not those of the ledger. */
export function matchSentences(
  sentences: readonly ClassSentences[],
  ledger: readonly ClassLedger[],
): readonly MemberChanges[] {
  const said = new Map(
    sentences.map((entry) => [entry.class, new Map(entry.members.map((each) => [each.member, each]))]),
  );
  const kept = new Map(ledger.map((entry) => [entry.class, entry.members]));
  return [...new Set([...said.keys(), ...kept.keys()])].flatMap((name) => {
    const [now, before] = [said.get(name) ?? new Map<string, never>(), kept.get(name) ?? {}];
    return [...new Set([...now.keys(), ...Object.keys(before)])].flatMap((member) => {
      const texts = new Map(now.get(member)?.sentences ?? []);
      const entries = before[member] ?? [];
      const hashes = new Set(entries.map(({ hash }) => hash));
      const come = [...texts].filter(([hash]) => !hashes.has(hash)).map(([hash, text]) => ({ hash, text }));
      const gone = entries.filter(({ hash }) => !texts.has(hash));
      if (come.length + gone.length === 0) return [];
      return [{ class: name, member, owner: member === "" ? name : `${name}.${member}`, ...pair(gone, come) }];
    });
  });
}

/** The most alike first. */
function pair(gone: SentenceEntry[], come: Sentence[]): Pick<MemberChanges, "changes" | "come" | "gone"> {
  const pairs = gone
    .flatMap((from) => come.map((to) => ({ from, to, likeness: likeness(from.text, to.text) })))
    .filter(({ likeness: value }) => value >= ALIKE || (gone.length === 1 && come.length === 1))
    .sort((one, other) => other.likeness - one.likeness);
  const changes: { from: SentenceEntry; to: Sentence }[] = [];
  for (const { from, to } of pairs) {
    if (changes.some((other) => other.from === from || other.to === to)) continue;
    changes.push({ from, to });
  }
  return {
    changes,
    come: come.filter((to) => !changes.some((each) => each.to === to)),
    gone: gone.filter((from) => !changes.some((each) => each.from === from)),
  };
}

/** The part of all words that both have. */
function likeness(one: string, other: string): number {
  const [words, others] = [wordsOf(one), wordsOf(other)];
  const shared = [...words].filter((word) => others.has(word)).length;
  return shared / (words.size + others.size - shared || 1);
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []);
}
