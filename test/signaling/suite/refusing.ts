import { afterEach, describe, expect, test } from "vitest";
import { Lobbies } from "../support/lobbies.js";
import { JOIN, OFFER, PEER_DISCONNECT, SEAL } from "../support/raw-client.js";
import type { Stage } from "./stage.js";

const NO_MESSAGE = 'A frame was no message: JSON with "type", "id" and "data" is expected.';
const GARBAGE = [
  "",
  " ",
  "{",
  "hello",
  "null",
  "true",
  "7",
  '"text"',
  "[]",
  '[0,0,""]',
  "{}",
  '{"type":0}',
  '{"id":0,"data":""}',
  '{"type":4,"data":""}',
  '{"type":"4","id":1,"data":""}',
  '{"type":4,"id":"1","data":""}',
  '{"type":4,"id":1,"data":5}',
  '{"type":4,"id":1,"data":null}',
  '{"type":4,"id":1,"data":{"sdp":""}}',
  '{"type":4.5,"id":1,"data":""}',
  '{"type":4,"id":1.5,"data":""}',
  '{"type":-1,"id":1,"data":""}',
  '{"type":8,"id":1,"data":""}',
  '{"type":4,"id":-1,"data":""}',
  '{"type":4,"id":2147483648,"data":""}',
  '{"type":4,"id":1e999,"data":""}',
  '{"type":4,"id":1,"data":""}{"type":4,"id":1,"data":""}',
  `${'{"type":'.repeat(5000)}0${"}".repeat(5000)}`,
];

export function describeRefusing({ url }: Stage): void {
  const lobbies = new Lobbies(url);
  afterEach(() => lobbies.close());

  describe("what is no message closes", () => {
    test.each(GARBAGE.map((text) => [text.slice(0, 50), text] as const))("%j, before joining", async (_, text) => {
      const client = await lobbies.open();
      client.socket.send(text);
      expect(await client.closed).toEqual({ code: 4000, reason: NO_MESSAGE });
      expect(client.leftOver).toEqual([]);
    });

    test("and from a peer of a lobby, which the others hear of as of any that leaves", async () => {
      for (const text of GARBAGE) {
        const { peers } = await lobbies.mesh(2);
        peers[1]?.client.socket.send(text);
        expect(await peers[1]?.client.closed).toEqual({ code: 4000, reason: NO_MESSAGE });
        expect(await peers[0]?.client.next()).toEqual({ type: PEER_DISCONNECT, id: peers[1]?.id, data: "" });
        await lobbies.close();
      }
    });
  });

  test.each([
    ["ID", 1],
    ["PEER_CONNECT", 2],
    ["PEER_DISCONNECT", 3],
  ])("%s is not for clients to send", async (_, type) => {
    const { host } = await lobbies.make();
    for (const client of [host, await lobbies.open()]) {
      client.send(type, 1);
      expect(await client.closed).toEqual({ code: 4000, reason: "A message had a type that only the server sends." });
    }
  });

  test.each([
    ["OFFER", OFFER],
    ["ANSWER", 5],
    ["CANDIDATE", 6],
    ["SEAL", SEAL],
  ])("%s needs a lobby", async (_, type) => {
    const client = await lobbies.open();
    client.send(type, 1, "x");
    client.send(JOIN, 0);
    expect(await client.closed).toEqual({ code: 4000, reason: "The first message must be JOIN." });
    expect(client.leftOver).toEqual([]);
  });

  test("a binary frame closes, whatever is in it", async () => {
    const { peers } = await lobbies.mesh(2);
    peers[1]?.client.socket.send(Buffer.from(JSON.stringify({ type: OFFER, id: 1, data: "x" })), { binary: true });
    expect(await peers[1]?.client.closed).toEqual({ code: 4000, reason: "A frame was binary: messages are text." });
    expect(await peers[0]?.client.next()).toEqual({ type: PEER_DISCONNECT, id: peers[1]?.id, data: "" });
  });

  test("a frame that is too large closes; one that is just not, passes", async () => {
    const { peers } = await lobbies.mesh(2);
    const [host, guest] = peers;
    const most = 65_000 - JSON.stringify({ type: OFFER, id: 1, data: "" }).length;
    guest?.client.send(OFFER, 1, "x".repeat(most));
    const relayed = await host?.client.next();
    expect(relayed?.data).toHaveLength(most);
    // Godot's WebSocketPeer hangs up on 65,535 bytes; the sender's id may take ten of them.
    expect(JSON.stringify({ ...relayed, id: 2 ** 31 - 1 }).length).toBeLessThan(65_535);
    guest?.client.send(OFFER, 1, "x".repeat(most + 1));
    expect(await guest?.client.closed).toEqual({ code: 4000, reason: "A frame was larger than this server takes." });
    expect(await host?.client.next()).toEqual({ type: PEER_DISCONNECT, id: guest?.id, data: "" });
  });

  test("a message in fragments is one message", async () => {
    const { peers } = await lobbies.mesh(2);
    const [host, guest] = peers;
    guest?.client.socket.send('{"type":4,"id":', { fin: false });
    guest?.client.socket.send('1,"data":"', { fin: false });
    guest?.client.socket.send('in pieces"}', { fin: true });
    expect(await host?.client.next()).toEqual({ type: OFFER, id: guest?.id, data: "in pieces" });
  });
}
