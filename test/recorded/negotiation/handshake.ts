import { expect } from "vitest";
import { GodotError } from "../../../runtime/index.js";
import { channelInfo, channelOf, pump, type Side, side, wire } from "../../support/peers.js";
import { type Cases, settle } from "./stage.js";
import { collectDropped, expectConnected, isConnected, isOpen, NEGOTIATED, OPEN_CHANNEL, unheard } from "./steps.js";
import { Watch } from "./watch.js";

const { OK } = GodotError;

/** Wires two sides and notes in which order signals came and what the calls made of them returned. */
function notingWire(a: Side, b: Side): unknown[] {
  const log: unknown[] = [];
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    from.pc.session_description_created.connect((type, sdp) => {
      log.push([from.name, type], ["set_remote_description", to.name, to.pc.set_remote_description(type, sdp)]);
      log.push(["set_local_description", from.name, from.pc.set_local_description(type, sdp)]);
    });
    from.pc.ice_candidate_created.connect((media, index, name) => {
      log.push([from.name, "candidate", media, index, name.startsWith("candidate:")]);
      log.push(["add_ice_candidate", to.name, to.pc.add_ice_candidate(media, index, name)]);
    });
  }
  return log;
}

/** The log of a handshake that A began. The first candidate of A may come before or after the answer of B. */
function expectHandshake(log: readonly unknown[]): void {
  const [offered, answered] = [
    [
      ["A", "offer"],
      ["set_remote_description", "B", OK],
      ["set_local_description", "A", OK],
    ],
    [
      ["B", "answer"],
      ["set_remote_description", "A", OK],
      ["set_local_description", "B", OK],
    ],
  ];
  const candidates = (from: string, to: string): unknown[] => [
    [from, "candidate", "0", 0, true],
    ["add_ice_candidate", to, OK],
  ];
  const ofA = [...offered, ...candidates("A", "B")];
  const ofB = [...answered, ...candidates("B", "A")];
  const early = [...ofA, ...ofB];
  const late = [...offered, ...answered, ...candidates("A", "B"), ...candidates("B", "A")];
  const last = [...offered, ...ofB, ...candidates("A", "B")];
  expect([early, late, last]).toContainEqual(log);
}

/** Offer, answer and candidates, passed on as they come. */
export const handshake: Cases = {
  async handshake_negotiated({ check }) {
    const [a, b] = [side("A"), side("B")];
    const log = notingWire(a, b);
    const ca = channelOf(a.pc, "chat", NEGOTIATED);
    const cb = channelOf(b.pc, "chat", NEGOTIATED);
    const watch = new Watch(a, b);
    watch.channel("A chat", ca);
    watch.channel("B chat", cb);
    check(() => a.pc.create_offer(), OK);
    const up = (): boolean => isConnected(a) && isConnected(b) && isOpen(ca) && isOpen(cb);
    await watch.pump(() => up() && log.length === 10, "an open pair");
    expectHandshake(log);
    expectConnected(watch);
    expect(watch.states("A chat")).toEqual(["CONNECTING", "OPEN"]);
    expect(watch.states("B chat")).toEqual(["CONNECTING", "OPEN"]);
    expect(a.received).toEqual([]);
    expect(b.received).toEqual([]);
    check(() => channelInfo(ca), { ...OPEN_CHANNEL, negotiated: true });
    check(() => channelInfo(cb), { ...OPEN_CHANNEL, negotiated: true });
  },

  async handshake_in_band_channel({ check }) {
    const [a, b] = [side("A"), side("B")];
    const log = notingWire(a, b);
    const ca = channelOf(a.pc, "chat");
    const watch = new Watch(a, b);
    watch.channel("A chat", ca);
    const whenReceived: unknown[] = [];
    b.pc.data_channel_received.connect((channel) => void whenReceived.push(channelInfo(channel)));
    check(() => a.pc.create_offer(), OK);
    const up = (): boolean => isConnected(a) && isConnected(b) && isOpen(ca) && b.received.length === 1;
    await watch.pump(() => up() && log.length === 10, "an open pair");
    expectHandshake(log);
    expectConnected(watch);
    expect(watch.states("A chat")).toEqual(["CONNECTING", "OPEN"]);
    expect(whenReceived).toEqual([{ ...OPEN_CHANNEL, negotiated: false }]);
    check(() => channelInfo(ca), { ...OPEN_CHANNEL, negotiated: false });
    check(() => b.received.map(channelInfo), [{ ...OPEN_CHANNEL, negotiated: false }]);
  },

  async handshake_no_channels_on_answerer_in_band_from_answerer({ check }) {
    const [a, b] = [side("A"), side("B")];
    wire(a, b);
    const ca = channelOf(a.pc, "from A");
    const cb = channelOf(b.pc, "from B");
    const watch = new Watch(a, b);
    watch.channel("A from A", ca);
    watch.channel("B from B", cb);
    a.pc.create_offer();
    const up = (): boolean => isConnected(a) && isConnected(b) && isOpen(ca) && isOpen(cb);
    await watch.pump(() => up() && a.received.length === 1 && b.received.length === 1, "both channels on both sides");
    expectConnected(watch);
    expect(watch.states("A from A")).toEqual(["CONNECTING", "OPEN"]);
    expect(watch.states("B from B")).toEqual(["CONNECTING", "OPEN"]);
    expect([a.received[0]?.get_label(), b.received[0]?.get_label()]).toEqual(["from B", "from A"]);
    check(() => [ca, cb, a.received[0], b.received[0]].map((channel) => channel?.get_id()), [1, 0, 0, 1]);
  },

  async handshake_repeat_timing() {
    for (let run = 0; run < 5; run += 1) {
      const [a, b] = [side("A"), side("B")];
      wire(a, b);
      const ca = channelOf(a.pc, "x", NEGOTIATED);
      const cb = channelOf(b.pc, "x", NEGOTIATED);
      a.pc.create_offer();
      await pump([a, b], () => isOpen(ca) && isOpen(cb), `open channels in run ${run}`);
      a.pc.close();
      b.pc.close();
    }
  },

  async answer_without_own_channels_no_handler({ check }) {
    const [a, b] = [unheard("A"), unheard("B")];
    wire(a, b);
    const ca = channelOf(a.pc, "x");
    a.pc.create_offer();
    await pump([a, b], () => isOpen(ca) && isConnected(a) && isConnected(b), "an open channel");
    await collectDropped();
    await settle(a, b);
    check(() => ca.get_ready_state(), ca.STATE_OPEN);
  },

  async in_band_packets_before_other_side_polls({ check }) {
    const [a, b] = [side("A"), side("B")];
    wire(a, b);
    const ca = channelOf(a.pc, "x");
    a.pc.create_offer();
    const pollB = (): void => {
      if (b.descriptions.length === 0 || b.candidates.length === 0) b.pc.poll();
    };
    await pump([a], () => (pollB(), isOpen(ca)), "an open channel");
    await pump([a], () => isConnected(a) && isConnected(b), "a connection");
    for (const value of [0, 1, 2, 3, 4]) check(() => ca.put_packet(Uint8Array.of(value)), OK);
    await settle(a);
    check(() => b.received.length, 0);
    const seen: unknown[] = [];
    b.pc.data_channel_received.connect((channel) => void seen.push(channelInfo(channel)));
    await pump([a, b], () => b.received[0]?.get_available_packet_count() === 5, "five packets");
    check(() => b.received.length, 1);
    expect(seen).toMatchObject([{ label: "x", id: 1, negotiated: false, ready_state: 1, available: 5 }]);
    const taken = [0, 1, 2, 3, 4].map(() => b.received[0]?.get_packet()[0]);
    expect(taken).toEqual([0, 1, 2, 3, 4]);
  },
};
