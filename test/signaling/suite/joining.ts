import { afterEach, describe, expect, test } from "vitest";
import { expectNothingBefore, Lobbies } from "../support/lobbies.js";
import { ID, JOIN, OFFER, PEER_CONNECT } from "../support/raw-client.js";
import { SUITE_OPTIONS } from "../support/suite-options.js";
import type { Stage } from "./stage.js";

export function describeJoining({ url }: Stage): void {
  const lobbies = new Lobbies(url);
  afterEach(() => lobbies.close());

  describe("making a lobby", () => {
    test("the first frames are these, to the letter", async () => {
      const host = await lobbies.open();
      host.send(JOIN, 0);
      expect(await host.text()).toBe('{"type":1,"id":1,"data":"true"}');
      expect(await host.text()).toMatch(/^\{"type":0,"id":0,"data":"[A-Za-z0-9]{20}"\}$/);
    });

    test("id 0 asks for a mesh, any other for client/server", async () => {
      for (const [mode, data] of [
        [0, "true"],
        [1, ""],
        [2, ""],
        [2147483647, ""],
      ] as const) {
        const host = await lobbies.open();
        host.send(JOIN, mode);
        expect(await host.next()).toEqual({ type: ID, id: 1, data });
      }
    });

    test("each has another name", async () => {
      const names = [];
      for (let made = 0; made < 8; made += 1) names.push((await lobbies.make()).lobby);
      expect(new Set(names).size).toBe(8);
    });

    test("numbers may be floats, members in any order, with others between and empty data left out", async () => {
      const frames = [
        '{"type":0.0,"id":0.0,"data":""}',
        '{"data":"","id":0,"type":0}',
        ' {\n"type" : 0e0, "data":"", "id": -0.0, "more": {"x": [null]}} ',
        '{"type":0,"id":0}',
      ];
      for (const frame of frames) {
        const host = await lobbies.open();
        host.socket.send(frame);
        expect(await host.next()).toEqual({ type: ID, id: 1, data: "true" });
      }
    });
  });

  describe("joining a mesh", () => {
    test("everybody hears of everybody, in the order in which they came", async () => {
      // `join` checks each frame on the way.
      const { peers } = await lobbies.mesh(4);
      expect(new Set(peers.map(({ id }) => id)).size).toBe(4);
      const [first, second, third, fourth] = peers;
      if (!first || !second || !third || !fourth) throw new Error("four peers");
      await expectNothingBefore(first, second);
      await expectNothingBefore(second, third);
      await expectNothingBefore(third, fourth);
      await expectNothingBefore(fourth, first);
    });

    test("the mode that a newcomer asks for does not matter", async () => {
      const { host, lobby } = await lobbies.make(0);
      const guest = await lobbies.open();
      guest.send(JOIN, 1, lobby);
      const [id, connect, join] = await guest.take(3);
      expect(id).toMatchObject({ type: ID, data: "true" });
      expect(connect).toEqual({ type: PEER_CONNECT, id: 1, data: "" });
      expect(join).toEqual({ type: JOIN, id: 0, data: lobby });
      expect(await host.next()).toEqual({ type: PEER_CONNECT, id: id?.id, data: "" });
    });
  });

  describe("joining client/server", () => {
    test("only the host and a newcomer hear of each other", async () => {
      const { host, lobby } = await lobbies.make(1);
      const one = await lobbies.join(lobby, [{ client: host, id: 1 }], 1);
      const other = await lobbies.join(lobby, [{ client: host, id: 1 }], 1);
      await expectNothingBefore(one, { client: host, id: 1 });
      await expectNothingBefore(other, { client: host, id: 1 });
    });
  });

  describe("joining in vain", () => {
    test("a lobby that is not there", async () => {
      const { host, lobby } = await lobbies.make();
      for (const name of [
        "nothing",
        lobby.slice(0, -1),
        `${lobby} `,
        lobby.toLowerCase() + lobby,
        "__proto__",
        "\u0000",
      ]) {
        const guest = await lobbies.open();
        guest.send(JOIN, 0, name);
        expect(await guest.closed).toEqual({ code: 4000, reason: "There is no lobby of this name." });
        expect(guest.leftOver).toEqual([]);
      }
      await lobbies.join(lobby, [{ client: host, id: 1 }]);
    });

    test("a lobby that is full, until somebody leaves it", async () => {
      const { lobby, peers } = await lobbies.mesh(SUITE_OPTIONS.maxLobbyPeers ?? 0);
      const late = await lobbies.open();
      late.send(JOIN, 0, lobby);
      expect(await late.closed).toEqual({ code: 4000, reason: "The lobby is full." });
      const leaving = peers[1];
      const staying = peers.filter((peer) => peer !== leaving);
      leaving?.client.close();
      for (const { client } of staying) expect(await client.next()).toMatchObject({ type: 3, id: leaving?.id });
      await lobbies.join(lobby, staying);
    });

    test("more lobbies than there may be", async () => {
      for (let made = 0; made < (SUITE_OPTIONS.maxLobbies ?? 0); made += 1) await lobbies.make();
      const late = await lobbies.open();
      late.send(JOIN, 0);
      expect(await late.closed).toEqual({ code: 4000, reason: "The server has no room for another lobby." });
    });

    test("a second lobby", async () => {
      const { peers, lobby } = await lobbies.mesh(2);
      const [host, guest] = peers;
      if (!host || !guest) throw new Error("two peers");
      guest.client.send(JOIN, 0, lobby);
      expect(await guest.client.closed).toEqual({ code: 4000, reason: "This peer is in a lobby already." });
      expect(await host.client.next()).toEqual({ type: 3, id: guest.id, data: "" });
      host.client.send(JOIN, 0);
      expect(await host.client.closed).toEqual({ code: 4000, reason: "This peer is in a lobby already." });
      expect([...guest.client.leftOver, ...host.client.leftOver]).toEqual([]);
    });

    test("no lobby at all", async () => {
      const silent = await lobbies.open();
      const { host } = await lobbies.make();
      expect(await silent.closed).toEqual({ code: 4000, reason: "No lobby was joined in time." });
      expect(silent.leftOver).toEqual([]);
      // Who has joined may be silent for as long as it likes.
      host.send(OFFER, 1, "to itself");
      expect((await host.closed).reason).toBe("There is no such peer in this lobby.");
    });
  });

  test("a client that asks for subprotocols of its own gets the first, one that asks for none gets none", async () => {
    const asking = await lobbies.open({ protocols: ["game.v2", "game.v1"] });
    expect(asking.socket.protocol).toBe("game.v2");
    asking.send(JOIN, 0);
    expect(await asking.next()).toEqual({ type: ID, id: 1, data: "true" });
    expect((await lobbies.open()).socket.protocol).toBe("");
  });
}
