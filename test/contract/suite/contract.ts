/** One suite over every backend: what the class reference promises, promise by promise. Nothing here is Node's. */
import { describe, expect, it } from "vitest";
import type { ContractBackend } from "./backend.js";
import { channelChapter } from "./channels.js";
import { configurationChapter } from "./configuration.js";
import { connectionChapter } from "./connections.js";
import { dataChannelChapter } from "./data-channels.js";
import { extensionChapter } from "./extensions.js";
import { faultChapter } from "./faults.js";
import { Ledger } from "./ledger.js";
import { lifetimeChapter } from "./lifetimes.js";
import { negotiationChapter } from "./negotiation.js";
import { packetChapter } from "./packets.js";
import { signalChapter } from "./signals.js";
import { Stage } from "./stage.js";
import { variantChapter } from "./variants.js";

/** What the chapters of the suite are written with. */
export interface Contract {
  readonly backend: ContractBackend;
  readonly stage: Stage;
  /**
   * Makes a test of a promise. The title starts with the ids of what it shows.
   *
   * @param timeoutMs for tests that take longer than tests do
   */
  promise(title: string, run: () => void | Promise<void>, timeoutMs?: number): void;
}

export type Chapter = (contract: Contract) => void;

const CHAPTERS: readonly Chapter[] = [
  connectionChapter,
  channelChapter,
  negotiationChapter,
  signalChapter,
  configurationChapter,
  lifetimeChapter,
  faultChapter,
  dataChannelChapter,
  packetChapter,
  variantChapter,
  extensionChapter,
];

/** @param more tests that only this backend has the means for */
export function runContract(backend: ContractBackend, ...more: readonly Chapter[]): void {
  describe(`contract over ${backend.name}`, () => {
    const ledger = new Ledger(backend.exclusions);
    const skip = (title: string, reason: string): void => {
      it.skip(`${title} [not over ${backend.name}: ${reason}]`, () => undefined);
    };
    const promise = (title: string, run: () => void | Promise<void>, timeoutMs?: number): void => {
      const reason = ledger.enter(title);
      if (reason === undefined) it(title, run, timeoutMs);
      else skip(title, reason);
    };
    const contract = { backend, stage: new Stage(backend), promise };
    for (const chapter of [...CHAPTERS, ...more]) chapter(contract);
    for (const part of ledger.untested) skip(part, ledger.reason(part));

    it("shows every promise, or says why it cannot", () => {
      const { run, skipped } = ledger.counts;
      const count = `${run} tests run, ${skipped} are skipped for ${ledger.lines.length} exclusions`;
      console.info(
        [`contract over ${backend.name}: ${count}`, ...ledger.lines.map((line) => `  not shown: ${line}`)].join("\n"),
      );
      expect(ledger.missing, "neither shown nor excluded").toEqual([]);
      expect(ledger.lines.length, "exclusions").toBeLessThan(10);
      expect(ledger.wrong, "excluded without a reason, or shown all the same").toEqual([]);
    });
  });
}
