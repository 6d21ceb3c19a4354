/** Headless Chromium, and what to say when it is not there. */
import { type Browser, chromium } from "playwright-core";
import { test } from "vitest";
import { findChromium } from "./find-chromium.js";

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
    test(what, ({ skip }) => skip(EXPLANATION));
  } else {
    test(what, () => {
      throw new Error(EXPLANATION);
    });
  }
}
