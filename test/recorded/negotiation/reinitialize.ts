import { expect } from "vitest";
import { get_string_from_utf8, GodotError, to_utf8_buffer } from "../../../runtime/index.js";
import { channelInfo, channelOf, connectedPair, LOOPBACK, type Side, side, wire } from "../../support/peers.js";
import { type Cases, settle, type Stage, VOID } from "./stage.js";
import { isClosed, isConnected, isOpen, NEGOTIATED, OPEN_CHANNEL } from "./steps.js";
import { Watch } from "./watch.js";

const { OK, FAILED } = GodotError;
const CLOSED = 3;
const CLOSED_CHANNEL = { ...OPEN_CHANNEL, negotiated: true, ready_state: CLOSED };

/** Connects two wired sides that are new, and sends a packet through a new channel. */
async function again(a: Side, b: Side, { check }: Stage): Promise<void> {
  const ca = channelOf(a.pc, "again", NEGOTIATED);
  const cb = channelOf(b.pc, "again", NEGOTIATED);
  const fresh = { ...OPEN_CHANNEL, label: "again", negotiated: true, ready_state: 0 };
  check(() => [channelInfo(ca), channelInfo(cb)], [fresh, fresh]);
  const watch = new Watch(a, b);
  watch.channel("A again", ca);
  watch.channel("B again", cb);
  check(() => a.pc.create_offer(), OK);
  const up = (): boolean => isConnected(a) && isConnected(b) && isOpen(ca) && isOpen(cb);
  await watch.pump(up, "an open pair");
  for (const name of ["A", "B"]) {
    expect(watch.states(`${name} connection`)).toEqual(["NEW", "CONNECTING", "CONNECTED"]);
    expect(watch.states(`${name} gathering`)).toEqual(["NEW", "COMPLETE"]);
    expect(watch.states(`${name} again`)).toEqual(["CONNECTING", "OPEN"]);
  }
  expect(watch.states("A signaling")).toEqual(["STABLE", "HAVE_LOCAL_OFFER", "STABLE"]);
  expect(watch.states("B signaling")).toEqual(["STABLE", "HAVE_REMOTE_OFFER", "STABLE"]);
  check(() => ca.put_packet(to_utf8_buffer("hello again")), OK);
  await watch.pump(() => cb.get_available_packet_count() === 1, "the packet");
  check(() => get_string_from_utf8(cb.get_packet()), "hello again");
}

function states({ pc }: Side): number[] {
  return [pc.get_connection_state(), pc.get_gathering_state(), pc.get_signaling_state()];
}

/** Objects that served one connection and are to serve another. */
export const reinitialize: Cases = {
  async reinitialize_after_close_and_reconnect(stage) {
    const { check } = stage;
    const { a, b, ca } = await connectedPair();
    check(() => a.pc.close(), VOID);
    check(() => b.pc.close(), VOID);
    check(() => a.pc.initialize(LOOPBACK), OK);
    check(() => b.pc.initialize(LOOPBACK), OK);
    check(() => states(a), [0, 0, 0]);
    check(() => channelInfo(ca), CLOSED_CHANNEL);
    await again(a, b, stage);
    check(() => ca.put_packet(Uint8Array.of(1)), FAILED, "error");
    check(() => ca.get_ready_state(), CLOSED);
  },

  async reinitialize_without_close_while_connected(stage) {
    const { check } = stage;
    const { a, b, ca, cb } = await connectedPair();
    const watch = new Watch(a, b);
    watch.channel("B chat", cb);
    check(() => a.pc.initialize(LOOPBACK), OK);
    check(() => a.pc.get_connection_state(), a.pc.STATE_NEW);
    check(() => channelInfo(ca), CLOSED_CHANNEL);
    await watch.pump(() => isClosed(cb) && watch.now("B connection") === "CLOSED", "the end of B");
    expect(watch.states("B connection")).toEqual(["CONNECTED", "CLOSED"]);
    expect(watch.states("B chat")).toEqual(["OPEN", "CLOSED"]);
    check(() => states(a), [0, 0, 0]);
    check(() => [ca.get_ready_state(), cb.get_ready_state()], [CLOSED, CLOSED]);
    check(() => b.pc.initialize(LOOPBACK), OK);
    await again(a, b, stage);
  },

  async no_reinitialize_create_offer_after_close({ check }) {
    const { a, b } = await connectedPair();
    check(() => a.pc.close(), VOID);
    check(() => b.pc.close(), VOID);
    check(() => a.pc.create_data_channel("again", NEGOTIATED), null, "error");
    check(() => b.pc.create_data_channel("again", NEGOTIATED), null, "error");
    check(() => a.pc.create_offer(), FAILED, "error");
    const signals = [...a.signals];
    await settle(a, b);
    expect(a.signals).toEqual(signals);
    check(() => [a.pc.get_connection_state(), b.pc.get_connection_state()], [a.pc.STATE_CLOSED, b.pc.STATE_CLOSED]);
  },

  async one_side_reinitialized_other_new(stage) {
    const { check } = stage;
    const { a: old, b: oldB, ca, cb } = await connectedPair();
    check(() => old.pc.close(), VOID);
    check(() => old.pc.initialize(LOOPBACK), OK);
    check(() => oldB.pc.close(), VOID);
    expect([ca.get_ready_state(), cb.get_ready_state()]).toEqual([CLOSED, CLOSED]);
    for (const { signal, callable } of [
      ...old.pc.session_description_created.get_connections(),
      ...old.pc.ice_candidate_created.get_connections(),
    ]) {
      signal.disconnect(callable);
    }
    const b = side("B");
    wire(old, b);
    await again(old, b, stage);
  },
};
