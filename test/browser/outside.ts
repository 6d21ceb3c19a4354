import type { Page } from "playwright-core";
import { type OtherProcess, startOtherProcess } from "../support/other-process.js";
import { openStunServer, type StunServer } from "../support/stun-server.js";
import type { Outside } from "./page/outside.js";

/** Lets the tests of a page reach what is outside. @returns ends what they started */
export async function openOutside(page: Page): Promise<() => Promise<void>> {
  let stun: StunServer | undefined;
  let other: OtherProcess | undefined;
  const outside: Outside = {
    async openStunServer() {
      stun ??= await openStunServer();
      return stun.port;
    },
    countStunRequests: () => Promise.resolve(stun?.requests.length ?? 0),
    answerStunRequests: () => new Promise((resolve) => stun?.answer(resolve)),
    answerElsewhere(offer) {
      other ??= startOtherProcess();
      return other.answer(offer);
    },
    async killElsewhere() {
      await other?.kill();
      other = undefined;
    },
  };
  for (const [name, function_] of Object.entries<(...args: never[]) => unknown>({ ...outside })) {
    await page.exposeFunction(name, function_);
  }
  return async () => {
    stun?.close();
    await other?.kill();
  };
}
