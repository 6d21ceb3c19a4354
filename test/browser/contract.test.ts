/** The contract suite inside headless Chromium: each test of the page is a test here. */
import { afterAll, describe } from "vitest";
import { suiteName } from "../conformance/suite/results.js";
import { whyNoTurnServer } from "../support/turn-server.js";
import { findChromium, withChromium } from "./chromium.js";
import { mirrorCases } from "./mirror.js";

/** What the page cannot find out by itself. */
const noTurn = whyNoTurnServer();
const address = noTurn === undefined ? "" : `#${new URLSearchParams({ noTurn }).toString()}`;

const define = (): Promise<void> =>
  withChromium("the contract suite over Chromium", async (launch) => {
    const browser = await launch();
    afterAll(() => browser.close());
    await mirrorCases(browser, "page/contract.ts", address);
  });

if (findChromium() !== undefined) await define();
// The page names its groups itself; without one, the report on conformance has to know whose tests are missing.
else describe(suiteName("Chromium"), define);
