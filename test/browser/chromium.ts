/** Headless Chromium: where it is, and what to say when it is not there. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { test } from "vitest";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** What the tests want of it. */
const FLAGS = [
  // Machines without a network have no other interface.
  "--allow-loopback-in-peer-connection",
  "--js-flags=--expose-gc",
  // Timers of tabs that nobody looks at go on.
  "--disable-background-timer-throttling",
  "--disable-renderer-backgrounding",
  "--disable-backgrounding-occluded-windows",
  // Nothing but the tests goes over the network.
  "--disable-background-networking",
  "--disable-component-update",
  "--no-pings",
];

const EXPLANATION =
  'Chromium was not found. Install it with "apt-get install chromium", or name one in the environment variable CHROMIUM.';

/** The path of Chromium: what the environment names, or the first in PATH. Undefined if there is none. */
export function findChromium(): string | undefined {
  const named = process.env["CHROMIUM"];
  if (named !== undefined && named !== "") return named;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs what makes the tests of a file, if there is Chromium. If not, says so, and how to get it; on CI that is a failure.
 *
 * @param what what is not tested then
 */
export async function withChromium(what: string, define: (launch: () => Promise<Browser>) => unknown): Promise<void> {
  const executablePath = findChromium();
  if (executablePath !== undefined) {
    await define(() => chromium.launch({ executablePath, args: FLAGS, chromiumSandbox: false }));
  } else if (["", "0", "false"].includes(process.env["CI"] ?? "")) {
    console.warn(`SKIPPED: ${what}. ${EXPLANATION}`);
    test.skip(`${what} [${EXPLANATION}]`, () => undefined);
  } else {
    test(what, () => {
      throw new Error(EXPLANATION);
    });
  }
}
