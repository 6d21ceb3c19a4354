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
import { multiplayerFaultChapter } from "./multiplayer-faults.js";
import { multiplayerPacketChapter } from "./multiplayer-packets.js";
import { multiplayerPeerChapter } from "./multiplayer-peers.js";
import { multiplayerRoleChapter } from "./multiplayer-roles.js";
import { negotiationChapter } from "./negotiation.js";
import { objectChapter } from "./objects.js";
import { packetChapter } from "./packets.js";
import { refusalChapter } from "./refusals.js";
import { excludedTitle, suiteName } from "./results.js";
import { signalChapter } from "./signals.js";
import { Stage } from "./stage.js";
import { structureChapter } from "./structure/structure.js";
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
  /** Makes a test that belongs to no promise of its own. */
  check(title: string, run: () => void | Promise<void>): void;
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
  multiplayerRoleChapter,
  multiplayerPeerChapter,
  multiplayerPacketChapter,
  multiplayerFaultChapter,
  refusalChapter,
  objectChapter,
  structureChapter,
];

/** Who makes tests of the suite's. */
export interface TestMaker {
  test(title: string, run: () => void | Promise<void>, timeoutMs?: number): void;
  /** One that is left out; the title says why. */
  skip(title: string): void;
}

const PLAIN: TestMaker = {
  test: (title, run, timeoutMs) => it(title, run, timeoutMs),
  skip: (title) => it.skip(title, () => undefined),
};

/** @param more tests that only this backend has the means for */
export function runContract(backend: ContractBackend, ...more: readonly Chapter[]): void {
  describe(suiteName(backend.name), () => defineContract(backend, PLAIN, more));
}

/** Makes the tests, inside of a group of the test runner's. */
export function defineContract(backend: ContractBackend, maker: TestMaker, more: readonly Chapter[]): void {
  const { name } = backend;
  const ledger = new Ledger(backend.exclusions);
  const skip = (title: string, reason: string): void => maker.skip(excludedTitle(title, name, reason));
  const promise: Contract["promise"] = (title, run, timeoutMs) => {
    const reason = ledger.enter(title);
    if (reason === undefined) maker.test(title, run, timeoutMs);
    else skip(title, reason);
  };
  const check: Contract["check"] = (title, run) => maker.test(title, run);
  const contract = { backend, stage: new Stage(backend), promise, check };
  for (const chapter of [...CHAPTERS, ...more]) chapter(contract);
  for (const part of ledger.untested) skip(part, ledger.reason(part));

  maker.test("shows every promise, or says why it cannot", () => {
    for (const line of ledger.lines) console.info(`Not shown over ${name}: ${line}`);
    expect(ledger.missing, "neither shown nor excluded").toEqual([]);
    expect(ledger.wrong, "excluded without a reason, or shown all the same").toEqual([]);
  });
}
