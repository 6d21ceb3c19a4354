import type { Browser, Page } from "playwright-core";
import { type OtherProcess, startOtherProcess } from "../support/other-process.js";
import { openStunServer, type StunServer } from "../support/stun-server.js";
import { startTurnServer, type TurnServer } from "../support/turn-server.js";
import { startOtherTab } from "./other-tab.js";
import type { Outside } from "./page/outside.js";

/** Lets the tests of a page reach what is outside. @returns ends what they started */
export async function openOutside(browser: Browser, page: Page): Promise<() => Promise<void>> {
  let stun: StunServer | undefined;
  let other: OtherProcess | undefined;
  let tab: OtherProcess | undefined;
  const turns: TurnServer[] = [];
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
    answerInTab(offer) {
      tab ??= startOtherTab(browser);
      return tab.answer(offer);
    },
    async crashTab() {
      await tab?.kill();
      tab = undefined;
    },
    async startTurnServer(username, credential) {
      const turn = await startTurnServer(username, credential);
      turns.push(turn);
      return turn.port;
    },
    readTurnLog: (port) => Promise.resolve(turns.find((turn) => turn.port === port)?.log ?? ""),
  };
  for (const [name, function_] of Object.entries<(...args: never[]) => unknown>({ ...outside })) {
    await page.exposeFunction(name, function_);
  }
  return async () => {
    stun?.close();
    await other?.kill();
    await tab?.kill();
    for (const turn of turns) await turn.close();
  };
}
