/** Node processes and tabs of Chromium meet in a lobby, through the server as its users start it. */
import type { BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { eventually } from "../support/until.js";
import { bundle } from "./bundle.js";
import { withChromium } from "./chromium.js";
import { openMember, type RemoteMember, type SignalingCommand, startMember, startSignaling } from "./lobby-members.js";
import type { Plan } from "./page/lobby-member.js";
import { pageWith, serve } from "./serve.js";

/** All of it together: five peers, of which some are processes that have to start. */
const TEST_TIMEOUT_MS = 90_000;

await withChromium("lobbies of Node processes and tabs", async (launch) => {
  const [browser, site] = await Promise.all([launch(), serve(pageWith(await bundle("page/lobby-page.ts")))]);
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  let context: BrowserContext;
  let signaling: SignalingCommand;
  let errors: string[];
  let members: RemoteMember[];
  beforeEach(async () => {
    [context, signaling] = await Promise.all([browser.newContext(), startSignaling()]);
    errors = [];
    members = [];
  });
  afterEach(async () => {
    await Promise.all(members.map((member) => member.end()));
    await context.close();
    await signaling.kill();
  });

  const tab = (): Promise<RemoteMember> => openMember(context, site, errors);
  /** All members in one lobby; the first one makes it. @returns their ids */
  const meet = async (all: readonly RemoteMember[], mode: NonNullable<Plan["mode"]>): Promise<number[]> => {
    members.push(...all);
    const ids: number[] = [];
    let lobby: string | undefined;
    for (const member of all) {
      const joined = await member.join(
        lobby === undefined ? { url: signaling.url, mode } : { url: signaling.url, lobby },
      );
      lobby = joined.name;
      ids.push(joined.id);
    }
    return ids;
  };
  const hasAll = async (lines: Promise<readonly string[]>, wanted: readonly string[]): Promise<boolean> => {
    const there = await lines;
    return wanted.every((line) => there.includes(line));
  };

  test(
    "T03 T04 three processes and two tabs talk in a mesh, and go on when the server is killed",
    async () => {
      const [a, b, c, d, e] = [startMember(), await tab(), startMember(), await tab(), startMember()] as const;
      const all = [a, b, c, d, e];
      const ids = await meet(all, "mesh");
      const others = (id: number | undefined): number[] => ids.filter((one) => one !== id);
      const allTalk = async (text: string): Promise<void> => {
        for (const member of all) expect(await member.say(text)).toBe(0);
        for (const [index, member] of all.entries()) {
          const wanted = others(ids[index]).map((id) => `${id}: ${text}`);
          await eventually(() => hasAll(member.heard(), wanted), `member ${index} to hear ${wanted.join(", ")}`);
        }
      };
      for (const [index, member] of all.entries()) {
        const wanted = others(ids[index]).map((id) => `+${id}`);
        await eventually(() => hasAll(member.events(), wanted), `member ${index} to be connected to all`);
      }
      await allTalk("while the server is there");
      expect(errors).toEqual([]);

      await signaling.kill();
      for (const member of all) await eventually(() => hasAll(member.events(), ["interrupted"]), "it to be noticed");
      await allTalk("without it");
      for (const member of all) expect((await member.events()).filter((event) => event.startsWith("-"))).toEqual([]);
    },
    TEST_TIMEOUT_MS,
  );

  test(
    "a tab is the server of a process and of another tab, which do not see each other",
    async () => {
      const [host, ...guests] = [await tab(), startMember(), await tab()] as const;
      const [, ...ids] = await meet([host, ...guests], "client-server");
      await eventually(
        () =>
          hasAll(
            host.events(),
            ids.map((id) => `+${id}`),
          ),
        "the host to have both",
      );
      for (const guest of guests) await eventually(() => hasAll(guest.events(), ["+1"]), "a guest to have the host");
      for (const guest of guests) await guest.say("hello, host");
      await host.say("hello, both");
      await eventually(
        () =>
          hasAll(
            host.heard(),
            ids.map((id) => `${id}: hello, host`),
          ),
        "the host to hear both",
      );
      for (const guest of guests) {
        await eventually(() => hasAll(guest.heard(), ["1: hello, both"]), "a guest to hear the host");
        expect(await guest.events()).toEqual(["+1"]);
      }
      expect(errors).toEqual([]);
    },
    TEST_TIMEOUT_MS,
  );
});
