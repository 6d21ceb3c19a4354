import { afterEach, describe, expect, test } from "vitest";
import { expectNothingBefore, Lobbies } from "../support/lobbies.js";
import { CANDIDATE, ID, JOIN, OFFER, PEER_DISCONNECT, type RawClient } from "../support/raw-client.js";
import { again, firstTime, secret } from "../support/resume-offer.js";
import type { Stage } from "./stage.js";

export function describeResuming({ url }: Stage): void {
  const lobbies = new Lobbies(url);
  afterEach(() => lobbies.close());

  /** A mesh of two whose second peer can resume: it has received 3 frames and sent 1. */
  async function stage() {
    const token = secret();
    const { host: client, lobby } = await lobbies.make();
    const host = { client, id: 1 };
    const guest = await lobbies.join(lobby, [host], 0, { protocols: firstTime(token) });
    expect(guest.client.socket.protocol).toBe("godot-webrtc");
    return {
      host,
      guest,
      token,
      lobby,
      comeBack: (...offer: [number, ...number[]]) => lobbies.open({ protocols: again(token, ...offer) }),
    };
  }

  test("the place is kept: same id, same lobby, and nobody hears of it", async () => {
    const { host, guest, lobby, comeBack } = await stage();
    guest.client.terminate();
    const back = await comeBack(3, 1);
    expect(back.socket.protocol).toBe("resumed.1");
    back.send(OFFER, 1, "hello again");
    expect(await host.client.next()).toEqual({ type: OFFER, id: guest.id, data: "hello again" });
    await expectNothingBefore({ client: back, id: guest.id }, host);
    await lobbies.join(lobby, [host, { client: back, id: guest.id }]);
  });

  test("what came meanwhile is there, in order", async () => {
    const { host, guest, comeBack } = await stage();
    guest.client.terminate();
    await guest.client.closed;
    for (let number = 0; number < 20; number += 1) host.client.send(CANDIDATE, guest.id, String(number));
    const back = await comeBack(3, 1);
    const got = await back.take(20);
    expect(got).toEqual(Array.from({ length: 20 }, (_, number) => ({ type: CANDIDATE, id: 1, data: String(number) })));
  });

  test("frames that were lost on the way are sent again, and those that arrived are not", async () => {
    const { host, guest, comeBack } = await stage();
    for (const data of ["a", "b", "c"]) host.client.send(CANDIDATE, guest.id, data);
    expect(await guest.client.take(3)).toHaveLength(3);
    // The client has lost "b" and "c", whatever the server believes.
    const back = await comeBack(4, 1);
    expect(await back.take(2)).toEqual(["b", "c"].map((data) => ({ type: CANDIDATE, id: 1, data })));
    expect(await guest.client.closed).toEqual({
      code: 4000,
      reason: "This place was taken again by another connection of its client.",
    });
    await expectNothingBefore({ client: back, id: guest.id }, host);
  });

  test("the server says how many frames of the client it has", async () => {
    const { host, guest, comeBack } = await stage();
    for (const data of ["a", "b"]) guest.client.send(CANDIDATE, 1, data);
    expect(await host.client.take(2)).toHaveLength(2);
    guest.client.terminate();
    const back = await comeBack(3, 1, 2, 3, 4);
    expect(back.socket.protocol).toBe("resumed.3");
  });

  test("it works as often as needed, also for the host", async () => {
    const token = secret();
    const { host, lobby } = await lobbies.make(0, { protocols: firstTime(token) });
    const guest = await lobbies.join(lobby, [{ client: host, id: 1 }]);
    let now: RawClient = host;
    for (let time = 0; time < 3; time += 1) {
      now.terminate();
      now = await lobbies.open({ protocols: again(token, 3 + time, 1) });
      expect(now.socket.protocol).toBe("resumed.1");
      guest.client.send(OFFER, 1, String(time));
      expect(await now.next()).toEqual({ type: OFFER, id: guest.id, data: String(time) });
    }
  });

  describe("the place is gone", () => {
    test("after the grace time: then the peer has left", async () => {
      const { host, guest, comeBack } = await stage();
      guest.client.terminate();
      expect(await host.client.next()).toEqual({ type: PEER_DISCONNECT, id: guest.id, data: "" });
      const late = await comeBack(3, 1);
      expect(late.socket.protocol).toBe("godot-webrtc");
      late.send(JOIN, 0);
      expect(await late.next()).toEqual({ type: ID, id: 1, data: "true" });
    });

    test("at once, if the client says farewell", async () => {
      const { host, guest, comeBack } = await stage();
      guest.client.close();
      expect(await host.client.next()).toEqual({ type: PEER_DISCONNECT, id: guest.id, data: "" });
      expect((await comeBack(3, 1)).socket.protocol).toBe("godot-webrtc");
    });

    test("if the client broke the rules", async () => {
      const { host, guest, comeBack } = await stage();
      guest.client.socket.send("garbage");
      expect((await guest.client.closed).code).toBe(4000);
      expect(await host.client.next()).toEqual({ type: PEER_DISCONNECT, id: guest.id, data: "" });
      expect((await comeBack(3, 1)).socket.protocol).toBe("godot-webrtc");
    });

    test("with the host", async () => {
      const { host, guest, lobby, comeBack } = await stage();
      const witness = await lobbies.join(lobby, [host, guest]);
      guest.client.terminate();
      await guest.client.closed;
      host.client.close();
      // The host's farewell is answered before all processes know of it.
      expect((await witness.client.closed).code).toBe(4000);
      expect((await comeBack(4, 1)).socket.protocol).toBe("godot-webrtc");
    });

    test.each([
      ["frames that were never sent", [9, 1]],
      ["another number of its own", [3, 0, 2, 3]],
    ] as const)("if the client speaks of %s: nobody waits for it", async (_, offer) => {
      const { host, guest, comeBack } = await stage();
      const back = await comeBack(...(offer as unknown as [number, ...number[]]));
      expect(back.socket.protocol).toBe("godot-webrtc");
      expect(await host.client.next()).toEqual({ type: PEER_DISCONNECT, id: guest.id, data: "" });
      expect((await guest.client.closed).code).toBe(4000);
    });

    test("to others: the secret decides", async () => {
      const { host, guest } = await stage();
      guest.client.terminate();
      const thief = await lobbies.open({ protocols: again(secret(), 3, 1) });
      expect(thief.socket.protocol).toBe("godot-webrtc");
      expect(await host.client.next()).toEqual({ type: PEER_DISCONNECT, id: guest.id, data: "" });
    });
  });

  test("a newcomer with the secret of another's place gets no share in it", async () => {
    const { host, guest, token, lobby, comeBack } = await stage();
    const other = await lobbies.join(lobby, [host, guest], 0, { protocols: firstTime(token) });
    other.client.terminate();
    for (const { client } of [host, guest]) {
      expect(await client.next()).toEqual({ type: PEER_DISCONNECT, id: other.id, data: "" });
    }
    guest.client.terminate();
    expect((await comeBack(5, 1)).socket.protocol).toBe("resumed.1");
  });

  test.each(["", "short", `${"x".repeat(43)}!`, "x".repeat(44)])(
    "the secret %j is none: the client is as any other",
    async (token) => {
      const { host: client, lobby } = await lobbies.make();
      const protocols = token === "" ? ["godot-webrtc"] : ["godot-webrtc", `godot-webrtc.token.${token}.0`];
      const guest = await lobbies.join(lobby, [{ client, id: 1 }], 0, { protocols });
      guest.client.terminate();
      expect(await client.next()).toEqual({ type: PEER_DISCONNECT, id: guest.id, data: "" });
    },
  );
}
