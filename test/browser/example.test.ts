/** The example for browsers: two tabs find each other and chat. */
import { build } from "esbuild";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { ROOT } from "../support/root.js";
import { DEADLINE_MS } from "../support/until.js";
import { withChromium } from "./chromium.js";
import { serve } from "./serve.js";

/** For whoever wants to see it; not committed. */
const SCREENSHOT = join(ROOT, "artifacts", "browser-chat.png");

await withChromium("the example for browsers", async (launch) => {
  const [browser, site] = await Promise.all([launch(), serve(await bundleExample())]);
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  const chat = async (): Promise<void> => {
    const context = await browser.newContext({ permissions: ["microphone"] });
    context.setDefaultTimeout(DEADLINE_MS);
    const errors: string[] = [];
    const [first, second] = [await openTab(context, site.origin, errors), await openTab(context, site.origin, errors)];
    for (const tab of [first, second]) await waitForState(tab, "Connected with the other tab.");
    await say(first, "Hello from the first ✓");
    await say(second, "And from the second 🎲");
    const wanted = [
      [first, ["this tab: Hello from the first ✓", "other tab: And from the second 🎲"]],
      [second, ["other tab: Hello from the first ✓", "this tab: And from the second 🎲"]],
    ] as const;
    for (const [tab, lines] of wanted) {
      await tab.locator("#log li").nth(1).waitFor();
      expect((await tab.locator("#log li").allTextContents()).sort()).toEqual(lines.toSorted());
    }
    mkdirSync(join(ROOT, "artifacts"), { recursive: true });
    await first.screenshot({ path: SCREENSHOT });
    expect(readFileSync(SCREENSHOT).length).toBeGreaterThan(1_000);

    await second.close();
    await waitForState(first, "The other tab is gone. Open this page in another one.");
    const third = await openTab(context, site.origin, errors);
    for (const tab of [first, third]) await waitForState(tab, "Connected with the other tab.");
    await say(third, "And from the third");
    await first.getByText("other tab: And from the third").waitFor();
    expect(errors).toEqual([]);
    await context.close();
  };
  test("two tabs chat, one is closed, and the next one takes its place", chat, 8 * DEADLINE_MS);
});

/** The page with its script, bundled as `npm run example:browser-chat` does it. */
async function bundleExample(): Promise<Readonly<Record<string, string>>> {
  const folder = join(ROOT, "examples", "browser-chat");
  const entryPoints = [join(folder, "chat.ts")];
  const result = await build({ entryPoints, bundle: true, format: "esm", write: false, logLevel: "error" });
  return { "/": readFileSync(join(folder, "index.html"), "utf8"), "/chat.js": result.outputFiles[0]?.text ?? "" };
}

async function openTab(context: BrowserContext, origin: string, errors: string[]): Promise<Page> {
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => errors.push(message.text()));
  await page.goto(origin);
  return page;
}

async function waitForState(tab: Page, text: string): Promise<void> {
  await tab.locator("#status").filter({ hasText: text }).waitFor();
}

async function say(tab: Page, text: string): Promise<void> {
  await tab.locator("#text").fill(text);
  await tab.locator("#send").click();
}
