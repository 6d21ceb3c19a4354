import { expect } from "vitest";
import {
  GodotError,
  type WebRTCDataChannel,
  WebRTCMultiplayerPeer,
  type WebRTCPeerConnection,
} from "../../../runtime/index.js";
import { drain, hasConnected, link, pumpMembers, RELIABLE } from "../../support/members.js";
import type { Chapter } from "./contract.js";

const { ERR_INVALID_PARAMETER, ERR_UNAUTHORIZED, ERR_UNCONFIGURED, FAILED, OK } = GodotError;
const { CONNECTION_DISCONNECTED, CONNECTION_CONNECTING, CONNECTION_CONNECTED } = WebRTCMultiplayerPeer;

const UNSET = 65535;

/** Label, id, order, lifetime and retransmits of a channel. */
function describe(channel: WebRTCDataChannel): readonly unknown[] {
  expect([channel.is_negotiated(), channel.get_max_retransmits()]).toEqual([true, UNSET]);
  return [channel.get_label(), channel.get_id(), channel.is_ordered(), channel.get_max_packet_life_time()];
}

/** M03 to M10, M17: how peers come and go. */
export const multiplayerPeerChapter: Chapter = ({ stage, promise }) => {
  promise("M03 add_peer() wants a role first, then a valid id for it", () => {
    const { peer } = stage.member("peer");
    const refuses = (id: number, code: GodotError): void => {
      expect(peer.add_peer(stage.create(), id), String(id)).toBe(code);
      expect(stage.expectReports("add_peer")[0]?.code).toBe(code);
    };
    refuses(2, ERR_UNCONFIGURED);
    peer.create_server();
    for (const id of [1, 0, -1, 2_147_483_648]) refuses(id, ERR_INVALID_PARAMETER);
    expect(peer.add_peer(stage.create(), 2_147_483_647)).toBe(OK);
    peer.create_client(2);
    for (const id of [2, 3, 0, -1, 2_147_483_647]) refuses(id, ERR_INVALID_PARAMETER);
    expect(peer.add_peer(stage.create(), 1)).toBe(OK);
    peer.create_mesh(2);
    for (const id of [0, -1, 2_147_483_648]) refuses(id, ERR_INVALID_PARAMETER);
    for (const id of [1, 3]) expect(peer.add_peer(stage.create(), id)).toBe(OK);
    peer.close();
    refuses(3, ERR_UNCONFIGURED);
  });

  promise("M03 add_peer() wants a connection in STATE_NEW", async () => {
    const { peer } = stage.member("peer");
    peer.create_server();
    const { a } = await stage.pair();
    const closed = stage.create();
    closed.close();
    for (const connection of [a.pc, closed, null, {}, "connection", peer] as never[]) {
      expect(peer.add_peer(connection, 2)).toBe(ERR_INVALID_PARAMETER);
      stage.expectReports("add_peer");
    }
    expect(peer.get_peers().size).toBe(0);
  });

  promise("M03 add_peer() refuses everybody while refuse_new_connections is true", async () => {
    const { server, all } = await stage.server([2]);
    const connection = stage.create();
    server.peer.refuse_new_connections = true;
    expect(server.peer.add_peer(connection, 3)).toBe(ERR_UNAUTHORIZED);
    stage.expectReports("add_peer");
    server.peer.poll();
    expect(hasConnected(server, 1)).toBe(true);
    server.peer.refuse_new_connections = false;
    expect(server.peer.add_peer(connection, 3)).toBe(OK);
    expect(all.map(({ log }) => log)).toEqual([["+2"], ["+1"]]);
  });

  promise("M03 M04 add_peer() fails if a channel cannot be created, and leaves none behind", () => {
    const { peer } = stage.member("peer");
    peer.create_server([RELIABLE, RELIABLE]);
    const connection = stage.create();
    const own = connection.create_data_channel("own", { negotiated: true, id: 4 });
    expect(peer.add_peer(connection, 2)).toBe(FAILED);
    stage.expectReports("create_data_channel", "add_peer");
    expect(peer.has_peer(2)).toBe(false);
    own?.close();
    expect(peer.add_peer(connection, 2)).toBe(OK);
  });

  promise(
    "M04 three negotiated channels lead to a peer, and unreliable_lifetime is that of the unreliable ones",
    () => {
      const { peer } = stage.member("peer");
      peer.create_server();
      peer.add_peer(stage.create(), 2);
      peer.add_peer(stage.create(), 3, 250);
      peer.add_peer(stage.create(), 4, 0);
      for (const [id, lifetime] of [
        [2, 1],
        [3, 250],
        [4, 0],
      ] as const) {
        expect(peer.get_peer(id).channels?.map(describe)).toEqual([
          ["reliable", 1, true, UNSET],
          ["ordered", 2, true, lifetime],
          ["unreliable", 3, false, lifetime],
        ]);
      }
      for (const lifetime of [-1, 65_536]) {
        expect(peer.add_peer(stage.create(), 5, lifetime)).toBe(ERR_INVALID_PARAMETER);
        stage.expectReports("add_peer");
      }
    },
  );

  promise("M05 channels_config adds one channel for each mode", () => {
    const { peer } = stage.member("peer");
    const { TRANSFER_MODE_RELIABLE, TRANSFER_MODE_UNRELIABLE, TRANSFER_MODE_UNRELIABLE_ORDERED } = peer;
    const modes = [TRANSFER_MODE_RELIABLE, TRANSFER_MODE_UNRELIABLE, TRANSFER_MODE_UNRELIABLE_ORDERED];
    for (const create of [() => peer.create_server(modes), () => peer.create_mesh(7, modes)]) {
      create();
      peer.add_peer(stage.create(), 2, 50);
      expect(peer.get_peer(2).channels?.slice(3).map(describe)).toEqual([
        ["4", 4, true, UNSET],
        ["5", 5, false, 1],
        ["6", 6, true, 1],
      ]);
    }
    peer.create_client(2, modes);
    peer.add_peer(stage.create(), 1);
    expect(peer.get_peer(1).channels).toHaveLength(6);
  });

  promise("M06 M07 a peer is connected, and peer_connected comes, during poll() and only once", async () => {
    const [server, client] = [stage.member("server"), stage.member("client")];
    server.peer.create_server();
    client.peer.create_client(2);
    const { a } = link(server, client, () => stage.create());
    const isConnected = (): unknown => server.peer.get_peer(2).connected;
    const { channels = [] } = server.peer.get_peer(2);
    const areOpen = (): boolean => {
      a.poll();
      return channels.every((channel) => channel.get_ready_state() === channel.STATE_OPEN);
    };
    await pumpMembers([client], areOpen, "the server's channels to open, without a poll() of the server");
    expect([server.log, isConnected()]).toEqual([[], false]);
    const [, , last] = channels;
    if (last === undefined) throw new Error("There are no three channels.");
    // As if this one took longer than the others.
    Reflect.set(last, "_get_ready_state", () => last.STATE_CONNECTING);
    await pumpMembers([server, client], () => a.get_connection_state() === a.STATE_CONNECTED, "the connection");
    server.peer.poll();
    expect([server.log, isConnected()]).toEqual([[], false]);
    Reflect.deleteProperty(last, "_get_ready_state");
    const isTold = (): boolean => server.log.length > 0;
    await pumpMembers([server, client], isTold, "the server to be told");
    for (let time = 0; time < 3; time += 1) server.peer.poll();
    expect([server.log, isConnected()]).toEqual([["+2"], true]);
  });

  promise("M06 one poll() tells who has gone before it tells who has come", async () => {
    const { server, clients, all } = await stage.server([2]);
    const client = stage.member("client 3");
    client.peer.create_client(3);
    const { a } = link(server, client, () => stage.create());
    const isReady = (): boolean => {
      a.poll();
      const { channels = [] } = server.peer.get_peer(3);
      const areOpen = channels.every((channel) => channel.get_ready_state() === channel.STATE_OPEN);
      return areOpen && a.get_connection_state() === a.STATE_CONNECTED;
    };
    await pumpMembers([client], isReady, "the connection of another client, without a poll() of the server");
    server.peer.disconnect_peer(2);
    expect(server.log).toEqual(["+2"]);
    server.peer.poll();
    expect(server.log).toEqual(["+2", "-2", "+3"]);
    await pumpMembers([...all, client], () => clients[0]?.log.length === 2, "the first client to notice");
  });

  promise("M06 a server and eight clients: each is told of each once, when its channels are open", async () => {
    const ids = [2, 3, 4, 5, 6, 7, 8, 9];
    const { server, clients, all } = await stage.server(ids);
    expect(server.log.toSorted()).toEqual(ids.map((id) => `+${id}`));
    for (const client of clients) expect(client.log).toEqual(["+1"]);
    for (const client of clients) expect(client.peer.get_connection_status()).toBe(CONNECTION_CONNECTED);
    clients[3]?.peer.close();
    await pumpMembers(all, () => hasConnected(server, 7), "the server to miss one");
    expect(server.log.slice(8)).toEqual(["-5"]);
    server.peer.close();
    await pumpMembers(
      all,
      () => clients.every(({ peer }) => peer.get_connection_status() === CONNECTION_DISCONNECTED),
      "all clients to miss the server",
    );
    clients.forEach((client, index) => expect(client.log).toEqual(index === 3 ? ["+1"] : ["+1", "-1"]));
  });

  promise("M06 a mesh of six: each is told of the five others once, and of one that leaves", async () => {
    const ids = [10, 20, 30, 40, 50, 60];
    const members = await stage.mesh(ids);
    members.forEach(({ log }, index) => {
      expect(log.toSorted()).toEqual(ids.filter((_, other) => other !== index).map((id) => `+${id}`));
    });
    const [, , leaving, ...rest] = members;
    leaving?.peer.close();
    const others = [...members.slice(0, 2), ...rest];
    await pumpMembers(members, () => others.every((member) => hasConnected(member, 4)), "the others to notice");
    for (const { log } of others) expect(log.slice(5)).toEqual(["-30"]);
    expect(leaving?.log).toHaveLength(5);
    for (const { peer } of others) expect(peer.get_connection_status()).toBe(CONNECTION_CONNECTED);
  });

  promise("M06 a peer whose channel closes is gone, on both sides", async () => {
    for (const closing of [0, 1]) {
      const { all } = await stage.server([2]);
      all[closing]?.peer.get_peer(closing === 0 ? 2 : 1).channels?.[1]?.close();
      await pumpMembers(all, () => all.every(({ log }) => log.length === 2), "both to notice");
      expect(all.map(({ log }) => log)).toEqual([
        ["+2", "-2"],
        ["+1", "-1"],
      ]);
    }
  });

  promise(
    "M06 M02 a client is DISCONNECTED once it was told that the server is gone, and can add it again",
    async () => {
      const { server, clients, all } = await stage.server([2]);
      const [client] = clients;
      if (client === undefined) throw new Error("There is no client.");
      const during: unknown[] = [];
      client.peer.peer_disconnected.connect((id) => {
        during.push([client.peer.get_connection_status(), client.peer.has_peer(id)]);
      });
      server.peer.disconnect_peer(2);
      await pumpMembers(all, () => during.length > 0, "the client to lose the server");
      expect(during).toEqual([[CONNECTION_CONNECTED, false]]);
      expect(client.peer.get_connection_status()).toBe(CONNECTION_DISCONNECTED);
      expect(client.peer.put_packet(Uint8Array.of(1))).toBe(ERR_UNCONFIGURED);
      expect(client.peer.get_unique_id()).toBe(1);
      stage.expectReports("put_packet", "get_unique_id");
      const connection = stage.create();
      expect(client.peer.add_peer(connection, 1)).toBe(OK);
      expect(client.peer.get_connection_status()).toBe(CONNECTION_CONNECTING);
      client.peer.remove_peer(1);
      expect(connection.get_connection_state()).toBe(connection.STATE_CLOSED);
      expect(client.peer.get_connection_status()).toBe(CONNECTION_DISCONNECTED);
      client.peer.create_client(2);
      link(server, client, () => stage.create());
      await pumpMembers(all, () => client.log.length === 3, "the client to find the server again");
      expect(client.log).toEqual(["+1", "-1", "+1"]);
    },
  );

  promise("M02 M06 a client that loses its server while connecting is DISCONNECTED, without a signal", () => {
    const ends = [
      (connection: WebRTCPeerConnection) => {
        connection.close();
      },
      // Its channels are those of a connection that is no more.
      (connection: WebRTCPeerConnection) => void connection.initialize({}),
    ];
    for (const end of ends) {
      const client = stage.member("client");
      const connection = stage.create();
      client.peer.create_client(2);
      client.peer.add_peer(connection, 1);
      connection.create_offer();
      client.peer.poll();
      expect(client.peer.get_connection_status()).toBe(CONNECTION_CONNECTING);
      end(connection);
      client.peer.poll();
      expect(client.peer.get_connection_status()).toBe(CONNECTION_DISCONNECTED);
      expect([client.peer.get_peers().size, client.log]).toEqual([0, []]);
    }
  });

  promise(
    "M07 get_peer(), get_peers() and has_peer() tell of peers, also of those that are not connected",
    async () => {
      const { server, clients } = await stage.server([2]);
      const connection = stage.create();
      server.peer.add_peer(connection, 3);
      expect([...server.peer.get_peers().keys()]).toEqual([2, 3]);
      expect([2, 3, 4].map((id) => server.peer.has_peer(id))).toEqual([true, true, false]);
      expect(Object.keys(server.peer.get_peer(2))).toEqual(["connection", "connected", "channels"]);
      const entry = server.peer.get_peer(3);
      expect([entry.connection === connection, entry.connected, entry.channels?.length]).toEqual([true, false, 3]);
      expect(server.peer.get_peer(2).connected).toBe(true);
      expect(server.peer.get_peers().get(3)).toEqual(entry);
      expect(clients[0]?.peer.get_peer(1).connected).toBe(true);
      expect(server.peer.get_peer(4)).toEqual({});
      stage.expectReports("get_peer");
      // What was handed out is the caller's.
      entry.channels?.splice(0);
      server.peer.get_peers().clear();
      expect(server.peer.get_peer(3).channels).toHaveLength(3);
    },
  );

  promise("M08 remove_peer() tells of a connected peer at once, and closes the connection", async () => {
    const { server, clients, all } = await stage.server([2, 3]);
    const connection = server.peer.get_peer(2).connection;
    clients[0]?.peer.put_packet(Uint8Array.of(1));
    await pumpMembers(all, () => server.peer.get_packet_peer() === 2, "a packet");
    server.peer.remove_peer(2);
    expect([server.peer.get_packet_peer(), server.peer.get_available_packet_count()]).toEqual([0, 0]);
    expect(server.log.slice(2)).toEqual(["-2"]);
    expect(connection?.get_connection_state()).toBe(connection?.STATE_CLOSED);
    await pumpMembers(all, () => clients[0]?.log.length === 2, "the other side to notice");
    expect(clients.map(({ log }) => log)).toEqual([["+1", "-1"], ["+1"]]);
    expect(server.log.slice(2)).toEqual(["-2"]);
  });

  promise("M08 remove_peer() says nothing of a peer that was never connected, and reports an unknown one", () => {
    const member = stage.member("server");
    member.peer.create_server();
    member.peer.add_peer(stage.create(), 2);
    member.peer.add_peer(stage.create(), 3);
    member.peer.remove_peer(2);
    expect([member.peer.has_peer(2), member.log]).toEqual([false, []]);
    member.peer.remove_peer(2);
    member.peer.disconnect_peer(2);
    member.peer.disconnect_peer(2, true);
    stage.expectReports("remove_peer", "disconnect_peer", "disconnect_peer");
    const entry = member.peer.get_peer(3);
    expect([...member.peer.get_peers().keys()]).toEqual([3]);
    expect(entry.connection?.get_connection_state()).toBe(entry.connection?.STATE_NEW);
  });

  promise("M09 disconnect_peer() says nothing of a peer that was never connected", () => {
    for (const force of [false, true]) {
      const { peer, log } = stage.member("server");
      const connection = stage.create();
      peer.create_server();
      peer.add_peer(connection, 2);
      peer.disconnect_peer(2, force);
      peer.poll();
      expect([peer.has_peer(2), log]).toEqual([false, []]);
      expect(connection.get_connection_state()).toBe(connection.STATE_CLOSED);
    }
  });

  promise("M09 disconnect_peer() closes the connection, and the next poll() tells of it", async () => {
    const { server, clients, all } = await stage.server([2, 3]);
    const connection = server.peer.get_peer(2).connection;
    server.peer.disconnect_peer(2);
    expect([server.peer.has_peer(2), server.log]).toEqual([true, ["+2", "+3"]]);
    expect(connection?.get_connection_state()).toBe(connection?.STATE_CLOSED);
    server.peer.poll();
    expect([server.peer.has_peer(2), server.log]).toEqual([false, ["+2", "+3", "-2"]]);
    await pumpMembers(all, () => clients[0]?.log.length === 2, "the other side to notice");
    expect(clients.map(({ log }) => log)).toEqual([["+1", "-1"], ["+1"]]);
  });

  promise("M09 disconnect_peer() with force drops the peer at once, without a signal", async () => {
    const { server, clients, all } = await stage.server([2, 3]);
    const connection = server.peer.get_peer(2).connection;
    server.peer.disconnect_peer(2, true);
    expect([server.peer.has_peer(2), connection?.get_connection_state()]).toEqual([false, connection?.STATE_CLOSED]);
    await pumpMembers(all, () => clients[0]?.log.length === 2, "the other side to notice");
    expect(server.log).toEqual(["+2", "+3"]);
    const [, client] = clients;
    client?.peer.disconnect_peer(1, true);
    expect([client?.peer.get_connection_status(), client?.log]).toEqual([CONNECTION_DISCONNECTED, ["+1"]]);
    await pumpMembers(all, () => server.log.length === 3, "the server to notice");
    expect(server.log).toEqual(["+2", "+3", "-3"]);
  });

  promise("M10 close() drops everybody without a signal, and the others notice", async () => {
    const { server, clients, all } = await stage.server([2, 3]);
    const connections = [...server.peer.get_peers().values()].map(({ connection }) => connection);
    clients[0]?.peer.put_packet(Uint8Array.of(1));
    await pumpMembers(all, () => server.peer.get_available_packet_count() === 1, "a packet");
    server.peer.close();
    for (const connection of connections) expect(connection.get_connection_state()).toBe(connection.STATE_CLOSED);
    server.peer.close();
    expect([server.peer.get_connection_status(), server.peer.get_peers().size]).toEqual([CONNECTION_DISCONNECTED, 0]);
    expect([server.peer.get_available_packet_count(), server.peer.get_packet_peer()]).toEqual([0, 0]);
    await pumpMembers(all, () => clients.every(({ log }) => log.length === 2), "the clients to notice");
    expect(server.log).toEqual(["+2", "+3"]);
    for (const { peer } of clients) expect(peer.get_connection_status()).toBe(CONNECTION_DISCONNECTED);
  });

  promise("M06 M08 a peer that is added again under its id replaces the one before, which is gone", async () => {
    const { server, clients, all } = await stage.server([2, 3]);
    const before = server.peer.get_peer(2).connection;
    clients[0]?.peer.create_client(2);
    const returning = clients[0];
    if (returning === undefined) throw new Error("There is no client.");
    link(server, returning, () => stage.create());
    expect(before?.get_connection_state()).toBe(before?.STATE_CLOSED);
    expect(server.log).toEqual(["+2", "+3", "-2"]);
    await pumpMembers(all, () => server.log.length === 4, "the peer to be connected again");
    expect(server.log).toEqual(["+2", "+3", "-2", "+2"]);
    server.peer.set_target_peer(2);
    server.peer.put_packet(Uint8Array.of(104, 105));
    await pumpMembers(all, () => returning.peer.get_available_packet_count() > 0, "a packet");
    expect(drain(returning)).toEqual([{ peer: 1, channel: 0, mode: 2, text: "hi" }]);
  });

  promise("M17 poll() polls the connections, creates no offer, and leaves descriptions to the program", async () => {
    const [server, client] = [stage.member("server"), stage.member("client")];
    server.peer.create_server();
    client.peer.create_client(2);
    const connection = stage.create();
    const signals: string[] = [];
    connection.session_description_created.connect((type) => void signals.push(type));
    server.peer.add_peer(connection, 2);
    server.peer.poll();
    await stage.meanwhile([]);
    server.peer.poll();
    expect([signals, connection.get_connection_state()]).toEqual([[], connection.STATE_NEW]);
    connection.create_offer();
    await pumpMembers([server], () => signals.length > 0, "the offer, by polling the multiplayer peer alone");
    expect(signals).toEqual(["offer"]);
    await stage.meanwhile([]);
    server.peer.poll();
    expect(connection.get_signaling_state()).toBe(connection.SIGNALING_STATE_STABLE);
  });

  promise("M17 M06 handlers may add, remove and close while poll() goes on", async () => {
    const { server, clients, all } = await stage.server([2, 3, 4]);
    server.peer.peer_disconnected.connect((id) => {
      if (id !== 2) return;
      server.peer.poll();
      server.peer.remove_peer(3);
      server.peer.add_peer(stage.create(), 5);
    });
    clients[0]?.peer.close();
    await pumpMembers(all, () => server.peer.has_peer(5), "the handler");
    expect(server.log.slice(3)).toEqual(["-2", "-3"]);
    expect([...server.peer.get_peers().keys()]).toEqual([4, 5]);
    server.peer.peer_disconnected.connect(() => {
      server.peer.close();
    });
    clients[2]?.peer.close();
    await pumpMembers(all, () => server.peer.get_connection_status() === CONNECTION_DISCONNECTED, "the end");
    expect(server.log.slice(5)).toEqual(["-4"]);
  });
};
