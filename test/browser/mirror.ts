/** Tests that run in a page, each of them reported as a test here. */
import { SourceMap, type SourceMapPayload } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, describe, test } from "vitest";
import { bundle } from "./bundle.js";
import { openOutside } from "./outside.js";
import type { CaseInfo, CaseRunner, Failure } from "./page/cases.js";
import { pageWith, serve } from "./serve.js";

/** How long a test may take if it says nothing itself. */
const TIMEOUT_MS = 30_000;
/** The page notices first that a test takes too long. */
const GRACE_MS = 5_000;

declare const caseRunner: CaseRunner;

/** A page with tests, from the outside. */
export interface CasePage {
  readonly cases: readonly CaseInfo[];
  /** Runs one of them. @returns everything that went wrong, nobody's rejections included */
  run(index: number, timeoutMs?: number): Promise<readonly Failure[]>;
  close(): Promise<void>;
}

/**
 * Opens a page with the tests of a file. Its connections show the addresses they have, the loopback one among them: no names
 * over multicast DNS.
 *
 * @param address what is added to the page's address
 */
export async function openCases(browser: Browser, name: string, address = ""): Promise<CasePage> {
  const script = await bundle(name);
  const site = await serve(pageWith(script));
  const context = await browser.newContext({ permissions: ["microphone"] });
  const page = await context.newPage();
  page.on("console", (message) => console.info(message.text()));
  const closeOutside = await openOutside(browser, page);
  await page.goto(`${site.origin}/${address}`);
  const toSources = mapStack(script);
  return {
    cases: await page.evaluate(() => caseRunner.list()),
    async run(index, timeoutMs = TIMEOUT_MS) {
      const failures = await runCase(page, index, timeoutMs);
      return failures.map((failure) => ({ ...failure, stack: toSources(failure.stack) }));
    },
    async close() {
      await context.close();
      await closeOutside();
      await site.close();
    },
  };
}

/** Makes a test of each test of the page. To be called where tests are made. */
export async function mirrorCases(browser: Browser, name: string, address?: string): Promise<void> {
  const page = await openCases(browser, name, address);
  afterAll(() => page.close());
  for (const group of new Set(page.cases.map(({ path }) => path[0] ?? ""))) {
    describe(group, () => {
      page.cases.forEach(({ path, isSkipped, timeoutMs = TIMEOUT_MS }, index) => {
        if (path[0] !== group) return;
        const title = path.slice(1).join(" > ");
        const run = async (): Promise<void> => fail(await page.run(index, timeoutMs));
        if (isSkipped) test.skip(title, () => undefined);
        else test(title, run, timeoutMs + GRACE_MS);
      });
    });
  }
}

function runCase(page: Page, index: number, timeoutMs: number): Promise<Failure[]> {
  return page.evaluate(([at, ms]) => caseRunner.run(at, ms), [index, timeoutMs] as const);
}

function fail(failures: readonly Failure[]): void {
  const errors = failures.map(({ message, stack, ...compared }) => {
    const error = new Error(message);
    error.stack = `${error.name}: ${message}\n${stack}`;
    return Object.assign(error, compared, { showDiff: true });
  });
  if (errors.length > 1) throw new AggregateError(errors, errors.map(({ message }) => message).join("\n"));
  for (const error of errors) throw error;
}

/** Finds the places of a stack in the sources, by the map that the bundle ends with. */
function mapStack(script: string): (stack: string) => string {
  const encoded = /sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(script)?.[1] ?? "";
  const map = new SourceMap(JSON.parse(Buffer.from(encoded, "base64").toString()) as SourceMapPayload);
  const place = (whole: string, line: string, column: string): string => {
    const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!("originalSource" in entry)) return whole;
    return `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  };
  return (stack) => stack.replace(/https?:\/\/[^\s()]*script\.js:(\d+):(\d+)/g, place);
}
