import { PARTS, type Part, PROMISES, shownBy } from "./promises.js";

/** Which promises the tests of one run show, and which are excluded with which reason. */
export class Ledger {
  readonly #exclusions: ReadonlyMap<string, string>;
  readonly #shown = new Set<string>();
  readonly #skipped = new Set<string>();
  #runs = 0;
  #skips = 0;

  constructor(exclusions: Readonly<Partial<Record<Part, string>>>) {
    this.#exclusions = new Map(Object.entries(exclusions));
  }

  /** @returns why the test is not run; undefined if it is. */
  enter(title: string): string | undefined {
    const entries = shownBy(title);
    for (const entry of entries) {
      const reason = this.#exclusions.get(entry);
      if (reason === undefined) continue;
      this.#skipped.add(entry);
      this.#skips += 1;
      return reason;
    }
    this.#runs += 1;
    for (const entry of entries) this.#shown.add(entry);
    return undefined;
  }

  /** How many tests of promises run, and how many do not. */
  get counts(): { readonly run: number; readonly skipped: number } {
    return { run: this.#runs, skipped: this.#skips };
  }

  /** Exclusions that no test of the run was skipped for. */
  get untested(): readonly string[] {
    return [...this.#exclusions.keys()].filter((entry) => !this.#skipped.has(entry));
  }

  reason(entry: string): string {
    return this.#exclusions.get(entry) ?? "";
  }

  /** Promises and parts that are neither shown nor excluded. */
  get missing(): readonly string[] {
    const promises = PROMISES.filter((id) => !this.#parts(id, this.#shown) && !this.#parts(id, this.#exclusions));
    const parts = Object.keys(PARTS).filter((part) => !this.#shown.has(part) && !this.#exclusions.has(part));
    return [...promises, ...parts];
  }

  /** Exclusions without a word why, or of what a test shows all the same. */
  get wrong(): readonly string[] {
    return [...this.#exclusions]
      .filter(([part, reason]) => reason.trim() === "" || this.#shown.has(part))
      .map(([part]) => part);
  }

  /** One line per exclusion. */
  get lines(): readonly string[] {
    return [...this.#exclusions].map(([part, reason]) => `${part} (${PARTS[part as Part]}): ${reason}`);
  }

  /** Whether a promise, or a part of it, is among these. */
  #parts(id: string, entries: ReadonlySet<string> | ReadonlyMap<string, string>): boolean {
    return [...entries.keys()].some((entry) => entry === id || entry.startsWith(`${id}/`));
  }
}
