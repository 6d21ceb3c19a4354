import { readdirSync, readFileSync } from "node:fs";
import { shownPromises } from "../../../codegen/ledger/shown-promises.js";

/** What stands behind one sentence of the reference. Either tests show it, or a reason says why none can. */
export interface SentenceEntry {
  readonly hash: string;
  /** A copy, to be read here, and to be told when the reference says something else. */
  readonly text: string;
  /** Names of tests. */
  readonly shownBy?: readonly string[];
  readonly notTestable?: string;
}

/** Which tests show what the reference says of a class, by member (empty for the class itself). */
export interface ClassLedger {
  readonly class: string;
  readonly members: Readonly<Record<string, readonly SentenceEntry[]>>;
}

/** The promises by their ids. */
export type Promises = Readonly<Record<string, string>>;

/** The ledgers and promises of this package; the build puts them at the same place. */
const LEDGER = new URL("../ledger/", import.meta.url);
const PROMISES = new URL("../promises.json", import.meta.url);

export function readLedger(folder: URL = LEDGER): readonly ClassLedger[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.sort().map((file) => readJson(new URL(encodeURIComponent(file), folder)) as ClassLedger);
}

export function readPromises(): Promises {
  return readJson(PROMISES) as Promises;
}

/** The ids of promises, and parts of promises, that the name of a test starts with. */
export function promisesOf(testName: string): readonly string[] {
  return shownPromises(testName.split(" > ").at(-1) ?? "");
}

function readJson(file: URL): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
