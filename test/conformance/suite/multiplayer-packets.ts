import { expect } from "vitest";
import {
  GodotError,
  type MultiplayerPeer,
  to_utf8_buffer,
  type WebRTCMultiplayerPeer,
} from "../../../runtime/index.js";
import { drain, type Member, ORDERED, pumpMembers, RELIABLE, UNRELIABLE } from "../../support/members.js";
import { channelOf, wire } from "../../support/sides.js";
import type { Chapter } from "./contract.js";
import { numbered, numbersOf } from "./stage.js";

const { ERR_BUG, ERR_INVALID_PARAMETER, ERR_UNAVAILABLE, ERR_UNCONFIGURED, FAILED, OK } = GodotError;

const MAX_PACKET = 262_144;

function send(
  { peer }: Member,
  target: number,
  text: string,
  mode: MultiplayerPeer.TransferMode = RELIABLE,
  channel = 0,
): GodotError {
  peer.set_target_peer(target);
  peer.transfer_mode = mode;
  peer.transfer_channel = channel;
  return peer.put_packet(to_utf8_buffer(text));
}

const textsOf = (member: Member): readonly string[] => drain(member).map(({ text }) => text);

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** Takes what there is, packet by packet. */
function takeAll(peer: WebRTCMultiplayerPeer): Uint8Array[] {
  const packets: Uint8Array[] = [];
  while (peer.get_available_packet_count() > 0) packets.push(peer.get_packet());
  return packets;
}

/** M11 to M14: who gets packets, over which channel, in which order. */
export const multiplayerPacketChapter: Chapter = ({ stage, promise }) => {
  promise("M11 a server reaches all, one, or all but one of its clients", async () => {
    const { server, clients, all } = await stage.server([2, 3]);
    expect(server.peer.put_packet(to_utf8_buffer("by default"))).toBe(OK);
    expect(send(server, 2, "to 2")).toBe(OK);
    expect(send(server, 0, "to all")).toBe(OK);
    expect(send(server, -2, "to all but 2")).toBe(OK);
    expect(send(server, -7, "to all but 7")).toBe(OK);
    for (const unknown of [7, 1, 2_147_483_648]) {
      expect(send(server, unknown, "to nobody")).toBe(ERR_INVALID_PARAMETER);
      stage.expectReports("put_packet");
    }
    const counts = (): number[] => clients.map(({ peer }) => peer.get_available_packet_count());
    await pumpMembers(all, () => counts().join() === "4,4", "all packets");
    expect(clients.map(textsOf)).toEqual([
      ["by default", "to 2", "to all", "to all but 7"],
      ["by default", "to all", "to all but 2", "to all but 7"],
    ]);
  });

  promise("M11 a client reaches its server, and nobody else by itself", async () => {
    const { server, clients, all } = await stage.server([2, 3]);
    const [client, other] = clients;
    if (client === undefined || other === undefined) throw new Error("There are no clients.");
    expect(send(client, 1, "to the server")).toBe(OK);
    expect(send(client, 0, "to all")).toBe(OK);
    expect(send(client, -1, "to all but the server")).toBe(OK);
    for (const unknown of [3, 2]) {
      expect(send(client, unknown, "to nobody")).toBe(ERR_INVALID_PARAMETER);
      stage.expectReports("put_packet");
    }
    expect(send(other, 1, "from another")).toBe(OK);
    await pumpMembers(all, () => server.peer.get_available_packet_count() === 3, "all packets");
    expect(drain(server)).toEqual([
      { peer: 2, channel: 0, mode: 2, text: "to the server" },
      { peer: 3, channel: 0, mode: 2, text: "from another" },
      { peer: 2, channel: 0, mode: 2, text: "to all" },
    ]);
    expect(other.peer.get_available_packet_count()).toBe(0);
  });

  promise("M11 in a mesh everybody reaches everybody", async () => {
    const members = await stage.mesh([1, 20, 30]);
    for (const member of members) {
      const id = member.peer.get_unique_id();
      send(member, 0, `${id} to all`);
      send(member, 1, `${id} to 1`);
      send(member, -20, `${id} to all but 20`);
    }
    // Nobody is a peer of itself.
    expect(stage.expectReports("put_packet")[0]?.code).toBe(ERR_INVALID_PARAMETER);
    const received: string[][] = members.map(() => []);
    const arrived = (): boolean => {
      members.forEach((member, index) => received[index]?.push(...textsOf(member)));
      return received.map(({ length }) => length).join() === "6,2,4";
    };
    await pumpMembers(members, arrived, "all packets");
    const from = (id: number, ...to: string[]): string[] => to.map((whom) => `${id} to ${whom}`);
    expect(received.map((texts) => texts.toSorted())).toEqual([
      [...from(20, "1", "all", "all but 20"), ...from(30, "1", "all", "all but 20")],
      [...from(1, "all"), ...from(30, "all")],
      [...from(1, "all", "all but 20"), ...from(20, "all", "all but 20")],
    ]);
  });

  promise("M11 K03 nothing is sent before a peer is connected, and a broadcast goes to those that are", async () => {
    const { server, clients, all } = await stage.server([2]);
    server.peer.add_peer(stage.create(), 3);
    expect(send(server, 3, "too early")).toBe(FAILED);
    expect(stage.expectReports("put_packet")[0]?.class_name).toBe("WebRTCDataChannel");
    expect(send(server, 0, "to all")).toBe(OK);
    expect(send(server, -2, "to nobody")).toBe(OK);
    expect(send(server, 2, "last")).toBe(OK);
    await pumpMembers(all, () => clients[0]?.peer.get_available_packet_count() === 2, "both packets");
    expect(clients.map(textsOf)).toEqual([["to all", "last"]]);
    const alone = stage.member("alone");
    expect(send(alone, 0, "nowhere")).toBe(ERR_UNCONFIGURED);
    stage.expectReports("put_packet");
    alone.peer.create_server();
    expect(send(alone, 0, "to nobody")).toBe(OK);
    alone.peer.create_client(2);
    expect(send(alone, 0, "to nobody")).toBe(OK);
    expect(send(alone, 1, "to nobody")).toBe(ERR_INVALID_PARAMETER);
    stage.expectReports("put_packet");
  });

  promise("M12 M13 M05 mode and channel choose the data channel, and the receiver is told both", async () => {
    const { server, clients, all } = await stage.server([2], [RELIABLE, UNRELIABLE, ORDERED]);
    const [client] = clients;
    if (client === undefined) throw new Error("There is no client.");
    const received: unknown[] = [];
    const round = async (sent: readonly (readonly [MultiplayerPeer.TransferMode, number, string])[]): Promise<void> => {
      for (const [mode, channel, text] of sent) expect(send(server, 2, text, mode, channel)).toBe(OK);
      await pumpMembers(all, () => client.peer.get_available_packet_count() === sent.length, "the packets");
      received.push(...drain(client).map(({ channel, mode, text }) => [channel, mode, text]));
    };
    await round([
      [RELIABLE, 0, "reliable"],
      [ORDERED, 0, "ordered"],
      [UNRELIABLE, 0, "unreliable"],
      [JSON.parse("9") as MultiplayerPeer.TransferMode, 0, "no mode"],
    ]);
    for (const mode of [UNRELIABLE, ORDERED, RELIABLE]) {
      await round([
        [mode, 1, `${mode} over 1`],
        [mode, 2, `${mode} over 2`],
        [mode, 3, `${mode} over 3`],
      ]);
    }
    expect(received).toEqual([
      [0, 2, "reliable"],
      [0, 2, "no mode"],
      [0, 1, "ordered"],
      [0, 0, "unreliable"],
      ...[0, 1, 2].flatMap((mode) => [
        [1, 2, `${mode} over 1`],
        [2, 0, `${mode} over 2`],
        [3, 1, `${mode} over 3`],
      ]),
    ]);
    for (const channel of [4, 100, -1, -3]) {
      expect(send(server, 2, "nowhere", RELIABLE, channel)).toBe(ERR_INVALID_PARAMETER);
      expect(send(server, 0, "nowhere", RELIABLE, channel)).toBe(OK);
      stage.expectReports("put_packet", "put_packet");
    }
  });

  promise(
    "M12 M04 to a peer of another kind it is three data channels, each packet one message of the same bytes",
    async () => {
      const server = stage.member("server");
      server.peer.create_server();
      const [own, other] = [stage.create(), stage.side("B")];
      wire({ pc: own }, other);
      const lifetime = { maxPacketLifeTime: 1 };
      const channels = [
        channelOf(other.pc, "reliable", { negotiated: true, id: 1 }),
        channelOf(other.pc, "ordered", { negotiated: true, id: 2, ...lifetime }),
        channelOf(other.pc, "unreliable", { negotiated: true, id: 3, ordered: false, ...lifetime }),
      ];
      expect(server.peer.add_peer(own, 2)).toBe(OK);
      own.create_offer();
      const polled = (condition: () => boolean): (() => boolean) => {
        return () => {
          other.pc.poll();
          return condition();
        };
      };
      const areOpen = (): boolean => channels.every((channel) => channel.get_ready_state() === channel.STATE_OPEN);
      await pumpMembers(
        [server],
        polled(() => server.log.length > 0 && areOpen()),
        "the connection",
      );
      const modes = [RELIABLE, ORDERED, UNRELIABLE];
      for (const mode of modes) expect(send(server, 2, `mode ${mode}`, mode)).toBe(OK);
      channels.forEach((channel, index) => {
        expect(channel.put_packet(to_utf8_buffer(`channel ${index}`))).toBe(OK);
      });
      const arrived = (): boolean =>
        channels.every((channel) => channel.get_available_packet_count() === 1) &&
        server.peer.get_available_packet_count() === 3;
      await pumpMembers([server], polled(arrived), "all packets");
      expect(channels.map((channel) => Uint8Array.from(channel.get_packet()))).toEqual(
        modes.map((mode) => to_utf8_buffer(`mode ${mode}`)),
      );
      expect(drain(server)).toEqual(
        modes.map((mode, index) => ({ peer: 2, channel: 0, mode, text: `channel ${index}` })),
      );
    },
  );

  promise("M13 K01 K02 packets come with poll(), and what is told of the next one is true", async () => {
    const { server, clients } = await stage.server([2, 3]);
    const [first, second] = clients;
    if (first === undefined || second === undefined) throw new Error("There are no clients.");
    const { peer } = server;
    const told = (): unknown[] => [peer.get_packet_peer(), peer.get_packet_channel(), peer.get_packet_mode()];
    send(first, 1, "a", UNRELIABLE);
    send(second, 1, "b");
    const unread = (): number =>
      [2, 3]
        .flatMap((id) => peer.get_peer(id).channels ?? [])
        .reduce((sum, channel) => sum + channel.get_available_packet_count(), 0);
    await pumpMembers(clients, () => unread() === 2, "the packets, without a poll of the server");
    expect([peer.get_available_packet_count(), ...told()]).toEqual([0, 0, 0, 2]);
    peer.poll();
    expect([peer.get_available_packet_count(), ...told()]).toEqual([2, 2, 0, 0]);
    // What comes on an earlier channel does not take the place of what was told of.
    send(first, 1, "c");
    await pumpMembers(clients, () => unread() === 3, "another packet");
    const seen: unknown[] = [];
    for (let left = 3; left > 0; left -= 1) {
      expect(peer.get_available_packet_count()).toBe(left);
      seen.push([...told(), String.fromCharCode(...peer.get_packet())]);
      expect(peer.get_packet_error()).toBe(OK);
    }
    expect(seen).toEqual([
      [2, 0, 0, "a"],
      [3, 0, 2, "b"],
      [2, 0, 2, "c"],
    ]);
    expect([peer.get_available_packet_count(), ...told()]).toEqual([0, 0, 0, 2]);
    expect([peer.get_packet().length, peer.get_packet_error()]).toEqual([0, ERR_UNAVAILABLE]);
    stage.expectReports("get_packet");
  });

  promise("M13 peers take turns, whoever sends more, also if one packet is taken per poll", async () => {
    for (const perPoll of [1, 2, 100]) {
      const { server, clients, all } = await stage.server([2, 3, 4]);
      clients.forEach((client, index) => {
        for (let number = 0; number < 4 * (3 - index); number += 1) send(client, 1, String(number));
      });
      const unread = (): number =>
        [...server.peer.get_peers().values()].reduce(
          (sum, { channels }) => sum + (channels[0]?.get_available_packet_count() ?? 0),
          0,
        );
      await pumpMembers(clients, () => unread() === 24, "all packets");
      const order: number[] = [];
      while (order.length < 24) {
        server.peer.poll();
        for (let count = 0; count < perPoll && server.peer.get_available_packet_count() > 0; count += 1) {
          order.push(server.peer.get_packet_peer());
          server.peer.get_packet();
        }
      }
      const turns = [...upTo(4).flatMap(() => [2, 3, 4]), ...upTo(4).flatMap(() => [2, 3]), 2, 2, 2, 2];
      expect(order, `${perPoll} per poll`).toEqual(turns);
      for (const { peer } of all) peer.close();
    }
  });

  promise("M13 a packet that is taken from its data channel itself is missed, and the others are not", async () => {
    const { server, clients, all } = await stage.server([2]);
    const [client] = clients;
    if (client === undefined) throw new Error("There is no client.");
    send(client, 1, "a");
    send(client, 1, "b", UNRELIABLE);
    await pumpMembers(all, () => server.peer.get_available_packet_count() === 2, "both packets");
    server.peer.get_peer(2).channels?.[0]?.get_packet();
    expect([server.peer.get_packet().length, server.peer.get_packet_error()]).toEqual([0, ERR_BUG]);
    stage.expectReports("get_packet");
    expect(textsOf(server)).toEqual(["b"]);
  });

  promise("K03 packets of no byte, one byte, as many as the other side takes, and one more", async () => {
    const { server, clients, all } = await stage.server([2, 3]);
    const { peer } = server;
    for (const target of [2, 0]) {
      peer.set_target_peer(target);
      expect(peer.put_packet(new Uint8Array())).toBe(OK);
      expect(peer.put_packet(Uint8Array.of(7))).toBe(OK);
      expect(peer.put_packet(new Uint8Array(MAX_PACKET).fill(3))).toBe(OK);
    }
    peer.set_target_peer(2);
    expect(peer.put_packet(new Uint8Array(MAX_PACKET + 1))).toBe(FAILED);
    stage.expectReports("put_packet");
    // Of a broadcast each peer that it does not reach is reported.
    peer.set_target_peer(0);
    expect(peer.put_packet(new Uint8Array(MAX_PACKET + 1))).toBe(OK);
    stage.expectReports("put_packet", "put_packet");
    expect(peer.put_packet(Uint8Array.of(9))).toBe(OK);
    const arrived = (): boolean =>
      clients.map(({ peer: { get_available_packet_count } }) => get_available_packet_count()).join() === "5,3";
    await pumpMembers(all, arrived, "all packets");
    const sizes = clients.map((client) => takeAll(client.peer).map(({ length }) => length));
    expect(sizes).toEqual([
      [1, MAX_PACKET, 1, MAX_PACKET, 1],
      [1, MAX_PACKET, 1],
    ]);
  });

  promise("K01 K02 10,000 packets that come before anybody polls are all there, in order", async () => {
    const { server, clients } = await stage.server([2]);
    const [client] = clients;
    const channel = server.peer.get_peer(2).channels?.[0];
    for (const number of upTo(10_000)) client?.peer.put_packet(numbered(number));
    await pumpMembers(clients, () => channel?.get_available_packet_count() === 10_000, "all packets");
    expect(server.peer.get_available_packet_count()).toBe(0);
    server.peer.poll();
    expect(server.peer.get_available_packet_count()).toBe(10_000);
    expect(numbersOf(takeAll(server.peer))).toEqual(upTo(10_000));
  });

  promise("K01 K02 get_packet() in a loop takes all, also what comes meanwhile", async () => {
    const { server, clients } = await stage.server([2, 3]);
    const { peer } = server;
    const count = 2_000;
    const taken: number[][] = [[], []];
    let sent = 0;
    const round = (): boolean => {
      // More comes than is taken, as long as there is more to come.
      const limit = sent < count ? 5 : 100;
      for (let number = 0; number < 10 && sent < count; number += 1, sent += 1) {
        for (const client of clients) client.peer.put_packet(numbered(sent));
      }
      if (peer.get_available_packet_count() === 0) peer.poll();
      for (let number = 0; number < limit && peer.get_available_packet_count() > 0; number += 1) {
        taken[peer.get_packet_peer() - 2]?.push(...numbersOf([peer.get_packet()]));
      }
      return taken.every(({ length }) => length === count);
    };
    await pumpMembers(clients, round, "all packets");
    expect(taken).toEqual([upTo(count), upTo(count)]);
    expect(peer.get_available_packet_count()).toBe(0);
  });

  promise(
    "M14/flood 100,000 reliable packets that are sent at once arrive complete and in order",
    async () => {
      const count = 100_000;
      const { server, clients, all } = await stage.server([2]);
      for (let number = 0; number < count; number += 1) {
        if (server.peer.put_packet(numbered(number)) !== OK) throw new Error(`Packet ${number} was refused.`);
      }
      const [client] = clients;
      let next = 0;
      const arrived = (): boolean => {
        for (const number of numbersOf(takeAll(client?.peer ?? server.peer))) {
          if (number !== next) throw new Error(`Packet ${number} came where ${next} was due.`);
          next += 1;
        }
        return next >= count;
      };
      await pumpMembers(all, arrived, "all packets", 60_000);
      expect(next).toBe(count);
    },
    90_000,
  );

  promise("M14 packets of either unreliable mode arrive, those of the ordered one in order", async () => {
    for (const mode of [UNRELIABLE, ORDERED]) {
      const { server, clients, all } = await stage.server([2]);
      const [client] = clients;
      server.peer.transfer_mode = mode;
      const numbers: number[] = [];
      let sent = 0;
      // Nothing says that all arrive; that a hundred do shows that such packets are sent at all.
      const arrived = (): boolean => {
        server.peer.put_packet(numbered((sent += 1)));
        if (client !== undefined) numbers.push(...numbersOf(takeAll(client.peer)));
        return numbers.length >= 100;
      };
      await pumpMembers(all, arrived, "a hundred packets");
      const sorted = numbers.toSorted((one, other) => one - other);
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(mode === ORDERED ? numbers : sorted).toEqual(sorted);
    }
  });

  promise("M14 M06 what a peer sent before it left can be taken before it is gone", async () => {
    for (const leaves of ["close", "disconnect_peer", "remove_peer"] as const) {
      const { server, clients, all } = await stage.server([2]);
      const [client] = clients;
      const count = 2_500;
      for (const number of upTo(count)) client?.peer.put_packet(numbered(number));
      client?.peer[leaves](1);
      const numbers: number[] = [];
      const gone = (): boolean => {
        // As a program that takes so many in each frame.
        for (let frame = 0; frame < 100 && server.peer.get_available_packet_count() > 0; frame += 1) {
          expect(server.peer.get_packet_peer()).toBe(2);
          numbers.push(...numbersOf([server.peer.get_packet()]));
        }
        return server.log.length === 2;
      };
      await pumpMembers(all, gone, "the peer to be gone");
      expect(server.log).toEqual(["+2", "-2"]);
      expect(numbers, leaves).toEqual(upTo(count));
    }
  });

  promise("M06 a peer that left is gone though nobody takes its packets", async () => {
    const { server, clients, all } = await stage.server([2]);
    for (const number of upTo(10)) clients[0]?.peer.put_packet(numbered(number));
    await pumpMembers(all, () => server.peer.get_available_packet_count() === 10, "all packets");
    clients[0]?.peer.close();
    await pumpMembers(all, () => server.log.length === 2, "the peer to be gone");
    expect([server.peer.get_available_packet_count(), server.peer.get_packet_peer()]).toEqual([0, 0]);
  });
};
