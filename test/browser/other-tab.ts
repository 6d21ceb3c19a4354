/** A tab as the other process of a test: a client of a multiplayer peer, whose tab is killed by a crash. */
import type { Browser } from "playwright-core";
import type { Message, OtherProcess } from "../support/other-process.js";
import { eventually } from "../support/until.js";
import type { DrivenMember } from "./driven-member.js";
import { openMember, serveMember } from "./member-page.js";
import type { Signal } from "./page/peer.js";
import { crash, type RemoteObject } from "./remote-page.js";
import type { Site } from "./serve.js";

const SERVER_ID = 1;
const OWN_ID = 2;

export function startOtherTab(browser: Browser): OtherProcess {
  const told: Signal[] = [];
  const opening = open(browser, told);
  return {
    async answer(offer) {
      const { member } = await opening;
      await member.call("createClient", OWN_ID);
      await member.call("meet", SERVER_ID, false);
      for (const signal of signalsOf(offer)) await member.call("hear", SERVER_ID, signal);
      await eventually(() => Promise.resolve(messageOf(told) !== undefined), "the other tab to answer");
      return messageOf(told) ?? { type: "", sdp: "", candidates: [] };
    },
    async kill() {
      const { member, site } = await opening;
      await crash(member.page);
      await member.page.context().close();
      await site.close();
    },
  };
}

async function open(
  browser: Browser,
  told: Signal[],
): Promise<{ readonly member: RemoteObject<DrivenMember>; readonly site: Site }> {
  const site = await serveMember();
  return { site, member: await openMember(browser, site, ({ signal }) => told.push(signal)) };
}

function signalsOf({ type, sdp, candidates }: Message): readonly Signal[] {
  const description: Signal = { kind: "description", type, sdp };
  const rest = candidates.map(({ media, index, name }): Signal => ({
    kind: "candidate",
    ...{ candidate: name, sdpMid: media, sdpMLineIndex: index },
  }));
  return [description, ...rest];
}

/** What a peer has told, if that is enough to connect to it. */
function messageOf(signals: readonly Signal[]): Message | undefined {
  const description = signals.find((signal) => signal.kind === "description");
  const candidates = signals.flatMap((signal) => {
    if (signal.kind === "description") return [];
    return [{ media: signal.sdpMid, index: signal.sdpMLineIndex, name: signal.candidate }];
  });
  if (description === undefined || candidates.length === 0) return undefined;
  return { type: description.type, sdp: description.sdp, candidates };
}
