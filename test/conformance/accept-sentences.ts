import type { ClassSentences } from "../../generated/ledger/index.js";
import { matchSentences, type MemberChanges } from "./match-sentences.js";
import type { ClassLedger, SentenceEntry } from "./report/ledger.js";

export interface Accepted {
  readonly ledger: readonly ClassLedger[];
  /** What was done, one line each. */
  readonly done: readonly string[];
  /** Ids that name nothing that is to be accepted. */
  readonly unknown: readonly string[];
}

/**
 * The ledger as it has to be once somebody has looked at the changes: a sentence put differently keeps its tests, a new
 * one gets an entry that still lacks them, and one that is gone goes.
 *
 * @param ids - `Class.member:hash` of what was looked at; undefined for all.
 */
export function acceptSentences(
  ledger: readonly ClassLedger[],
  sentences: readonly ClassSentences[],
  ids: readonly string[] | undefined,
): Accepted {
  const known = new Set<string>();
  const done: string[] = [];
  const isMeant = (owner: string, hash: string): boolean => {
    known.add(`${owner}:${hash}`);
    return ids?.includes(`${owner}:${hash}`) ?? true;
  };
  const members: Members = new Map(ledger.map((entry) => [entry.class, new Map(Object.entries(entry.members))]));
  for (const change of matchSentences(sentences, ledger)) {
    const own = members.get(change.class) ?? new Map<string, readonly SentenceEntry[]>();
    own.set(change.member, apply(change, own.get(change.member) ?? [], isMeant, done));
    members.set(change.class, own);
  }
  return { ledger: inOrder(members, sentences), done, unknown: (ids ?? []).filter((id) => !known.has(id)) };
}

type Members = Map<string, Map<string, readonly SentenceEntry[]>>;

function apply(
  { owner, changes, come, gone }: MemberChanges,
  before: readonly SentenceEntry[],
  isMeant: (owner: string, hash: string) => boolean,
  done: string[],
): readonly SentenceEntry[] {
  const entries = new Set(before);
  for (const { from, to } of changes) {
    if (!isMeant(owner, to.hash)) continue;
    entries.delete(from);
    entries.add({ ...from, ...to });
    done.push(`${owner}: ${to.text} (was: ${from.text})`);
  }
  for (const sentence of come) {
    if (!isMeant(owner, sentence.hash)) continue;
    entries.add({ ...sentence, shownBy: [] });
    done.push(`${owner}: new, and without a test yet: ${sentence.text}`);
  }
  for (const entry of gone) {
    if (!isMeant(owner, entry.hash)) continue;
    entries.delete(entry);
    done.push(`${owner}: gone: ${entry.text}`);
  }
  return [...entries];
}

/** As the reference has them, so that a ledger reads like it. What the reference does not have stands at the end. */
function inOrder(members: Members, sentences: readonly ClassSentences[]): readonly ClassLedger[] {
  const reference = new Map(sentences.map((entry) => [entry.class, entry.members]));
  return [...members].flatMap(([name, own]) => {
    const listed = reference.get(name) ?? [];
    const sorted = sort([...own], ([member]) => listed.findIndex((each) => each.member === member))
      .filter(([, entries]) => entries.length > 0)
      .map(([member, entries]) => {
        const texts = listed.find((each) => each.member === member)?.sentences ?? [];
        return [member, sort(entries, (entry) => texts.findIndex(([hash]) => hash === entry.hash))] as const;
      });
    return sorted.length === 0 ? [] : [{ class: name, members: Object.fromEntries(sorted) }];
  });
}

/** By their places; what has none (-1) comes last. */
function sort<Item>(items: readonly Item[], placeOf: (item: Item) => number): readonly Item[] {
  const place = (item: Item): number => (placeOf(item) === -1 ? Infinity : placeOf(item));
  return items.toSorted((one, other) => place(one) - place(other) || 0);
}
