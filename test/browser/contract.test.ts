/** The contract suite inside headless Chromium: each test of the page is a test here. */
import { afterAll } from "vitest";
import { suiteName } from "../conformance/suite/results.js";
import { whyNoTurnServer } from "../support/turn-server.js";
import { withChromium } from "./chromium.js";
import { mirrorCases } from "./mirror.js";

/** What the page cannot find out by itself. */
const noTurn = whyNoTurnServer();
const address = noTurn === undefined ? "" : `#${new URLSearchParams({ noTurn }).toString()}`;

// The name of its group: without Chromium, all of it is left out.
await withChromium(suiteName("Chromium"), async (launch) => {
  const browser = await launch();
  afterAll(() => browser.close());
  await mirrorCases(browser, "page/contract.ts", address);
});
