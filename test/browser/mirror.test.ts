/** The runner of tests in pages: what goes wrong in a page is a failure here. */
import { afterAll, expect, test } from "vitest";
import { withChromium } from "./chromium.js";
import { openCases } from "./mirror.js";

/** The tests of page/failing.ts, and what is to be heard of each. */
const WANTED = {
  passes: [],
  compares: ["the numbers: expected { a: 1 } to deeply equal { a: 2 }"],
  throws: ["thrown"],
  "leaves a rejection behind": ["nobody caught in the page: rejected"],
  "leaves an error behind": ["nobody caught in the page: thrown later"],
  "never ends": ["The test did not end within 100 ms."],
  "leaves a mess": ["a mess is left"],
};

await withChromium("the runner of tests in pages", async (launch) => {
  const browser = await launch();
  const page = await openCases(browser, "page/failing.ts");
  afterAll(async () => {
    await page.close();
    await browser.close();
  });

  test("finds the tests of the page", () => {
    expect(page.cases.map(({ path }) => path)).toEqual(Object.keys(WANTED).map((title) => ["failing", title]));
  });

  test.each(Object.entries(WANTED))("a test that %s", async (title, messages) => {
    const index = page.cases.findIndex(({ path }) => path[1] === title);
    const failures = await page.run(index, 100);
    expect(failures.map(({ message }) => message)).toEqual(messages);
    const places = failures.map(({ stack }) => stack).filter((stack) => stack.includes("failing.ts"));
    expect(places.length, "failures whose place in the sources is known").toBe(
      failures.length - (title === "never ends" ? 1 : 0),
    );
  });

  test("a comparison that fails tells what was there and what was wanted", async () => {
    const [failure] = await page.run(1);
    expect([failure?.actual, failure?.expected].map((text) => JSON.parse(text ?? "") as unknown)).toEqual([
      { a: 1 },
      { a: 2 },
    ]);
  });
});
