import { afterEach, describe, expect, test } from "vitest";
import { expectNothingBefore, type Guest, Lobbies } from "../support/lobbies.js";
import { ANSWER, CANDIDATE, OFFER, PEER_DISCONNECT } from "../support/raw-client.js";
import type { Stage } from "./stage.js";

/** What must arrive as it was sent. */
const TEXTS = [
  "",
  "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\n",
  "\n0\n0\ncandidate:1 1 UDP 2122317823 127.0.0.1 50000 typ host",
  'quotes " and \\ and / and </script>',
  "ä ß 中文 🎮 \u2028\u2029 \u0000\u0001\u007f",
  " 7 7 leading digits",
  "x".repeat(20_000),
];

export function describeRelaying({ url }: Stage): void {
  const lobbies = new Lobbies(url);
  afterEach(() => lobbies.close());

  async function three(mode: 0 | 1): Promise<readonly [Guest, Guest, Guest]> {
    const { host: client, lobby } = await lobbies.make(mode);
    const host = { client, id: 1 };
    const one = await lobbies.join(lobby, [host], mode);
    const other = await lobbies.join(lobby, mode === 0 ? [host, one] : [host], mode);
    return [host, one, other];
  }

  describe.each([
    ["a mesh", 0],
    ["client/server", 1],
  ] as const)("in %s", (_, mode) => {
    test("offers, answers and candidates arrive with the sender's id, whole and in order", async () => {
      const [host, guest, bystander] = await three(mode);
      for (const [from, to] of [
        [host, guest],
        [guest, host],
      ] as const) {
        const sent = [OFFER, ANSWER, CANDIDATE].flatMap((type) => TEXTS.map((data) => ({ type, data })));
        for (const { type, data } of sent) from.client.send(type, to.id, data);
        const want = sent.map(({ type, data }) => ({ type, id: from.id, data }));
        expect(await to.client.take(sent.length)).toEqual(want);
      }
      await expectNothingBefore(bystander, host);
    });
  });

  test("the frame is written to the letter", async () => {
    const [host, guest] = await three(0);
    guest.client.socket.send('{"id": 1.0, "data": "a\\nb", "type": 6.0, "more": 1}');
    expect(await host.client.text()).toBe(`{"type":6,"id":${guest.id},"data":"a\\nb"}`);
  });

  test("many at once arrive in order, from several senders", async () => {
    const [host, one, other] = await three(0);
    for (let number = 0; number < 100; number += 1) {
      one.client.send(CANDIDATE, 1, String(number));
      other.client.send(CANDIDATE, 1, String(number));
    }
    const frames = await host.client.take(200);
    const numbers = Array.from({ length: 100 }, (_, number) => String(number));
    for (const { id } of [one, other]) {
      expect(frames.filter((frame) => frame.id === id).map(({ data }) => data)).toEqual(numbers);
    }
  });

  describe.each([
    ["OFFER", OFFER],
    ["ANSWER", ANSWER],
    ["CANDIDATE", CANDIDATE],
  ] as const)("%s to", (_, type) => {
    test.each([
      ["an unknown peer", () => 2],
      ["nobody", () => 0],
      ["itself", (guest: Guest) => guest.id],
    ])("%s closes", async (__, destination) => {
      const [host, guest, bystander] = await three(0);
      guest.client.send(type, destination(guest), "x");
      guest.client.send(type, 1, "after the error");
      expect(await guest.client.closed).toEqual({ code: 4000, reason: "There is no such peer in this lobby." });
      expect(guest.client.leftOver).toEqual([]);
      expect(await host.client.next()).toEqual({ type: PEER_DISCONNECT, id: guest.id, data: "" });
      expect(await bystander.client.next()).toEqual({ type: PEER_DISCONNECT, id: guest.id, data: "" });
    });

    test("a peer of another lobby closes, and that one hears nothing", async () => {
      const [, guest] = await three(0);
      const [, stranger, neighbour] = await three(0);
      guest.client.send(type, stranger.id, "x");
      expect(await guest.client.closed).toEqual({ code: 4000, reason: "There is no such peer in this lobby." });
      await expectNothingBefore(stranger, neighbour);
    });
  });

  test("the host to itself closes", async () => {
    const [host] = await three(0);
    host.client.send(OFFER, 1, "x");
    expect(await host.client.closed).toEqual({ code: 4000, reason: "There is no such peer in this lobby." });
  });

  test("to a peer that has just left is to nobody: its sender could not know", async () => {
    const [host, guest, leaving] = await three(0);
    leaving.client.close();
    expect(await guest.client.next()).toEqual({ type: PEER_DISCONNECT, id: leaving.id, data: "" });
    expect(await host.client.next()).toEqual({ type: PEER_DISCONNECT, id: leaving.id, data: "" });
    guest.client.send(CANDIDATE, leaving.id, "late");
    await expectNothingBefore(host, guest);
  });
}
