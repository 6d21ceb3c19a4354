import { expect, onTestFinished } from "vitest";
import { GodotError, WebRTCPeerConnection } from "../../../runtime/index.js";
import { drain, hasConnected, link, type Member, newMember, pumpMembers } from "../../support/members.js";
import { LOOPBACK, newConnection } from "../../support/peers.js";
import { type Case, type Cases, VOID } from "../negotiation/stage.js";
import { collectDropped } from "../negotiation/steps.js";
import { member, type Network, send, serverAndClients } from "./steps.js";

const { ERR_INVALID_PARAMETER, ERR_UNCONFIGURED, OK } = GodotError;

interface Departure {
  /** What is called. */
  act(network: Network): unknown;
  /** The statuses of the server, client 2 and client 3 right behind it. */
  readonly statuses: readonly number[];
  /** What the caller's signals said during the call. */
  readonly inside?: readonly string[];
  /** What the signals of server, client 2 and client 3 said in all since they were connected. */
  readonly signals: readonly (readonly string[])[];
}

/** Client 2 and the server part, in one way or another; client 3 looks on. */
function parting({ act, statuses, inside = [], signals }: Departure): Case {
  return async (stage) => {
    const { check } = stage;
    const network = await serverAndClients([2, 3]);
    const { server, c2, c3, all } = network;
    const serverLeaves = signals[2]?.length === 1;
    const connections = [server.peer.get_peer(2).connection, c2.peer.get_peer(1).connection];
    const before = all.map(({ log }) => log.length);
    const since = (): string[][] => all.map(({ log }, index) => log.slice(before[index]));
    check(() => act(network), VOID);
    expect(since().flat()).toEqual(inside);
    check(() => all.map(({ peer }) => peer.get_connection_status()), statuses);
    const over = (): boolean =>
      since().every((log, index) => log.length === signals[index]?.length) &&
      c2.peer.get_connection_status() === c2.peer.CONNECTION_DISCONNECTED;
    await pumpMembers(all, over, "all to know of it");
    await pumpMembers(
      all,
      () => connections.every((pc) => pc?.get_connection_state() === pc?.STATE_CLOSED),
      "closed connections",
    );
    expect(since()).toEqual(signals);
    check(() => [...server.peer.get_peers().keys()], serverLeaves ? [] : [3]);
    send(stage, server, [2, "after"], serverLeaves ? ERR_UNCONFIGURED : ERR_INVALID_PARAMETER);
    send(stage, server, [0, "after, to all"], serverLeaves ? ERR_UNCONFIGURED : OK);
    send(stage, c2, [1, "after, from client"], ERR_UNCONFIGURED);
    if (!serverLeaves) await pumpMembers(all, () => c3.peer.get_available_packet_count() === 1, "the packet");
    expect(all.map(drain)).toEqual([
      [],
      [],
      serverLeaves ? [] : [{ peer: 1, channel: 0, mode: 2, text: "after, to all" }],
    ]);
  };
}

const BOTH = [["-2"], ["-1"], []] as const;

/** A network one of whose members nobody holds any more: returns the others. */
async function without(name: "server" | "c2"): Promise<readonly Member[]> {
  const connection = (): WebRTCPeerConnection => {
    const made = new WebRTCPeerConnection();
    made.initialize(LOOPBACK);
    return made;
  };
  const { all } = await serverAndClients([2, 3], [], { member: newMember, connection });
  // The wire leads from each connection to the other.
  for (const { peer } of all) for (const entry of peer.get_peers().values()) unwire(entry.connection);
  const left = all.filter((one) => one.name !== name);
  onTestFinished(() => {
    for (const { peer } of left) peer.close();
  });
  return left;
}

function unwire(connection: WebRTCPeerConnection): void {
  for (const signal of [connection.session_description_created, connection.ice_candidate_created]) {
    for (const { callable } of signal.get_connections()) signal.disconnect(callable);
  }
}

/** Peers that leave, are sent away, or are dropped. */
export const leave: Cases = {
  mp_server_disconnect_peer: parting({
    act: ({ server }) => server.peer.disconnect_peer(2),
    statuses: [2, 2, 2],
    signals: BOTH,
  }),

  mp_server_disconnect_peer_force: parting({
    act: ({ server }) => server.peer.disconnect_peer(2, true),
    statuses: [2, 2, 2],
    signals: [[], ["-1"], []],
  }),

  mp_server_remove_peer: parting({
    act: ({ server }) => server.peer.remove_peer(2),
    statuses: [2, 2, 2],
    inside: ["-2"],
    signals: BOTH,
  }),

  mp_server_close: parting({
    act: ({ server }) => server.peer.close(),
    statuses: [0, 2, 2],
    signals: [[], ["-1"], ["-1"]],
  }),

  mp_client_close: parting({
    act: ({ c2 }) => c2.peer.close(),
    statuses: [2, 0, 2],
    signals: [["-2"], [], []],
  }),

  mp_client_disconnect_server: parting({
    act: ({ c2 }) => c2.peer.disconnect_peer(1),
    statuses: [2, 2, 2],
    signals: BOTH,
  }),

  mp_client_disconnect_server_force: parting({
    act: ({ c2 }) => c2.peer.disconnect_peer(1, true),
    statuses: [2, 0, 2],
    signals: [["-2"], [], []],
  }),

  mp_client_remove_server: parting({
    act: ({ c2 }) => c2.peer.remove_peer(1),
    statuses: [2, 0, 2],
    inside: ["-1"],
    signals: BOTH,
  }),

  mp_client_connection_close: parting({
    act: ({ c2 }) => c2.peer.get_peer(1).connection?.close(),
    statuses: [2, 2, 2],
    signals: BOTH,
  }),

  mp_client_one_channel_close: parting({
    act: ({ c2 }) => c2.peer.get_peer(1).channels?.[1]?.close(),
    statuses: [2, 2, 2],
    signals: BOTH,
  }),

  mp_server_one_channel_close: parting({
    act: ({ server }) => server.peer.get_peer(2).channels?.[2]?.close(),
    statuses: [2, 2, 2],
    signals: BOTH,
  }),

  async mp_client_object_dropped({ check }) {
    const [server, c3] = await without("c2");
    if (server === undefined || c3 === undefined) throw new Error("Two are left.");
    await collectDropped();
    await pumpMembers([server, c3], () => hasConnected(server, 1), "the server to notice");
    expect(server.log.slice(2)).toEqual(["-2"]);
    check(() => [...server.peer.get_peers().keys()], [3]);
  },

  async mp_server_object_dropped({ check }) {
    const clients = await without("server");
    await collectDropped();
    await pumpMembers(clients, () => clients.every(({ log }) => log.length === 2), "the clients to notice");
    for (const { log, peer } of clients) {
      expect(log).toEqual(["+1", "-1"]);
      check(() => peer.get_connection_status(), 0);
      check(() => peer.get_peers().size, 0);
    }
  },

  async mp_client_reconnects_same_id(stage) {
    const { check } = stage;
    const { server, c2 } = await serverAndClients([2]);
    check(() => c2.peer.close(), VOID);
    check(() => c2.peer.get_connection_status(), 0);
    await pumpMembers([server], () => server.log.length === 2, "the server to notice");
    check(() => server.peer.has_peer(2), false);
    const again = member("c2 new");
    check(() => again.peer.create_client(2), OK);
    link(server, again, newConnection);
    const all = [server, again];
    await pumpMembers(all, () => again.log.length === 1 && server.log.length === 3, "the connection");
    expect([server.log, again.log]).toEqual([["+2", "-2", "+2"], ["+1"]]);
    send(stage, server, [2, "hello again"], OK);
    await pumpMembers(all, () => again.peer.get_available_packet_count() === 1, "the packet");
    expect(drain(again)).toEqual([{ peer: 1, channel: 0, mode: 2, text: "hello again" }]);
  },

  async mp_remove_peer_inside_signal({ check }) {
    const { server, c2, c3, all } = await serverAndClients([2, 3]);
    server.peer.peer_disconnected.connect(() => {
      server.peer.close();
    });
    check(() => c2.peer.close(), VOID);
    await pumpMembers(all, () => c3.log.length === 2, "the other client to lose the server");
    expect([server.log.slice(2), c2.log, c3.log]).toEqual([["-2"], ["+1"], ["+1", "-1"]]);
    check(() => server.peer.get_connection_status(), 0);
    check(() => c3.peer.get_connection_status(), 0);
  },

  async mp_mesh_three(stage) {
    const { check } = stage;
    const all = [10, 20, 30].map((id) => {
      const made = member(`m${id}`);
      made.peer.create_mesh(id);
      return made;
    });
    const [m10, m20, m30] = all;
    if (m10 === undefined || m20 === undefined || m30 === undefined) throw new Error("Three are made above.");
    for (const [a, b] of [
      [m10, m20],
      [m10, m30],
      [m20, m30],
    ] as const) {
      link(a, b, newConnection);
    }
    await pumpMembers(all, () => all.every((one) => hasConnected(one, 2)), "the mesh");
    check(() => m10.peer.is_server_relay_supported(), false);
    send(stage, m10, [0, "to all"], OK);
    send(stage, m10, [30, "to 30"], OK);
    send(stage, m10, [-20, "all but 20"], OK);
    send(stage, m20, [1, "to 1, absent"], ERR_INVALID_PARAMETER);
    const counts = (): string => all.map(({ peer }) => peer.get_available_packet_count()).join();
    await pumpMembers(all, () => counts() === "0,1,3", "all packets");
    expect(all.map((one) => drain(one).map(({ peer, text }) => [peer, text]))).toEqual([
      [],
      [[10, "to all"]],
      [
        [10, "to all"],
        [10, "to 30"],
        [10, "all but 20"],
      ],
    ]);
    check(() => m20.peer.close(), VOID);
    await pumpMembers(all, () => m10.log.length === 3 && m30.log.length === 3, "the others to notice");
    expect([m10.log.at(-1), m30.log.at(-1)]).toEqual(["-20", "-20"]);
    check(() => [...m10.peer.get_peers().keys()], [30]);
    check(() => [...m30.peer.get_peers().keys()], [10]);
    send(stage, m10, [20, "to the one that left"], ERR_INVALID_PARAMETER);
  },
};
