import { expect } from "vitest";
import { get_string_from_utf8, GodotError, to_utf8_buffer } from "../../../runtime/index.js";
import { created, applyLocal, passOn } from "../../support/descriptions.js";
import { channelInfo, channelOf, connectedPair, type Pair, pump, side, wire } from "../../support/peers.js";
import { until } from "../../support/until.js";
import { type Cases, settle, VOID } from "./stage.js";
import {
  allCandidates,
  bytes,
  isClosed,
  isOpen,
  NEGOTIATED,
  offer,
  OPEN_CHANNEL,
  ownDescription,
  unwired,
} from "./steps.js";

const { OK, FAILED, ERR_UNAVAILABLE } = GodotError;
const CLOSED = 3;
const EMPTY = new Uint8Array();

/** Waits until B has so many packets to take. */
async function packetsAtB({ a, b, cb }: Pair, count: number): Promise<void> {
  await pump([a, b], () => cb.get_available_packet_count() >= count, `${count} packets`);
}

/** Packets on their way: order, number, amounts, and what comes of them when something closes. */
export const sendReceive: Cases = {
  async empty_packet_binary({ check }) {
    const pair = await connectedPair();
    const { a, b, ca, cb } = pair;
    check(() => ca.put_packet(EMPTY), OK);
    await settle(a, b);
    check(() => cb.get_available_packet_count(), 0);
    check(() => cb.get_packet(), EMPTY, "error");
    check(() => cb.get_packet_error(), ERR_UNAVAILABLE);
    check(() => cb.was_string_packet(), false);
    check(() => ca.put_packet(bytes(2)), OK);
    await packetsAtB(pair, 1);
    check(() => cb.get_available_packet_count(), 1);
    check(() => cb.get_packet(), bytes(2));
  },

  async get_packet_empty_queue({ check }) {
    const { ca } = await connectedPair();
    check(() => ca.get_packet(), EMPTY, "error");
    check(() => ca.get_packet_error(), ERR_UNAVAILABLE);
    check(() => ca.get_var(), null, "error");
    check(() => ca.get_packet_error(), ERR_UNAVAILABLE);
    check(() => ca.get_available_packet_count(), 0);
  },

  async buffered_amount_grows_and_drains({ check }) {
    const pair = await connectedPair();
    const { a, b, ca, cb } = pair;
    let most = 0;
    for (let sent = 0; sent < 100; sent += 1) {
      check(() => ca.put_packet(bytes(60000)), OK);
      most = Math.max(most, ca.get_buffered_amount());
    }
    expect(most).toBeGreaterThan(60000);
    expect(most).toBeLessThanOrEqual(100 * 60000);
    await pump([a, b], () => ca.get_buffered_amount() === 0, "an empty send buffer");
    await packetsAtB(pair, 100);
    check(() => cb.get_available_packet_count(), 100);
    check(() => ca.get_buffered_amount(), 0);
  },

  async buffered_amount_small_packets({ check }) {
    const pair = await connectedPair();
    check(() => pair.ca.put_packet(bytes(10)), OK);
    check(() => pair.ca.get_buffered_amount(), 0);
    await packetsAtB(pair, 1);
    check(() => pair.ca.get_buffered_amount(), 0);
  },

  async message_order_and_boundaries({ check }) {
    const pair = await connectedPair();
    const numbers = Array.from({ length: 200 }, (_, index) => index);
    for (const value of numbers) pair.ca.put_packet(Uint8Array.of(value));
    await packetsAtB(pair, 200);
    const order: number[] = [];
    while (pair.cb.get_available_packet_count() > 0) order.push(...pair.cb.get_packet());
    check(() => order.length, 200);
    expect(order).toEqual(numbers);
  },

  async receive_without_polling({ check }) {
    const { ca, cb } = await connectedPair();
    check(() => ca.put_packet(bytes(3)), OK);
    await until(() => cb.get_available_packet_count() > 0, "the packet");
    check(() => cb.get_available_packet_count(), 1);
    check(() => cb.get_packet(), bytes(3));
  },

  async packets_kept_after_channel_close({ check }) {
    const pair = await connectedPair();
    const { a, b, ca, cb } = pair;
    check(() => ca.put_packet(bytes(3)), OK);
    check(() => ca.put_packet(bytes(4)), OK);
    await packetsAtB(pair, 2);
    check(() => ca.close(), VOID);
    await pump([a, b], () => isClosed(cb), "the end of the channel");
    check(() => cb.get_available_packet_count(), 2);
    check(() => cb.get_packet(), bytes(3));
    check(() => b.pc.close(), VOID);
    check(() => cb.get_packet(), bytes(4));
    check(() => cb.get_packet_error(), OK);
  },

  async close_right_after_send({ check }) {
    const pair = await connectedPair();
    const { a, b, ca, cb } = pair;
    for (let sent = 0; sent < 20; sent += 1) check(() => ca.put_packet(bytes(50000)), OK);
    check(() => ca.get_buffered_amount(), 0);
    check(() => ca.close(), VOID);
    await pump([a, b], () => isClosed(cb), "the end of the channel");
    check(() => cb.get_available_packet_count(), 20);
  },

  async connection_close_right_after_send({ check }) {
    const pair = await connectedPair();
    const { a, b, ca, cb } = pair;
    for (let sent = 0; sent < 20; sent += 1) check(() => ca.put_packet(bytes(50000)), OK);
    check(() => ca.get_buffered_amount(), 0);
    check(() => a.pc.close(), VOID);
    const over = (): boolean => b.pc.get_connection_state() === b.pc.STATE_CLOSED;
    await pump([a, b], () => isClosed(cb) && over(), "the end of channel and connection");
    check(() => cb.get_available_packet_count(), 20);
    check(() => [a.pc.get_connection_state(), ca.get_ready_state()], [a.pc.STATE_CLOSED, CLOSED]);
  },

  async non_negotiated_send_both_ways({ check }) {
    const { a, b, ca, cb } = await connectedPair({});
    check(() => ca.put_packet(to_utf8_buffer("to b")), OK);
    check(() => cb.put_packet(to_utf8_buffer("to a")), OK);
    const arrived = (): boolean => ca.get_available_packet_count() > 0 && cb.get_available_packet_count() > 0;
    await pump([a, b], arrived, "both packets");
    check(() => get_string_from_utf8(cb.get_packet()), "to b");
    check(() => get_string_from_utf8(ca.get_packet()), "to a");
    check(() => channelInfo(ca), { ...OPEN_CHANNEL, negotiated: false });
    check(() => channelInfo(cb), { ...OPEN_CHANNEL, negotiated: false });
  },

  async send_inside_data_channel_received({ check }) {
    const [a, b] = [side("A"), side("B")];
    wire(a, b);
    const returned: unknown[] = [];
    b.pc.data_channel_received.connect((channel) => void returned.push(channel.put_packet(to_utf8_buffer("early"))));
    const ca = channelOf(a.pc, "x");
    a.pc.create_offer();
    await pump([a, b], () => ca.get_available_packet_count() > 0, "the early packet");
    expect(returned).toEqual([OK]);
    check(() => get_string_from_utf8(ca.get_packet()), "early");
  },

  async many_packets_one_frame({ check }) {
    const pair = await connectedPair();
    let errors = 0;
    for (let sent = 0; sent < 5000; sent += 1) if (pair.ca.put_packet(bytes(100)) !== OK) errors += 1;
    check(() => errors, 0);
    check(() => pair.ca.get_buffered_amount(), 0);
    await packetsAtB(pair, 5000);
    check(() => pair.cb.get_available_packet_count(), 5000);
  },

  async both_directions_and_two_channels_order({ check }) {
    const [a, b] = [side("A"), side("B")];
    wire(a, b);
    const [a1, a2] = [channelOf(a.pc, "chat", NEGOTIATED), channelOf(a.pc, "second", { negotiated: true, id: 2 })];
    const [b1, b2] = [channelOf(b.pc, "chat", NEGOTIATED), channelOf(b.pc, "second", { negotiated: true, id: 2 })];
    a.pc.create_offer();
    await pump([a, b], () => [a1, a2, b1, b2].every(isOpen), "four open channels");
    check(() => a.pc.create_data_channel("third", { negotiated: true, id: 3 }), null, "error");
    for (const value of [0, 1, 2]) {
      check(() => a1.put_packet(Uint8Array.of(value)), OK);
      check(() => a2.put_packet(Uint8Array.of(100 + value)), OK);
    }
    const counts = (): number[] => [b1, b2].map((channel) => channel.get_available_packet_count());
    await pump([a, b], () => counts().every((count) => count >= 3), "three packets on both channels");
    check(counts, [3, 3]);
    check(() => [0, 1, 2].map(() => b1.get_packet()[0]), [0, 1, 2]);
    check(() => [0, 1, 2].map(() => b2.get_packet()[0]), [100, 101, 102]);
  },

  async max_message_size_from_sdp({ check }) {
    const pair = unwired(NEGOTIATED);
    const { a, b, ca, cb, watch } = pair;
    if (cb === undefined) throw new Error("B has no channel.");
    await offer(a, watch);
    check(() => passOn(a, b), OK);
    await ownDescription(b, watch, "answer");
    const { type, sdp } = created(b);
    check(() => sdp.includes("a=max-message-size:262144"), true);
    const smaller = sdp.replace("a=max-message-size:262144", "a=max-message-size:1000");
    check(() => a.pc.set_remote_description(type, smaller), OK);
    allCandidates(pair);
    await watch.pump(() => isOpen(ca) && isOpen(cb), "open channels");
    check(() => ca.put_packet(bytes(1000)), OK);
    check(() => ca.put_packet(bytes(1001)), FAILED, "error");
    check(() => cb.put_packet(bytes(5000)), OK);
    const counts = (): number[] => [ca, cb].map((channel) => channel.get_available_packet_count());
    await watch.pump(() => counts().every((count) => count > 0), "a packet each way");
    await settle(a, b);
    check(counts, [1, 1]);
  },

  async max_message_size_0_and_missing({ check }) {
    const pair = unwired(NEGOTIATED);
    const { a, b, ca, cb, watch } = pair;
    if (cb === undefined) throw new Error("B has no channel.");
    await offer(a, watch);
    const [line, ofA] = ["a=max-message-size:262144", created(a)];
    check(() => b.pc.set_remote_description(ofA.type, ofA.sdp.replace(`${line}\r\n`, "")), OK);
    await watch.pump(() => b.descriptions.length > 0, "the answer");
    const ofB = created(b);
    check(() => applyLocal(b), OK);
    check(() => a.pc.set_remote_description(ofB.type, ofB.sdp.replace(line, "a=max-message-size:0")), OK);
    await watch.pump(() => b.candidates.length > 0, "a candidate of B");
    allCandidates(pair);
    await watch.pump(() => isOpen(ca) && isOpen(cb), "open channels");
    check(() => ca.put_packet(bytes(262144)), OK);
    check(() => ca.put_packet(bytes(262145)), FAILED, "error");
    check(() => cb.put_packet(bytes(65536)), OK);
    check(() => cb.put_packet(bytes(65537)), FAILED, "error");
    const counts = (): number[] => [ca, cb].map((channel) => channel.get_available_packet_count());
    await watch.pump(() => counts().every((count) => count > 0), "a packet each way");
    await settle(a, b);
    check(counts, [1, 1]);
  },
};
