/** A mesh of two Node peers and two of Chromium's tabs. */
import { afterAll, expect, test } from "vitest";
import { GodotError, var_to_bytes, WebRTCMultiplayerPeer } from "../../runtime/index.js";
import { watchReports } from "../core/watch-reports.js";
import { ORDERED, type Packet, RELIABLE, UNRELIABLE } from "../support/members.js";
import { withChromium } from "./chromium.js";
import { sampleOf } from "./driven-member.js";
import { serveMember } from "./member-page.js";
import { type AnyMember, byChannel, Members } from "./members.js";

const { CONNECTION_CONNECTED } = WebRTCMultiplayerPeer;
const TIMEOUT_MS = 60_000;

const reports = watchReports();

await withChromium("a mesh of Node and Chromium", async (launch) => {
  const [browser, site] = await Promise.all([launch(), serveMember()]);
  afterAll(async () => {
    await browser.close();
    await site.close();
  });
  meshTests(new Members(browser, site));
});

function meshTests(members: Members): void {
  /** Each kind offers to its own and to the other one. */
  const PLACES = new Map([
    [10, "here"],
    [20, "tab"],
    [30, "here"],
    [40, "tab"],
  ] as const);
  const IDS = [...PLACES.keys()];
  /** Of transfer channel 1, 2 and 3. */
  const EXTRA = [ORDERED, UNRELIABLE, RELIABLE];
  /** All there are: the first transfer channel has all modes, and each other one its own. */
  const WAYS = [
    ...[UNRELIABLE, ORDERED, RELIABLE].map((mode) => ({ channel: 0, mode })),
    ...EXTRA.map((mode, index) => ({ channel: index + 1, mode })),
  ];

  const play = (title: string, run: (mesh: ReadonlyMap<number, AnyMember>) => Promise<void>): void => {
    const body = async (): Promise<void> => {
      const mesh = await members.mesh(PLACES, EXTRA);
      await run(mesh);
      expect(reports, "reports that the test did not expect").toEqual([]);
    };
    test(title, body, TIMEOUT_MS);
  };

  play("everyone is told of everyone, once", async (mesh) => {
    for (const [id, member] of mesh) {
      const others = IDS.filter((other) => other !== id);
      const { log, ...report } = await member.report();
      expect(log.toSorted()).toEqual(others.map((other) => `+${other}`));
      expect(report).toEqual({ id, status: CONNECTION_CONNECTED, peers: others, lobby: "" });
    }
  });

  play("what goes to all, to one, or to all but one arrives there and nowhere else, on every channel", async (mesh) => {
    const wanted = new Map<number, Packet[]>(IDS.map((id) => [id, []]));
    for (const [id, member] of mesh) {
      const others = IDS.filter((other) => other !== id);
      const send = async (target: number, takers: readonly number[]): Promise<void> => {
        for (const way of WAYS) {
          const text = `${id} to ${target} on channel ${way.channel}, mode ${way.mode} ✓`;
          expect(await member.call("put", text, { ...way, target })).toBe(GodotError.OK);
          for (const taker of takers) wanted.get(taker)?.push({ peer: id, ...way, text });
        }
      };
      for (const other of others) {
        await send(
          -other,
          others.filter((taker) => taker !== other),
        );
        await send(other, [other]);
      }
      // Last, so that nothing that goes astray can come behind what is waited for.
      await send(0, others);
    }
    for (const [id, member] of mesh) {
      const packets = wanted.get(id) ?? [];
      await member.takePackets(packets.length);
      expect(byChannel(member.packets)).toEqual(byChannel(packets));
    }
  });

  play("Variants go to all and come from all, with their types", async (mesh) => {
    for (const [id, member] of mesh) expect(await member.call("putSample", id)).toBe(GodotError.OK);
    for (const [id, member] of mesh) {
      const others = IDS.filter((other) => other !== id);
      await member.takeVariants(others.length);
      expect(member.variants.toSorted((one, other) => one.peer - other.peer)).toEqual(
        others.map((peer) => ({ peer, bytes: [...var_to_bytes(sampleOf(peer))] })),
      );
    }
  });

  for (const [leaving, how] of [
    [20, "a tab is closed"],
    [40, "a tab leaves"],
    [30, "a Node peer leaves"],
  ] as const) {
    play(`${how}: all others are told, and go on`, async (mesh) => {
      const leaver = mesh.get(leaving);
      if (how === "a tab is closed") await leaver?.page?.close();
      else await leaver?.call("leave");
      const rest = [...mesh].filter(([id]) => id !== leaving);
      for (const [id, member] of rest) {
        await member.until(({ log }) => log.at(-1) === `-${leaving}`, `member ${id} to be told`);
      }
      for (const [id, member] of rest) expect(await member.call("put", `still ${id}`)).toBe(GodotError.OK);
      for (const [id, member] of rest) {
        const others = rest.map(([other]) => other).filter((other) => other !== id);
        await member.takePackets(others.length);
        expect(member.packets.map(({ text }) => text).sort()).toEqual(others.map((other) => `still ${other}`));
        const { log, ...report } = await member.report();
        expect(log).toHaveLength(4);
        expect(report).toEqual({ id, status: CONNECTION_CONNECTED, peers: others, lobby: "" });
      }
    });
  }
}
