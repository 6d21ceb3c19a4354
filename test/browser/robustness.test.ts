/** What breaks others, inside headless Chromium. */
import { afterAll } from "vitest";
import { withChromium } from "./chromium.js";
import { mirrorCases } from "./mirror.js";

await withChromium("robustness in Chromium", async (launch) => {
  const browser = await launch();
  afterAll(() => browser.close());
  await mirrorCases(browser, "page/robustness.ts");
});
