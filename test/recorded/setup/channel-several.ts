import { FAILED, OK, to_utf8_buffer, type WebRTCDataChannel, WebRTCPeerConnection } from "../../../runtime/index.js";
import { channelInfo, channelOf, newConnection, pump, type Side, side, wire } from "../../support/peers.js";
import { type Cases, settle, VOID } from "../negotiation/stage.js";
import { expectedInfo } from "./channel-info.js";

const { STATE_CONNECTED } = WebRTCPeerConnection;
const ID_1 = { negotiated: true, id: 1 } as const;

/** Several channels, on one connection or on both sides of one. */
export const several: Cases = {
  channel_options_not_dictionary({ check }) {
    const pc = newConnection();
    check(() => pc.callv("create_data_channel", ["x", 5]), null, "error");
    check(() => pc.callv("create_data_channel", ["x", null]), null, "error");
    check(() => pc.callv("create_data_channel", [5, {}]), null, "error");
    check(() => pc.callv("create_data_channel", []), null, "error");
  },

  channel_duplicate_id({ check }) {
    const pc = newConnection();
    const a = channelOf(pc, "a", ID_1);
    check(() => pc.create_data_channel("b", ID_1), null, "error");
    check(() => channelInfo(a), expectedInfo({ ...ID_1, label: "a" }));
  },

  channel_duplicate_id_after_first_closed({ check }) {
    const pc = newConnection();
    const a = channelOf(pc, "a", ID_1);
    check(() => a.close(), VOID);
    check(() => channelInfo(a), expectedInfo({ ...ID_1, label: "a", ready_state: a.STATE_CLOSED }));
    check(() => channelInfo(channelOf(pc, "b", ID_1)), expectedInfo({ ...ID_1, label: "b" }));
  },

  channel_duplicate_id_after_first_dropped({ check }) {
    const pc = newConnection();
    check(() => channelOf(pc, "a", ID_1).get_id(), 1);
    check(() => pc.create_data_channel("b", ID_1), null, "error");
  },

  channel_duplicate_label({ check }) {
    const pc = newConnection();
    const a = channelOf(pc, "same");
    const b = channelOf(pc, "same");
    check(() => a === b, false);
  },

  channel_many_before_offer({ check }) {
    const pc = newConnection();
    const channels = Array.from({ length: 1100 }, (_, k) => pc.create_data_channel(`c${k}`));
    check(() => channels.filter((channel) => channel === null).length, 0);
    check(() => Math.max(...channels.map((channel) => channel?.get_id() ?? Infinity)), 65535);
  },

  async channel_ids_after_connect({ check }) {
    const [a, b] = wired();
    const channels = [0, 1, 2, 3, 4].map((k) => channelOf(a.pc, `a${k}`));
    channelOf(a.pc, "neg", { negotiated: true, id: 2 });
    channelOf(b.pc, "neg", { negotiated: true, id: 2 });
    const ids = (): number[] => channels.map((channel) => channel.get_id());
    check(ids, [65535, 65535, 65535, 65535, 65535]);
    check(() => a.pc.create_offer(), OK);
    check(ids, [65535, 65535, 65535, 65535, 65535]);
    await pump([a, b], () => areConnected(a, b) && channels.every(isOpen) && b.received.length === 5, "five channels");
    check(ids, [1, 3, 5, 7, 9]);
    check(
      () => b.received.map((channel) => [channel.get_label(), channel.get_id()]),
      [
        ["a4", 9],
        ["a3", 7],
        ["a2", 5],
        ["a1", 3],
        ["a0", 1],
      ],
    );
    check(() => b.pc.create_data_channel("from b"), null, "error");
    await settle(a, b);
    check(() => a.received, []);
  },

  async received_channel_label_empty_and_long({ check }) {
    const [a, b] = wired();
    channelOf(a.pc, "");
    channelOf(a.pc, "x".repeat(5000), { protocol: "p".repeat(5000) });
    check(() => a.pc.create_offer(), OK);
    await pump([a, b], () => b.received.length === 2, "two channels");
    check(
      () => b.received.map((channel) => [channel.get_label().length, channel.get_protocol().length, channel.get_id()]),
      [
        [5000, 5000, 3],
        [0, 0, 1],
      ],
    );
  },

  async negotiated_on_one_side_only({ check }) {
    const [a, b] = wired();
    const ca = channelOf(a.pc, "x", ID_1);
    check(() => a.pc.create_offer(), OK);
    await pump([a, b], () => areConnected(a, b) && isOpen(ca), "the open channel");
    check(() => ca.put_packet(to_utf8_buffer("lost?")), OK);
    await pump([a, b], () => ca.get_ready_state() === ca.STATE_CLOSED, "the closed channel");
    check(() => b.received, []);
    check(() => b.pc.create_data_channel("x", ID_1), null, "error");
    check(() => ca.put_packet(to_utf8_buffer("second")), FAILED, "error");
    await settle(a, b);
  },

  async negotiated_different_options({ check }) {
    const [a, b] = wired();
    const ca = channelOf(a.pc, "label a", { ...ID_1, ordered: false, protocol: "pa" });
    const cb = channelOf(b.pc, "label b", { ...ID_1, maxRetransmits: 5, protocol: "pb" });
    check(() => a.pc.create_offer(), OK);
    await pump([a, b], () => areConnected(a, b) && isOpen(ca) && isOpen(cb), "the open channels");
    const info = { ...ID_1, ready_state: ca.STATE_OPEN };
    check(() => channelInfo(ca), expectedInfo({ ...info, label: "label a", ordered: false, protocol: "pa" }));
    check(() => channelInfo(cb), expectedInfo({ ...info, label: "label b", max_retransmits: 5, protocol: "pb" }));
    check(() => ca.put_packet(to_utf8_buffer("hi")), OK);
    await pump([a, b], () => cb.get_available_packet_count() > 0, "the packet");
    check(() => cb.get_available_packet_count(), 1);
  },
};

function wired(): [Side, Side] {
  const [a, b] = [side("A"), side("B")];
  wire(a, b);
  return [a, b];
}

function isOpen(channel: WebRTCDataChannel): boolean {
  return channel.get_ready_state() === channel.STATE_OPEN;
}

function areConnected(...sides: readonly Side[]): boolean {
  return sides.every(({ pc }) => pc.get_connection_state() === STATE_CONNECTED);
}
