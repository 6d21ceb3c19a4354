import { expect } from "vitest";
import { configure_multiplayer_peer, GodotError, WebRTCMultiplayerPeer } from "../../../runtime/index.js";
import { drain, hasConnected, type Member, ORDERED, RELIABLE, UNRELIABLE } from "../../support/members.js";
import type { Chapter } from "./contract.js";
import { type FaultyServer, numbered, numbersOf } from "./stage.js";

const { CONNECTION_DISCONNECTED, CONNECTION_CONNECTED } = WebRTCMultiplayerPeer;

const COUNT = 60;
const ALL = Array.from({ length: COUNT }, (_, index) => index);
const isThird = (number: number): boolean => number % 3 === 0;

function numbersTaken({ peer }: Member): number[] {
  const packets: Uint8Array[] = [];
  while (peer.get_available_packet_count() > 0) packets.push(peer.get_packet());
  return numbersOf(packets);
}

/** M06, M14 and what else shows only on a network with faults. */
export const multiplayerFaultChapter: Chapter = ({ stage, promise }) => {
  const connected = (): FaultyServer => {
    const made = stage.faultyServer();
    made.settle();
    expect([made.server, made.client].map((member) => hasConnected(member, 1))).toEqual([true, true]);
    return made;
  };

  promise("M14/loss reliable packets all come in order, though every third is lost on the way", () => {
    const { network, server, client, settle } = connected();
    network.setDelay(20);
    network.lose((sequence, attempt) => isThird(sequence) && attempt < 3);
    for (const number of ALL) server.peer.put_packet(numbered(number));
    settle();
    expect(numbersTaken(client)).toEqual(ALL);
  });

  promise("M14/loss unreliable packets that are lost do not come, the others do", () => {
    for (const mode of [UNRELIABLE, ORDERED]) {
      const { network, server, client, settle } = connected();
      network.setDelay(20);
      network.lose((sequence, attempt) => isThird(sequence) && attempt === 0);
      server.peer.transfer_mode = mode;
      for (const number of ALL) server.peer.put_packet(numbered(number));
      settle();
      expect(numbersTaken(client), `mode ${mode}`).toEqual(ALL.filter((number) => !isThird(number)));
    }
  });

  promise("M14/loss a packet that is sent again is overtaken in the one unreliable mode, and in no other", () => {
    for (const mode of [UNRELIABLE, ORDERED, RELIABLE]) {
      const { network, server, client, settle } = stage.faultyServer(1_000);
      settle();
      expect(hasConnected(server, 1)).toBe(true);
      network.setDelay(20);
      network.lose((sequence, attempt) => isThird(sequence) && attempt === 0);
      server.peer.transfer_mode = mode;
      for (const number of ALL) server.peer.put_packet(numbered(number));
      settle();
      const overtaken = [...ALL.filter((number) => !isThird(number)), ...ALL.filter(isThird)];
      expect(numbersTaken(client), `mode ${mode}`).toEqual(mode === UNRELIABLE ? overtaken : ALL);
    }
  });

  promise("M14/loss a lost packet holds up those of its own channel only", () => {
    const { network, server, client, settle } = connected();
    network.setDelay(20);
    network.lose((_, attempt) => attempt < 5);
    server.peer.put_packet(numbered(1));
    network.advance(10);
    network.lose(() => false);
    server.peer.put_packet(numbered(2));
    server.peer.transfer_mode = server.peer.TRANSFER_MODE_UNRELIABLE;
    server.peer.put_packet(numbered(3));
    settle(100);
    expect(numbersTaken(client)).toEqual([3]);
    settle();
    expect(numbersTaken(client)).toEqual([1, 2]);
  });

  promise("M06/faults a peer that is cut off for a moment stays, and what was sent meanwhile arrives", () => {
    const { network, server, client, settle } = connected();
    network.cut();
    settle(20_000);
    expect(server.peer.get_peer(2).connection?.get_connection_state()).toBe(3);
    expect(server.peer.put_packet(numbered(1))).toBe(GodotError.OK);
    server.peer.transfer_mode = server.peer.TRANSFER_MODE_UNRELIABLE;
    expect(server.peer.put_packet(numbered(2))).toBe(GodotError.OK);
    network.restore();
    settle(100);
    network.cut();
    settle(20_000);
    network.restore();
    settle();
    expect([server.log, client.log]).toEqual([["+2"], ["+1"]]);
    expect(numbersTaken(client)).toContain(1);
    expect(client.peer.get_connection_status()).toBe(CONNECTION_CONNECTED);
  });

  promise("M06/faults a peer that stays cut off is gone after the time that was set, 30 seconds by default", () => {
    for (const [grace, before] of [
      [undefined, 29_900],
      [500, 400],
      [0, 0],
    ] as const) {
      const { network, server, client, settle } = connected();
      if (grace !== undefined) {
        for (const { peer } of [server, client]) configure_multiplayer_peer(peer, { disconnectGrace: grace });
      }
      const connection = server.peer.get_peer(2).connection;
      network.cut();
      settle(before);
      expect([server.log, client.log], `${grace} ms`).toEqual([["+2"], ["+1"]]);
      settle(200);
      expect([server.log, client.log]).toEqual([
        ["+2", "-2"],
        ["+1", "-1"],
      ]);
      expect(client.peer.get_connection_status()).toBe(CONNECTION_DISCONNECTED);
      expect(connection?.get_connection_state()).toBe(connection?.STATE_CLOSED);
    }
  });

  promise("M06/faults a peer that is cut off stays for ever if that is set", () => {
    const { network, server, settle } = connected();
    configure_multiplayer_peer(server.peer, { disconnectGrace: Infinity });
    network.cut();
    settle(300_000);
    expect(server.log).toEqual(["+2"]);
  });

  promise("M06/faults a peer whose transport fails is gone at once", () => {
    const { network, server, client, settle } = connected();
    network.fail();
    settle(20);
    expect([server.log, client.log]).toEqual([
      ["+2", "-2"],
      ["+1", "-1"],
    ]);
    expect(client.peer.get_connection_status()).toBe(CONNECTION_DISCONNECTED);
    expect(server.peer.get_connection_status()).toBe(CONNECTION_CONNECTED);
  });

  promise("M06/faults a peer that dies without a word is gone, and what it had sent can be taken", () => {
    for (const end of [0, 1] as const) {
      const { network, server, client, settle } = connected();
      for (const { peer } of [server, client]) peer.put_packet(numbered(7));
      network.advance(10);
      network.kill(end);
      const survivor = [server, client].find(({ peer }) => {
        const [entry] = peer.get_peers().values();
        return entry?.connection.get_connection_state() === entry?.connection.STATE_FAILED;
      });
      survivor?.peer.poll();
      expect(survivor && numbersTaken(survivor)).toEqual([7]);
      settle(20);
      expect(survivor?.log).toHaveLength(2);
      expect(survivor?.peer.get_peers().size).toBe(0);
    }
  });

  promise("M06/faults a broadcast does not touch a peer that was lost and is not removed yet", () => {
    const { network, server, settle } = connected();
    network.fail();
    expect(server.peer.put_packet(numbered(1))).toBe(GodotError.OK);
    server.peer.set_target_peer(2);
    expect(server.peer.put_packet(numbered(1))).toBe(GodotError.FAILED);
    stage.expectReports("put_packet");
    settle(20);
    expect(server.peer.put_packet(numbered(1))).toBe(GodotError.ERR_INVALID_PARAMETER);
    stage.expectReports("put_packet");
    expect(drain(server)).toEqual([]);
  });
};
