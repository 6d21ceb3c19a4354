import { expect, onTestFinished } from "vitest";
import { GodotError, type WebRTCPeerConnection } from "../../../runtime/index.js";
import { link, type Member, newMember, pumpMembers } from "../../support/members.js";
import { channelOf, LOOPBACK, newConnection, side, wire } from "../../support/peers.js";
import { until } from "../../support/until.js";
import { type Cases } from "./stage.js";

const { OK, FAILED } = GodotError;

async function pollUntil(pc: WebRTCPeerConnection, condition: () => boolean, what: string): Promise<void> {
  await until(() => (pc.poll(), condition()), what);
}

/** Calls made by a handler of the connection's own signal. */
export const insideSignals: Cases = {
  async initialize_inside_session_description_created({ check }) {
    const pc = newConnection();
    const got: unknown[] = [];
    pc.session_description_created.connect((type, sdp) => {
      // Applied, the offer has candidates to signal; initialize() drops them with the connection.
      got.push([type, pc.set_local_description(type, sdp), pc.initialize(LOOPBACK)]);
    });
    pc.ice_candidate_created.connect(() => void got.push("candidate"));
    channelOf(pc, "x");
    check(() => pc.create_offer(), OK);
    await pollUntil(pc, () => got.length > 0, "the offer");
    check(() => pc.get_connection_state(), pc.STATE_NEW);
    let polls = 0;
    await pollUntil(pc, () => (polls += 1) > 50, "some turns of the event loop");
    check(() => got, [["offer", OK, OK]]);
  },

  async poll_inside_signal({ check }) {
    const pc = newConnection();
    const got: unknown[] = [];
    pc.session_description_created.connect((type) => {
      got.push(`in ${type}`);
      got.push(pc.poll());
      got.push(`out ${type}`);
    });
    channelOf(pc, "x");
    // The second signal that waits is the same offer again.
    check(() => pc.create_offer(), OK);
    check(() => pc.create_offer(), OK);
    await pollUntil(pc, () => got.length > 0, "the offer");
    check(() => got, ["in offer", "in offer", OK, "out offer", OK, "out offer"]);
  },

  async object_dropped_inside_signal({ check }) {
    let holder: WebRTCPeerConnection[] = [newConnection()];
    const got: unknown[] = [];
    const [pc] = holder;
    if (pc === undefined) throw new Error("The holder is empty.");
    pc.session_description_created.connect((type) => {
      got.push(type);
      holder = [];
    });
    channelOf(pc, "x");
    check(() => pc.create_offer(), OK);
    await pollUntil(pc, () => got.length > 0, "the offer");
    check(() => got, ["offer"]);
    check(() => holder.length, 0);
  },

  async create_offer_inside_data_channel_received({ check, reported }) {
    const [a, b] = [side("A"), side("B")];
    wire(a, b);
    const log: unknown[] = [];
    b.pc.data_channel_received.connect((channel) => {
      log.push(["received", channel.get_label(), channel.get_ready_state()]);
      log.push(["create_offer inside", b.pc.create_offer()]);
      log.push(["create_data_channel inside", b.pc.create_data_channel("inner")]);
    });
    const ca = channelOf(a.pc, "first");
    check(() => a.pc.create_offer(), OK);
    await until(() => (a.pc.poll(), b.pc.poll(), log.length > 0), "the channel");
    reported("error", "error");
    expect(log).toEqual([
      ["received", "first", ca.STATE_OPEN],
      ["create_offer inside", FAILED],
      ["create_data_channel inside", null],
    ]);
    check(() => a.pc.create_data_channel("second"), null, "error");
  },

  async mp_close_inside_peer_connected({ check }) {
    const [server, client] = serverAndClient();
    server.peer.peer_connected.connect(() => {
      server.peer.close();
    });
    const over = (): boolean =>
      server.log.length > 0 && client.peer.get_connection_status() === client.peer.CONNECTION_DISCONNECTED;
    await pumpMembers([server, client], over, "the server to close, and the client to notice");
    expect(server.log).toEqual(["+2"]);
    // The client may have been connected for the moment that the end takes to reach it.
    expect([[], ["+1", "-1"]]).toContainEqual(client.log);
    check(() => server.peer.get_connection_status(), 0);
    check(() => client.peer.get_connection_status(), 0);
  },

  async mp_close_inside_client_peer_connected({ check }) {
    const [server, client] = serverAndClient();
    client.peer.peer_connected.connect(() => {
      client.peer.close();
    });
    const { connection } = client.peer.get_peer(1);
    const met = (): boolean => {
      // In the recording the server was told first: until then the client's connection is polled, and not its peer.
      if (server.log.length > 0) client.peer.poll();
      else connection?.poll();
      return server.log.length === 2;
    };
    await pumpMembers([server], met, "the client to close, and the server to notice");
    expect([server.log, client.log]).toEqual([["+2", "-2"], ["+1"]]);
    check(() => server.peer.get_peers().size, 0);
    check(() => client.peer.get_connection_status(), 0);
  },
};

/** Two members that are about to connect. */
function serverAndClient(): [Member, Member] {
  const [server, client] = [newMember("server"), newMember("client")];
  onTestFinished(() => {
    for (const { peer } of [server, client]) peer.close();
  });
  server.peer.create_server();
  client.peer.create_client(2);
  link(server, client, newConnection);
  return [server, client];
}
