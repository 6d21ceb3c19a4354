/** The contract suite inside headless Chromium: each test of the page is a test here. */
import { afterAll } from "vitest";
import { suiteName } from "../conformance/suite/results.js";
import { withChromium } from "./chromium.js";
import { mirrorCases } from "./mirror.js";

const address = process.env["GODOT_WEBRTC_SLOW_TESTS"] === "1" ? "#slow" : "";

// The name of its group: without Chromium, all of it is left out.
await withChromium(suiteName("Chromium"), async (launch) => {
  const browser = await launch();
  afterAll(() => browser.close());
  await mirrorCases(browser, "page/contract.ts", address);
});
