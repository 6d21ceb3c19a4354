import type { ClassSentences } from "../../generated/ledger/index.js";
import { type ClassLedger, type Promises, promisesOf, type SentenceEntry } from "./report/ledger.js";
import { matchSentences } from "./match-sentences.js";

export interface CheckedLedger {
  /** What the class references say now. */
  readonly sentences: readonly ClassSentences[];
  readonly ledger: readonly ClassLedger[];
  readonly promises: Promises;
  /** The names of all tests there are, as ledgers have them. */
  readonly tests: readonly string[];
}

/** Of all sentences, at most this part may be one that no test can show. */
const MOST_NOT_TESTABLE = 0.15;

/** Everything that is not as it has to be; each line says what to do. */
export function checkLedger(checked: CheckedLedger): readonly string[] {
  return [...changed(checked), ...entryFaults(checked), ...promiseFaults(checked), ...shareFaults(checked)];
}

/** What the reference says and the ledger does not know, and what the ledger has and the reference says no more. */
function changed({ sentences, ledger }: CheckedLedger): readonly string[] {
  return matchSentences(sentences, ledger).flatMap(({ owner, changes, come, gone }) => [
    ...changes.map(({ from, to }) =>
      [
        `${owner}: a sentence changed.`,
        `  it said:  ${from.text}`,
        `  it says:  ${to.text}`,
        ...standingOn(from),
        `  See whether they still show it, mend them if not, and accept the new text: ${accept(owner, to.hash)}`,
      ].join("\n"),
    ),
    ...come.map(({ hash, text }) =>
      [
        `${owner}: a sentence is new: ${text}`,
        `  Write a test that shows it. ${accept(owner, hash)} puts the sentence into the ledger; add the test's name to its "shownBy" there.`,
      ].join("\n"),
    ),
    ...gone.map((entry) =>
      [
        `${owner}: a sentence of the ledger is gone from the reference: ${entry.text}`,
        ...standingOn(entry),
        `  See whether they are still wanted, and take it out of the ledger: ${accept(owner, entry.hash)}`,
      ].join("\n"),
    ),
  ]);
}

function entryFaults({ ledger, tests }: CheckedLedger): readonly string[] {
  // What is nothing but an id stands for a part that an implementation leaves out.
  const known = new Set(tests.filter((name) => name.includes(" ")));
  return entriesOf(ledger).flatMap(([owner, entry]) => {
    const { shownBy = [], notTestable, text } = entry;
    if (notTestable !== undefined) {
      if (shownBy.length > 0)
        return [`${owner}: it has tests, and a reason why there are none. Keep one of them: ${text}`];
      return notTestable.trim() === "" ? [`${owner}: "notTestable" wants a reason: ${text}`] : [];
    }
    if (shownBy.length === 0) {
      return [
        `${owner}: no test shows this sentence. Name one in "shownBy", or say in "notTestable" why none can: ${text}`,
      ];
    }
    return shownBy
      .filter((name) => !known.has(name))
      .map(
        (name) =>
          `${owner}: there is no test "${name}"${nearest(name, tests)}. Correct its name, or name another: ${text}`,
      );
  });
}

function promiseFaults({ promises, tests }: CheckedLedger): readonly string[] {
  const ids = tests.flatMap((name) => promisesOf(name).map((id) => [id.split("/")[0] ?? "", name] as const));
  const shown = new Set(ids.map(([id]) => id));
  const missing = Object.entries(promises)
    .filter(([id]) => !shown.has(id))
    .map(([id, text]) => `${id}: no test shows this promise. Begin the title of one with "${id} ": ${text}`);
  const unknown = ids
    .filter(([id]) => !Object.hasOwn(promises, id))
    .map(([id, name]) => `"${name}" begins with ${id}, which promises.json does not have. Correct the title`);
  return [...missing, ...new Set(unknown)];
}

function shareFaults({ ledger }: CheckedLedger): readonly string[] {
  const entries = entriesOf(ledger);
  const without = entries.filter(([, { notTestable }]) => notTestable !== undefined).length;
  if (without < MOST_NOT_TESTABLE * entries.length) return [];
  const share = ((100 * without) / entries.length).toFixed(1);
  return [
    `${without} of ${entries.length} sentences (${share} %) are not testable; it must be less than 15 %. Write tests`,
  ];
}

function entriesOf(ledger: readonly ClassLedger[]): readonly (readonly [owner: string, entry: SentenceEntry])[] {
  return ledger.flatMap(({ class: name, members }) =>
    Object.entries(members).flatMap(([member, entries]) =>
      entries.map((entry) => [member === "" ? name : `${name}.${member}`, entry] as const),
    ),
  );
}

function standingOn({ shownBy, notTestable }: SentenceEntry): readonly string[] {
  if (notTestable !== undefined) return [`  It was not testable: ${notTestable}`];
  return ["  Tests that stood on it:", ...(shownBy ?? []).map((name) => `    ${name}`)];
}

function accept(owner: string, hash: string): string {
  return `npm run conformance:accept -- "${owner}:${hash}"`;
}

/** A test with the same title, or else the one of the same promise whose title has the most words in common. */
function nearest(name: string, tests: readonly string[]): string {
  const words = new Set(name.split(" "));
  const [heading] = words;
  const title = name.split(" > ").at(-1);
  const inCommon = (test: string): number => test.split(" ").filter((word) => words.has(word)).length;
  const found =
    tests.find((test) => test.split(" > ").at(-1) === title) ??
    tests
      .filter((test) => test.split(" ")[0] === heading)
      .reduce<string | undefined>(
        (best, test) => (best === undefined || inCommon(test) > inCommon(best) ? test : best),
        undefined,
      );
  return found === undefined ? "" : `; there is "${found}"`;
}
