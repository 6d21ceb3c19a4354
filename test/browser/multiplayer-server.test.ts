/** A server on Node, and three of Chromium's tabs as its clients, which have found it by the signaling server. */
import { afterAll, expect, onTestFinished, test } from "vitest";
import { GodotError, WebRTCMultiplayerPeer } from "../../runtime/index.js";
import { SignalingServer } from "../../runtime/signaling/server/index.js";
import { watchReports } from "../core/watch-reports.js";
import { ORDERED, type Packet, RELIABLE, UNRELIABLE } from "../support/members.js";
import { eventually } from "../support/until.js";
import { withChromium } from "./chromium.js";
import { serveMember } from "./member-page.js";
import { type AnyMember, byChannel, Members } from "./members.js";
import { crash } from "./remote-page.js";

const { CONNECTION_CONNECTED, CONNECTION_DISCONNECTED } = WebRTCMultiplayerPeer;
const TIMEOUT_MS = 60_000;
/** libdatachannel gives up a peer that is silent after about 13 s if there is data under way. */
const CRASH_DEADLINE_MS = 90_000;

const reports = watchReports();

await withChromium("a Node server and tabs of Chromium", async (launch) => {
  const [browser, site] = await Promise.all([launch(), serveMember()]);
  afterAll(async () => {
    await browser.close();
    await site.close();
  });
  gameTests(new Members(browser, site));
});

interface Game {
  readonly server: AnyMember;
  /** By their ids, which the signaling server gave them. */
  readonly tabs: ReadonlyMap<number, AnyMember>;
  /** Another tab that wants to join. */
  enter(): Promise<AnyMember>;
}

function gameTests(members: Members): void {
  /** A game whose players have found each other by the signaling server. */
  const start = async (): Promise<Game> => {
    const signaling = new SignalingServer();
    const { url } = await signaling.listen({ port: 0 });
    onTestFinished(() => signaling.close());
    const server = members.here();
    expect(await server.call("join", url, "")).toBe(GodotError.OK);
    await server.until(({ lobby }) => lobby !== "", "the server's lobby");
    const { lobby } = await server.report();
    const enter = async (): Promise<AnyMember> => {
      const tab = await members.inTab();
      expect(await tab.call("join", url, lobby)).toBe(GodotError.OK);
      return tab;
    };
    const tabs = new Map<number, AnyMember>();
    for (let count = 1; count <= 3; count += 1) {
      const tab = await enter();
      await tab.until(({ status }) => status === CONNECTION_CONNECTED, `tab ${count} to be connected`);
      tabs.set((await tab.report()).id, tab);
    }
    await server.until(({ log }) => log.length === 3, "the server to be told of three");
    return { server, tabs, enter };
  };
  const play = (title: string, run: (game: Game) => Promise<void>, timeoutMs = TIMEOUT_MS): void => {
    const body = async (): Promise<void> => {
      await run(await start());
      expect(reports, "reports that the test did not expect").toEqual([]);
    };
    test(title, body, timeoutMs);
  };

  /** The others are still there, are told nothing, and hear of each other. */
  const expectStanding = async (server: AnyMember, tabs: ReadonlyMap<number, AnyMember>): Promise<void> => {
    for (const [id, tab] of tabs) {
      const before = [tab.packets.length, server.packets.length] as const;
      expect(await server.call("put", `to ${id}`, { target: id })).toBe(GodotError.OK);
      expect(await tab.call("put", `from ${id}`)).toBe(GodotError.OK);
      await tab.takePackets(before[0] + 1);
      await server.takePackets(before[1] + 1);
      expect(tab.packets.at(-1)).toEqual({ peer: 1, channel: 0, mode: RELIABLE, text: `to ${id}` });
      expect(server.packets.at(-1)).toEqual({ peer: id, channel: 0, mode: RELIABLE, text: `from ${id}` });
      expect((await tab.report()).log).toEqual(["+1"]);
    }
    expect((await server.report()).peers).toEqual(sorted(tabs.keys()));
  };

  play("each tab has an id of its own, and knows the server only", async ({ server, tabs }) => {
    const ids = sorted(tabs.keys());
    expect(ids).toHaveLength(3);
    expect(Math.min(...ids)).toBeGreaterThan(1);
    const { log, ...report } = await server.report();
    expect(log.toSorted()).toEqual(ids.map((id) => `+${id}`).sort());
    expect(report).toMatchObject({ id: 1, status: CONNECTION_CONNECTED, peers: ids });
    for (const [id, tab] of tabs) {
      expect(await tab.report()).toMatchObject({ id, status: CONNECTION_CONNECTED, log: ["+1"], peers: [1] });
    }
  });

  play("the server's packets go to all, to one, or to all but one, and tabs' to the server", async (game) => {
    const { server, tabs } = game;
    const toServer: Packet[] = [];
    const toTabs = new Map<number, Packet[]>([...tabs.keys()].map((id) => [id, []]));
    for (const mode of [UNRELIABLE, ORDERED, RELIABLE]) {
      const send = async (text: string, target: number, takers: Iterable<number>): Promise<void> => {
        expect(await server.call("put", text, { target, mode })).toBe(GodotError.OK);
        for (const id of takers) toTabs.get(id)?.push({ peer: 1, channel: 0, mode, text });
      };
      for (const [id, tab] of tabs) {
        await send(`to ${id}`, id, [id]);
        await send(
          `not to ${id}`,
          -id,
          [...tabs.keys()].filter((other) => other !== id),
        );
        for (const target of [0, 1]) {
          const text = `from ${id}, target ${target}`;
          expect(await tab.call("put", text, { target, mode })).toBe(GodotError.OK);
          toServer.push({ peer: id, channel: 0, mode, text });
        }
      }
      // Last, so that nothing that goes astray can come behind what is waited for.
      await send("to all", 0, tabs.keys());
    }
    await server.takePackets(toServer.length);
    expect(byChannel(server.packets)).toEqual(byChannel(toServer));
    for (const [id, tab] of tabs) {
      const packets = toTabs.get(id) ?? [];
      await tab.takePackets(packets.length);
      expect(byChannel(tab.packets)).toEqual(byChannel(packets));
    }
    await expectStanding(server, tabs);
  });

  play("a tab that the server disconnects is told, and the others stay", async ({ server, tabs }) => {
    const [[id, tab], rest] = parted(tabs);
    await server.call("disconnectPeer", id);
    await tab.until(({ log }) => log.length === 2, "the tab to be told");
    expect(await tab.report()).toMatchObject({ log: ["+1", "-1"], status: CONNECTION_DISCONNECTED, peers: [] });
    await server.until(({ log }) => log.length === 4, "the server to be told");
    expect((await server.report()).log.at(-1)).toBe(`-${id}`);
    await expectStanding(server, rest);
  });

  play("the server is told of a tab that is closed, and the others stay", async ({ server, tabs }) => {
    const [[id, tab], rest] = parted(tabs);
    await tab.page?.close();
    await server.until(({ log }) => log.length === 4, "the server to be told");
    expect((await server.report()).log.at(-1)).toBe(`-${id}`);
    await expectStanding(server, rest);
  });

  const withCrash = async ({ server, tabs }: Game): Promise<void> => {
    const [[id, { page }], rest] = parted(tabs);
    if (page !== undefined) await crash(page);
    // A game always has something to say.
    expect(await server.call("put", "who is there?")).toBe(GodotError.OK);
    for (const tab of rest.values()) await tab.takePackets(1);
    await server.until(({ log }) => log.length === 4, "the server to be told", CRASH_DEADLINE_MS);
    expect((await server.report()).log.at(-1)).toBe(`-${id}`);
    await expectStanding(server, rest);
  };
  play("the server is told of a tab that crashed, and the others stay", withCrash, 2 * CRASH_DEADLINE_MS);

  play("a server that refuses new connections lets nobody in until it does so no more", async (game) => {
    const { server, tabs, enter } = game;
    await server.call("refuseNewConnections", true);
    const refused = await enter();
    // The signaling server tells the host of whoever joins.
    await eventually(() => Promise.resolve(reports.length > 0), "the server to refuse");
    expect(reports.splice(0)).toMatchObject([{ method: "add_peer", code: GodotError.ERR_UNAUTHORIZED }]);
    await expectStanding(server, tabs);
    await server.call("refuseNewConnections", false);
    const admitted = await enter();
    await admitted.until(({ status }) => status === CONNECTION_CONNECTED, "the next tab to be connected");
    const { id } = await admitted.report();
    await server.until(({ log }) => log.length === 4, "the server to be told");
    expect((await refused.report()).log).toEqual([]);
    await expectStanding(server, new Map([...tabs, [id, admitted]]));
  });

  play("all tabs are told that the server leaves", async ({ server, tabs }) => {
    await server.call("leave");
    for (const [id, tab] of tabs) {
      await tab.until(({ log }) => log.length === 2, `tab ${id} to be told`);
      expect(await tab.report()).toMatchObject({ log: ["+1", "-1"], status: CONNECTION_DISCONNECTED, peers: [] });
    }
  });
}

/** The first of them, and the others. */
function parted<Key, Value>(
  all: ReadonlyMap<Key, Value>,
): readonly [first: readonly [Key, Value], rest: ReadonlyMap<Key, Value>] {
  const [first, ...rest] = all;
  if (first === undefined) throw new Error("There is none.");
  return [first, new Map(rest)];
}

function sorted(numbers: Iterable<number>): readonly number[] {
  return [...numbers].sort((one, other) => one - other);
}
