import { afterEach, describe, expect, test } from "vitest";
import { expectNothingBefore, type Guest, Lobbies } from "../support/lobbies.js";
import { JOIN, PEER_DISCONNECT, SEAL } from "../support/raw-client.js";
import type { Stage } from "./stage.js";

const SEALED = { type: SEAL, id: 0, data: "" };

export function describeEnding({ url }: Stage): void {
  const lobbies = new Lobbies(url);
  afterEach(() => lobbies.close());

  describe("sealing", () => {
    test("all hear of it, nobody gets in any more, and in the end all are closed with 1000", async () => {
      const { lobby, peers } = await lobbies.mesh(3);
      peers[0]?.client.send(SEAL, 0);
      for (const { client } of peers) expect(await client.next()).toEqual(SEALED);
      const late = await lobbies.open();
      late.send(JOIN, 0, lobby);
      expect(await late.closed).toEqual({ code: 4000, reason: "The lobby is sealed: it takes nobody any more." });
      for (const { client } of peers) {
        expect(await client.closed).toEqual({ code: 1000, reason: "The lobby was sealed, and its time is over." });
        expect(client.leftOver).toEqual([]);
      }
      const later = await lobbies.open();
      later.send(JOIN, 0, lobby);
      expect(await later.closed).toEqual({ code: 4000, reason: "There is no lobby of this name." });
    });

    test("messages still pass, a second SEAL changes nothing, and who hangs up has not left the game", async () => {
      const { peers } = await lobbies.mesh(3);
      const [host, one, other] = peers;
      if (!host || !one || !other) throw new Error("three peers");
      host.client.send(SEAL, 0);
      host.client.send(SEAL, 0);
      for (const { client } of peers) expect(await client.next()).toEqual(SEALED);
      other.client.close();
      await other.client.closed;
      await expectNothingBefore(host, one);
      await expectNothingBefore(one, host);
      expect((await host.client.closed).code).toBe(1000);
      expect((await one.client.closed).code).toBe(1000);
    });

    test("is the host's right", async () => {
      const { peers, lobby } = await lobbies.mesh(2);
      const [host, guest] = peers;
      if (!host || !guest) throw new Error("two peers");
      guest.client.send(SEAL, 0);
      expect(await guest.client.closed).toEqual({ code: 4000, reason: "Only the host can seal a lobby." });
      expect(await host.client.next()).toEqual({ type: PEER_DISCONNECT, id: guest.id, data: "" });
      await lobbies.join(lobby, [host]);
    });

    test("a sealed lobby goes with its host, too", async () => {
      const { peers } = await lobbies.mesh(2);
      peers[0]?.client.send(SEAL, 0);
      for (const { client } of peers) expect(await client.next()).toEqual(SEALED);
      peers[0]?.client.close();
      expect(await peers[1]?.client.closed).toEqual({ code: 4000, reason: "The host has left." });
    });
  });

  describe.each([
    ["closes", (guest: Guest | undefined) => guest?.client.close()],
    ["is gone without a farewell", (guest: Guest | undefined) => guest?.client.terminate()],
  ])("a peer that %s", (_, leave) => {
    test("has left a mesh for all", async () => {
      const { peers, lobby } = await lobbies.mesh(4);
      const [host, leaving, ...rest] = peers;
      if (!host || !leaving) throw new Error("four peers");
      leave(leaving);
      for (const { client } of [host, ...rest]) {
        expect(await client.next()).toEqual({ type: PEER_DISCONNECT, id: leaving.id, data: "" });
      }
      const newcomer = await lobbies.join(lobby, [host, ...rest]);
      expect(newcomer.id).not.toBe(leaving.id);
    });

    test("has left client/server for the host", async () => {
      const { host, lobby } = await lobbies.make(1);
      const guest = await lobbies.join(lobby, [{ client: host, id: 1 }], 1);
      const leaving = await lobbies.join(lobby, [{ client: host, id: 1 }], 1);
      leave(leaving);
      expect(await host.next()).toEqual({ type: PEER_DISCONNECT, id: leaving.id, data: "" });
      await expectNothingBefore(guest, { client: host, id: 1 });
    });

    test("takes the lobby along if it is the host", async () => {
      const { peers, lobby } = await lobbies.mesh(3);
      const [host, ...rest] = peers;
      leave(host);
      for (const { client } of rest) {
        expect(await client.closed).toEqual({ code: 4000, reason: "The host has left." });
        expect(client.leftOver).toEqual([]);
      }
      const late = await lobbies.open();
      late.send(JOIN, 0, lobby);
      expect(await late.closed).toEqual({ code: 4000, reason: "There is no lobby of this name." });
    });
  });
}
