import { expect } from "vitest";
import { get_string_from_utf8, GodotError } from "../../../runtime/index.js";
import {
  drain,
  link,
  type Member,
  ORDERED,
  type Packet,
  pumpMembers,
  RELIABLE,
  UNRELIABLE,
} from "../../support/members.js";
import { newConnection } from "../../support/peers.js";
import { type Cases, VOID } from "../negotiation/stage.js";
import { bytes } from "../negotiation/steps.js";
import { baseRows, channelRow, member, send, serverAndClients } from "./steps.js";

const { ERR_INVALID_PARAMETER, ERR_UNAVAILABLE, FAILED, OK } = GodotError;
const CONNECTED = 2;
const OPEN = 1;
const EMPTY = new Uint8Array();

/** Waits until a member has so many packets, and takes them. */
async function take(all: readonly Member[], by: Member, count: number): Promise<Packet[]> {
  await pumpMembers(all, () => by.peer.get_available_packet_count() === count, `${count} packets of ${by.name}`);
  return drain(by);
}

const reliable = (peer: number, ...texts: string[]): Packet[] =>
  texts.map((text) => ({ peer, channel: 0, mode: 2, text }));

/** Packets between a server and its clients. */
export const traffic: Cases = {
  async mp_connect_server_one_client({ check }) {
    const [server, c2] = [member("server"), member("c2")];
    server.peer.create_server();
    c2.peer.create_client(2);
    const statuses: number[] = [];
    const watch = (): void => {
      const status = c2.peer.get_connection_status();
      if (status !== statuses.at(-1)) statuses.push(status);
      check(() => server.peer.get_connection_status(), CONNECTED);
    };
    watch();
    expect(link(server, c2, newConnection).codes).toEqual([OK, OK, OK]);
    const connected = (): boolean => {
      watch();
      return statuses.at(-1) === CONNECTED && server.peer.get_peer(2).connected === true;
    };
    await pumpMembers([server, c2], connected, "the client to be connected");
    expect([server.log, c2.log, statuses]).toEqual([["+2"], ["+1"], [1, CONNECTED]]);
    for (const entry of [server.peer.get_peer(2), c2.peer.get_peer(1)]) {
      check(() => entry.connected, true);
      check(() => entry.connection?.get_connection_state(), 2);
      check(() => entry.channels?.map(channelRow), baseRows(1, OPEN));
    }
    check(() => [...server.peer.get_peers().keys()], [2]);
    check(() => [...c2.peer.get_peers().keys()], [1]);
    check(() => c2.peer.get_unique_id(), 2);
  },

  async mp_put_before_connected(stage) {
    const [server, c2] = [member("server"), member("c2")];
    server.peer.create_server();
    c2.peer.create_client(2);
    link(server, c2, newConnection);
    send(stage, server, [2, "early direct"], FAILED);
    send(stage, server, [0, "early broadcast"], OK);
    send(stage, c2, [1, "early from client"], FAILED);
    send(stage, c2, [0, "early broadcast from client"], OK);
    const all = [server, c2];
    await pumpMembers(all, () => server.log.length === 1 && c2.log.length === 1, "a connection");
    // What is sent now arrives behind everything that was sent before.
    send(stage, server, [2, "now"], OK);
    send(stage, c2, [1, "now"], OK);
    expect(await take(all, c2, 1)).toEqual(reliable(1, "now"));
    expect(await take(all, server, 1)).toEqual(reliable(2, "now"));
  },

  async mp_targets(stage) {
    const { server, c2, c3, all } = await serverAndClients([2, 3]);
    send(stage, server, [2, "to 2"], OK);
    send(stage, server, [0, "to all"], OK);
    send(stage, server, [-2, "to all but 2"], OK);
    send(stage, server, [-7, "to all but unknown 7"], OK);
    send(stage, server, [7, "to unknown 7"], ERR_INVALID_PARAMETER);
    send(stage, server, [1, "to itself"], ERR_INVALID_PARAMETER);
    expect(await take(all, c2, 3)).toEqual(reliable(1, "to 2", "to all", "to all but unknown 7"));
    expect(await take(all, c3, 3)).toEqual(reliable(1, "to all", "to all but 2", "to all but unknown 7"));
    send(stage, c2, [1, "to server"], OK);
    send(stage, c2, [0, "to all"], OK);
    send(stage, c2, [3, "to 3, not a direct peer"], ERR_INVALID_PARAMETER);
    send(stage, c2, [-1, "to all but server"], OK);
    send(stage, c2, [2, "to itself"], ERR_INVALID_PARAMETER);
    expect(await take(all, server, 2)).toEqual(reliable(2, "to server", "to all"));
    expect(drain(c3)).toEqual([]);
  },

  async mp_modes_and_channels(stage) {
    const { server, c2, all } = await serverAndClients([2], [RELIABLE, UNRELIABLE, ORDERED]);
    for (const mode of [UNRELIABLE, ORDERED, RELIABLE]) {
      for (const channel of [0, 1, 2, 3, 4]) {
        send(
          stage,
          server,
          [2, `mode ${mode} channel ${channel}`, mode, channel],
          channel === 4 ? ERR_INVALID_PARAMETER : OK,
        );
      }
    }
    server.peer.set_target_peer(0);
    server.peer.transfer_channel = 9;
    stage.check(() => server.peer.put_packet(bytes(1)), OK, "error");
    const over = (channel: number, mode: number): Packet[] =>
      [0, 1, 2].map((sent) => ({ peer: 1, channel, mode, text: `mode ${sent} channel ${channel}` }));
    // Each of the channels has an order of its own, and those without one may bring packets in any.
    const rank = ({ channel, mode }: Packet): number => 4 * channel + (channel === 0 ? RELIABLE - mode : 0);
    const sorted = (packets: readonly Packet[]): Packet[] =>
      packets.toSorted(
        (one, other) =>
          rank(one) - rank(other) || (one.mode + other.mode === 0 ? one.text.localeCompare(other.text) : 0),
      );
    expect(sorted(await take(all, c2, 12))).toEqual([
      ...[2, 1, 0].map((mode) => ({ peer: 1, channel: 0, mode, text: `mode ${mode} channel 0` })),
      ...over(1, 2),
      ...over(2, 0),
      ...over(3, 1),
    ]);
  },

  async mp_packet_sizes({ check }) {
    const { server, c2, all } = await serverAndClients([2]);
    const { peer } = server;
    peer.set_target_peer(2);
    check(() => peer.put_packet(EMPTY), OK);
    for (const size of [1, 1200, 1201, 16384, 65536, 262144]) {
      check(() => peer.put_packet(bytes(size)), OK);
      const [packet] = await take(all, c2, 1);
      check(() => packet?.text.length, size);
    }
    check(() => peer.put_packet(bytes(262145)), FAILED, "error");
    check(() => c2.peer.get_available_packet_count(), 0);
  },

  async mp_order_across_peers_and_channels(stage) {
    const { server, c2, c3, all } = await serverAndClients([2, 3]);
    // The peers take their turns in the order in which they were added; both have their packets when that begins.
    for (const k of [0, 1, 2]) {
      send(stage, c2, [1, `c2 reliable ${k}`], OK);
      send(stage, c3, [1, `c3 reliable ${k}`], OK);
      send(stage, c2, [1, `c2 unreliable ${k}`, UNRELIABLE], OK);
    }
    const unreliable = (k: number): Packet => ({ peer: 2, channel: 0, mode: 0, text: `c2 unreliable ${k}` });
    const both = (k: number): Packet[] => [...reliable(2, `c2 reliable ${k}`), ...reliable(3, `c3 reliable ${k}`)];
    const waiting = (id: number): number[] =>
      (server.peer.get_peer(id).channels ?? []).map((channel) => channel.get_available_packet_count());
    const arrived = (): boolean => [...waiting(2), ...waiting(3)].join() === "3,0,3,3,0,0";
    await pumpMembers([c2, c3], arrived, "all packets, without a poll of the server");
    const packets = await take(all, server, 9);
    expect(packets.slice(0, 6)).toEqual([0, 1, 2].flatMap(both));
    expect(packets.slice(6).toSorted((one, other) => one.text.localeCompare(other.text))).toEqual(
      [0, 1, 2].map(unreliable),
    );
  },

  async mp_get_packet_peer_before_get_packet(stage) {
    const { check } = stage;
    const { server, c2 } = await serverAndClients([2]);
    send(stage, c2, [1, "one"], OK);
    send(stage, c2, [1, "two", UNRELIABLE], OK);
    const p = server.peer;
    const channels = p.get_peer(2).channels ?? [];
    const arrived = (): boolean => channels.map((channel) => channel.get_available_packet_count()).join() === "1,0,1";
    await pumpMembers([c2], arrived, "both packets, without a poll of the server");
    check(() => p.get_available_packet_count(), 0);
    check(() => p.get_packet_peer(), 0);
    check(() => p.poll(), VOID);
    check(() => p.get_available_packet_count(), 2);
    check(() => p.get_packet_peer(), 2);
    check(() => p.get_packet_mode(), 2);
    check(() => get_string_from_utf8(p.get_packet()), "one");
    check(() => p.get_packet_peer(), 2);
    check(() => p.get_packet_mode(), 0);
    check(() => get_string_from_utf8(p.get_packet()), "two");
    check(() => p.get_packet_peer(), 0);
    check(() => p.get_packet_mode(), 2);
    check(() => p.get_packet(), EMPTY, "error");
    check(() => p.get_packet_error(), ERR_UNAVAILABLE);
  },

  async mp_put_var({ check }) {
    const { server, c2, all } = await serverAndClients([2]);
    const p = server.peer;
    p.set_target_peer(2);
    check(() => p.put_var([1, "two"]), OK);
    await pumpMembers(all, () => c2.peer.get_available_packet_count() === 1, "the value");
    check(() => c2.peer.get_var(), [1, "two"]);
    check(() => c2.peer.get_var(), null, "error");
    check(() => c2.peer.get_packet_error(), ERR_UNAVAILABLE);
  },

  async mp_signals_order_with_scene_multiplayer({ check }) {
    const { server, c2, all } = await serverAndClients([2]);
    check(() => [...server.peer.get_peers().keys()], [2]);
    check(() => [...c2.peer.get_peers().keys()], [1]);
    check(() => c2.peer.get_unique_id(), 2);
    check(() => server.peer.disconnect_peer(2), VOID);
    await pumpMembers(all, () => server.log.length === 2 && c2.log.length === 2, "both to be told");
    expect([server.log, c2.log]).toEqual([
      ["+2", "-2"],
      ["+1", "-1"],
    ]);
    check(() => server.peer.get_peers().size, 0);
    check(() => c2.peer.get_peers().size, 0);
    check(() => c2.peer.get_connection_status(), 0);
  },
};
