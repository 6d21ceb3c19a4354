import { expect, onTestFinished } from "vitest";
import {
  get_string_from_utf8,
  GodotError,
  to_utf8_buffer,
  type WebRTCDataChannel,
  type WebRTCPeerConnection,
} from "../../../runtime/index.js";
import { created } from "../../support/descriptions.js";
import { lossyWire, type LossyWire } from "../../support/lossy-wire.js";
import { newMember, pumpMembers } from "../../support/members.js";
import { channelInfo, channelOf, pump, type Side, side } from "../../support/peers.js";
import { startOtherProcess } from "../../support/other-process.js";
import { type Cases, settle } from "./stage.js";
import { bytes, isConnected, isOpen, NEGOTIATED, offer, OPEN_CHANNEL } from "./steps.js";
import { Watch } from "./watch.js";

const { OK, FAILED } = GodotError;
const CLOSED = 3;

interface LossyPair {
  readonly a: Side;
  readonly b: Side;
  readonly ca: WebRTCDataChannel;
  readonly cb: WebRTCDataChannel;
  readonly wire: LossyWire;
}

async function lossyPair(options: WebRTCPeerConnection.CreateDataChannelOptions): Promise<LossyPair> {
  const [a, b] = [side("A"), side("B")];
  const wire = await lossyWire(a, b);
  const ca = channelOf(a.pc, "chat", options);
  const cb = channelOf(b.pc, "chat", options);
  a.pc.create_offer();
  await pump([a, b], () => isOpen(ca) && isOpen(cb) && isConnected(a) && isConnected(b), "an open pair");
  return { a, b, ca, cb, wire };
}

/** A network that drops everything for a while. */
export const networkCut: Cases = {
  async net_cut_5s_then_back({ check }) {
    const { a, b, ca, cb, wire } = await lossyPair(NEGOTIATED);
    wire.cut();
    check(() => ca.put_packet(to_utf8_buffer("sent while cut")), OK);
    check(() => ca.put_packet(to_utf8_buffer("second")), OK);
    check(() => ca.get_buffered_amount(), 0);
    // Two packets: the third dropped datagram is a repetition.
    await pump([a, b], () => wire.droppedFromA() >= 3, "the packets to be lost and sent again");
    check(() => ca.get_buffered_amount(), 0);
    check(() => cb.get_available_packet_count(), 0);
    wire.restore();
    await pump([a, b], () => cb.get_available_packet_count() === 2, "both packets");
    check(() => get_string_from_utf8(cb.get_packet()), "sent while cut");
    check(() => get_string_from_utf8(cb.get_packet()), "second");
    check(() => [isConnected(a), isConnected(b), isOpen(ca), isOpen(cb)], [true, true, true, true]);
  },

  async net_cut_unordered_no_retransmit({ check }) {
    const { a, b, ca, cb, wire } = await lossyPair({ ...NEGOTIATED, ordered: false, maxRetransmits: 0 });
    wire.cut();
    check(() => ca.put_packet(to_utf8_buffer("lost")), OK);
    await pump([a, b], () => wire.droppedFromA() > 0, "the packet to be lost");
    wire.restore();
    check(() => ca.put_packet(to_utf8_buffer("after")), OK);
    await pump([a, b], () => cb.get_available_packet_count() > 0, "the packet after it");
    await settle(a, b);
    check(() => cb.get_available_packet_count(), 1);
    check(() => get_string_from_utf8(cb.get_packet()), "after");
    check(() => channelInfo(cb), { ...OPEN_CHANNEL, ordered: false, max_retransmits: 0, negotiated: true });
  },
};

/** The same under a multiplayer peer. */
export const multiplayerCut: Cases = {
  async net_cut_multiplayer_peer_unreliable({ check }) {
    const [server, client] = [newMember("server"), newMember("client")];
    onTestFinished(() => {
      for (const { peer } of [server, client]) peer.close();
    });
    server.peer.create_server();
    client.peer.create_client(2);
    const [a, b] = [side("A"), side("B")];
    check(() => [server.peer.add_peer(a.pc, 2), client.peer.add_peer(b.pc, 1)], [OK, OK]);
    const wire = await lossyWire(a, b);
    a.pc.create_offer();
    const all = [server, client];
    await pumpMembers(all, () => server.log.length === 1 && client.log.length === 1, "a connection");
    wire.cut();
    server.peer.set_target_peer(2);
    server.peer.transfer_mode = server.peer.TRANSFER_MODE_UNRELIABLE;
    for (const sent of [0, 1, 2, 3, 4]) {
      check(() => server.peer.put_packet(Uint8Array.of(sent)), OK);
      await pumpMembers(all, () => wire.droppedFromA() > sent, "the packet to be lost");
    }
    wire.restore();
    const received: (number | undefined)[] = [];
    const arrived = (): boolean => {
      while (client.peer.get_available_packet_count() > 0) received.push(client.peer.get_packet()[0]);
      server.peer.put_packet(Uint8Array.of(5));
      return received.includes(5);
    };
    await pumpMembers(all, arrived, "a packet that was sent behind them");
    expect(received.filter((number) => number !== 5)).toEqual([]);
  },
};

const LOST_MS = 50_000;

/** A network that never comes back. */
export const networkLost: Cases = {
  async net_cut_50s({ check }) {
    const { a, b, ca, cb, wire } = await lossyPair(NEGOTIATED);
    const watch = new Watch(a, b);
    watch.channel("A chat", ca);
    watch.channel("B chat", cb);
    wire.cut();
    check(() => ca.put_packet(bytes(10)), OK);
    check(() => ca.get_buffered_amount(), 0);
    // Where data waits for its receipt, SCTP gives up first. To libdatachannel that is the same as a remote close.
    await watch.pump(() => watch.now("A connection") === "CLOSED", "the sending side to notice", LOST_MS);
    expect(watch.now("B connection")).toBe("CONNECTED");
    await watch.pump(() => watch.now("B connection") === "FAILED", "the idle side to notice", LOST_MS);
    expect(watch.states("A connection")).toEqual(["CONNECTED", "CLOSED"]);
    expect(watch.states("B connection")).toEqual(["CONNECTED", "FAILED"]);
    expect(watch.states("A chat")).toEqual(["OPEN", "CLOSED"]);
    expect(watch.states("B chat")).toEqual(["OPEN", "CLOSED"]);
    check(() => [ca.get_ready_state(), cb.get_ready_state()], [CLOSED, CLOSED]);
    check(() => ca.put_packet(bytes(10)), FAILED, "error");
    check(() => ca.get_buffered_amount(), 0);
  },

  async other_process_killed_SIGKILL({ check }) {
    const other = startOtherProcess();
    onTestFinished(() => other.kill());
    const a = side("A");
    const ca = channelOf(a.pc, "x", NEGOTIATED);
    const watch = new Watch(a);
    watch.channel("A x", ca);
    await offer(a, watch);
    const { type, sdp, candidates } = await other.answer({ ...created(a), candidates: a.candidates });
    check(() => a.pc.set_remote_description(type, sdp), OK);
    for (const { media, index, name } of candidates) check(() => a.pc.add_ice_candidate(media, index, name), OK);
    await watch.pump(() => isConnected(a) && isOpen(ca), "a connection");
    await other.kill();
    await watch.pump(() => watch.now("A connection") === "FAILED", "A to notice", LOST_MS);
    expect(watch.states("A connection")).toEqual(["NEW", "CONNECTING", "CONNECTED", "FAILED"]);
    expect(watch.states("A signaling")).toEqual(["STABLE", "HAVE_LOCAL_OFFER", "STABLE", "CLOSED"]);
    expect(watch.states("A x")).toEqual(["CONNECTING", "OPEN", "CLOSED"]);
    check(() => ca.put_packet(bytes(1)), FAILED, "error");
  },
};
