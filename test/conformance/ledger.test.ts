import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { SENTENCES } from "../../generated/ledger/index.js";
import { findChromium } from "../browser/find-chromium.js";
import { ROOT } from "../support/root.js";
import { checkLedger } from "./check-ledger.js";
import { currentSentences } from "./current-sentences.js";
import { readLedger, readPromises } from "./report/ledger.js";
import type { Contract } from "./suite/contract.js";
import { PROMISES } from "./suite/promises.js";

/** Where tests show promises. Others that show sentences are named by the ledger. */
const TESTED = ["test/conformance/", "test/examples/"];

const LISTING_MS = 120_000;

/** The test files outside of the suite that show sentences. */
function namedFiles(): readonly string[] {
  const entries = readLedger().flatMap(({ members }) => Object.values(members).flat());
  const files = entries.flatMap(({ shownBy = [] }) => shownBy).map((name) => /^[^ ]*\.test\.ts(?= > )/.exec(name)?.[0]);
  return [...new Set(files.flatMap((file) => (file === undefined ? [] : `test/${file}`)))];
}

/** The names of all tests in {@link TESTED}, and in the files that the ledger names. A process of its own: a test runner does not run inside another. */
async function listTests(): Promise<readonly string[]> {
  const script = relative(ROOT, join(import.meta.dirname, "list-tests.ts"));
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST"));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", script, ...TESTED, ...namedFiles()],
    {
      cwd: ROOT,
      env: Object.fromEntries(environment),
      maxBuffer: 64 * 1024 * 1024,
      timeout: LISTING_MS,
    },
  );
  return JSON.parse(stdout.slice(stdout.indexOf("["))) as string[];
}

/** What the suite has for browsers alone. It runs in a page, and is named here without one. */
async function browserTitles(): Promise<readonly string[]> {
  const titles: string[] = [];
  // By its address only: what it stands on is a project of its own, with the types of browsers.
  const { href } = new URL("../browser/page/browser-chapter.ts", import.meta.url);
  // The rest of a contract is for the tests, which nobody runs here.
  const { browserChapter } = (await import(href)) as { browserChapter(contract: Pick<Contract, "promise">): void };
  browserChapter({ promise: (title) => void titles.push(title) });
  return titles;
}

/** Files with tests that exist only where Chromium does. */
const BROWSER = /^browser\//;

function unlistedTests(): readonly string[] {
  if (findChromium() !== undefined) return [];
  console.info("Tests in browsers that the ledger names are not looked up: without Chromium they are not there.");
  const entries = readLedger().flatMap(({ members }) => Object.values(members).flat());
  return entries.flatMap(({ shownBy = [] }) => shownBy).filter((name) => BROWSER.test(name));
}

let tests: readonly string[] = [];
beforeAll(async () => {
  tests = [...(await listTests()), ...(await browserTitles()), ...unlistedTests()];
}, LISTING_MS);

describe("the conformance ledger", () => {
  it("accounts for every sentence of the class references, and for every promise", () => {
    const [sentences, ledger, promises] = [currentSentences(), readLedger(), readPromises()];
    const faults = checkLedger({ sentences, ledger, promises, tests });
    expect(faults.join("\n\n")).toBe("");
  });

  it("has the sentences that were generated", () => {
    expect(SENTENCES, "run `npm run generate`").toEqual(currentSentences());
  });

  it("knows the promises that the suite asks of every implementation", () => {
    const own = Object.keys(readPromises()).filter((id) => !id.startsWith("T"));
    expect([...PROMISES].sort()).toEqual(own.sort());
  });

  it("has the promises as they were agreed on", () => {
    const file = join(ROOT, "../shared/promises.md");
    if (!existsSync(file)) {
      console.info("Not compared with the list of promises: ../shared/promises.md is not here.");
      return;
    }
    const agreed = [...readFileSync(file, "utf8").matchAll(/^- ([A-Z]\d\d) (.*)$/gm)].map(([, id, text]) => [id, text]);
    expect(agreed.length).toBeGreaterThan(70);
    expect(Object.entries(readPromises())).toEqual(agreed);
  });

  it("calls codes unreturned that the runtime names nowhere", async () => {
    const scope = readLedger().find((entry) => entry.class === "@GlobalScope");
    const unreturned = Object.entries(scope?.members ?? {})
      .filter(([, entries]) => entries.some(({ notTestable = "" }) => notTestable.includes("no method here returns")))
      .map(([code]) => code);
    expect(unreturned.length).toBeGreaterThan(30);
    const { Project, SyntaxKind } = await import("ts-morph");
    const project = new Project({ skipAddingFilesFromTsConfig: true });
    const named = project
      .addSourceFilesAtPaths(join(ROOT, "runtime/**/*.ts"))
      .flatMap((file) => file.getDescendantsOfKind(SyntaxKind.PropertyAccessExpression))
      .filter((access) => access.getExpression().getText() === "GodotError")
      .map((access) => access.getName());
    expect(named).toContain("ERR_INVALID_PARAMETER");
    expect(named.filter((code) => [...unreturned, "ERR_PRINTER_ON_FIRE"].includes(code))).toEqual([]);
  });
});
