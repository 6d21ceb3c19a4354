import { type ClassSentences, SENTENCES } from "../../../generated/ledger/index.js";
import { OUTER_PARTS } from "../suite/promises.js";
import type { TestResult } from "../suite/results.js";
import { type ClassLedger, type Promises, promisesOf, readLedger, readPromises } from "./ledger.js";

/** What a report accounts for. */
export interface ReportFacts {
  readonly sentences: readonly ClassSentences[];
  readonly ledger: readonly ClassLedger[];
  readonly promises: Promises;
  /** The names of the implementations that the suite has to run over: one without results is missing. */
  readonly implementations: readonly string[];
}

/** What the suite of this package runs over, as the runs call it. */
const OWN_IMPLEMENTATIONS = ["Chromium", "loopback", "node-datachannel"];

/** Everything that this package says and promises. */
export function ownFacts(): ReportFacts {
  return { sentences: SENTENCES, ledger: readLedger(), promises: readPromises(), implementations: OWN_IMPLEMENTATIONS };
}

/** The part of it that the suite shows, or nobody can: the rest is shown by tests that only this package's project has. */
export function suiteFacts(): ReportFacts {
  const { sentences, ledger, promises } = ownFacts();
  const inSuite = ledger.map(({ class: name, members }) => ({
    class: name,
    members: Object.fromEntries(
      Object.entries(members).map(([member, entries]) => [
        member,
        entries.flatMap((entry) => {
          const shownBy = entry.shownBy?.filter(isOfSuite);
          return shownBy?.length === 0 ? [] : [shownBy === undefined ? entry : { ...entry, shownBy }];
        }),
      ]),
    ),
  }));
  const known = new Map(inSuite.map((entry) => [entry.class, entry.members]));
  return {
    sentences: sentences.map(({ class: name, members }) => ({
      class: name,
      members: members.flatMap((each) => {
        const hashes = new Set(known.get(name)?.[each.member]?.map(({ hash }) => hash));
        const kept = each.sentences.filter(([hash]) => hashes.has(hash));
        return kept.length === 0 ? [] : [{ ...each, sentences: kept }];
      }),
    })),
    ledger: inSuite,
    promises: Object.fromEntries(Object.entries(promises).filter(([id]) => !id.startsWith("T"))),
    implementations: [],
  };
}

/** What results are to be held against: all, or if they are those of other implementations, what the suite alone shows. */
export function factsFor(results: readonly TestResult[]): ReportFacts {
  const implementations = new Set(results.flatMap(({ over }) => over ?? []));
  const areOurs = implementations.size === 0 || OWN_IMPLEMENTATIONS.some((name) => implementations.has(name));
  return areOurs ? ownFacts() : suiteFacts();
}

/** Tests of the project's alone are named with their file, or show what takes more than an implementation. */
function isOfSuite(name: string): boolean {
  const outer: readonly string[] = OUTER_PARTS;
  return !/^\S+\.test\.ts > /.test(name) && !promisesOf(name).some((id) => outer.includes(id));
}
