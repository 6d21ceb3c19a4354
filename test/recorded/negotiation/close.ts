import { expect } from "vitest";
import { GodotError, type WebRTCDataChannel } from "../../../runtime/index.js";
import { applyLocal } from "../../support/descriptions.js";
import { channelOf, connectedPair, type Pair, pump, type Side, side, wire } from "../../support/peers.js";
import { type Case, type Cases, settle, VOID } from "./stage.js";
import { collectDropped, isClosed, isConnected, isOpen, NEGOTIATED } from "./steps.js";
import { Watch } from "./watch.js";

const { OK, FAILED } = GodotError;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

function watchPair({ a, b, ca, cb }: Pair): Watch {
  const watch = new Watch(a, b);
  watch.channel("A chat", ca);
  watch.channel("B chat", cb);
  return watch;
}

const bothClosed = ({ ca, cb }: Pair) => isClosed(ca) && isClosed(cb);

/** A pair whose channel of A nobody holds any more: only what is returned is left. */
async function withoutChannelOfA(): Promise<{ a: Side; b: Side; cb: WebRTCDataChannel }> {
  const { a, b, cb } = await connectedPair();
  return { a, b, cb };
}

/** The same with the connection of A: what holds it is the channel. */
async function withoutConnectionOfA(): Promise<{ b: Side; ca: WebRTCDataChannel; cb: WebRTCDataChannel }> {
  const { b, ca, cb } = await connectedPair();
  return { b, ca, cb };
}

function connectionClosedBy(closing: readonly ("a" | "b")[]): Case {
  return async ({ check }) => {
    const pair = await connectedPair();
    const watch = watchPair(pair);
    for (const name of closing) {
      const { pc } = pair[name];
      check(() => pc.close(), VOID);
      check(() => [pc.get_connection_state(), pc.get_signaling_state()], [pc.STATE_CLOSED, pc.SIGNALING_STATE_CLOSED]);
    }
    const over = (): boolean => watch.now("A connection") === "CLOSED" && watch.now("B connection") === "CLOSED";
    await watch.pump(() => over() && bothClosed(pair), "closed connections and channels");
    for (const name of ["A", "B"]) {
      expect(watch.states(`${name} connection`)).toEqual(["CONNECTED", "CLOSED"]);
      expect(watch.states(`${name} signaling`)).toEqual(["STABLE", "CLOSED"]);
      expect(watch.states(`${name} chat`)).toEqual(["OPEN", "CLOSED"]);
    }
  };
}

/** Closing channels and connections, and what the other side sees of it. */
export const close: Cases = {
  async channel_close_other_side({ check }) {
    const pair = await connectedPair();
    const { a, ca, cb } = pair;
    const watch = watchPair(pair);
    check(() => ca.close(), VOID);
    check(() => ca.get_ready_state(), CLOSING);
    await watch.pump(() => bothClosed(pair), "closed channels");
    expect(watch.states("A chat")).toEqual(["OPEN", "CLOSING", "CLOSED"]);
    expect(watch.states("B chat")).toEqual(["OPEN", "CLOSED"]);
    check(() => a.pc.get_connection_state(), a.pc.STATE_CONNECTED);
    check(() => a.pc.create_data_channel("again", NEGOTIATED), null, "error");
    check(() => ca.close(), VOID);
    check(() => cb.close(), VOID);
  },

  async channel_close_nonnegotiated_other_side({ check }) {
    const pair = await connectedPair({});
    const { a, ca } = pair;
    const watch = watchPair(pair);
    check(() => ca.close(), VOID);
    check(() => ca.get_ready_state(), CLOSING);
    await watch.pump(() => bothClosed(pair), "closed channels");
    expect(watch.states("A chat")).toEqual(["OPEN", "CLOSING", "CLOSED"]);
    expect(watch.states("B chat")).toEqual(["OPEN", "CLOSED"]);
    check(() => a.pc.create_data_channel("again"), null, "error");
  },

  async channel_close_by_receiver({ check }) {
    const pair = await connectedPair({});
    const watch = watchPair(pair);
    check(() => pair.cb.close(), VOID);
    await watch.pump(() => bothClosed(pair), "closed channels");
    expect(watch.states("B chat")).toEqual(["OPEN", "CLOSING", "CLOSED"]);
    expect(watch.states("A chat")).toEqual(["OPEN", "CLOSED"]);
  },

  async channel_dropped_other_side({ check }) {
    const { a, b, cb } = await withoutChannelOfA();
    await collectDropped();
    await settle(a, b);
    check(() => cb.get_ready_state(), OPEN);
    check(() => a.pc.get_connection_state(), a.pc.STATE_CONNECTED);
  },

  connection_close_other_side: connectionClosedBy(["a"]),
  connection_close_both: connectionClosedBy(["a", "b"]),
  connection_close_by_answerer: connectionClosedBy(["b"]),

  async close_before_connected({ check }) {
    const [a, b] = [side("A"), side("B")];
    wire(a, b);
    const ca = channelOf(a.pc, "x", NEGOTIATED);
    const watch = new Watch(a, b);
    watch.channel("A x", ca);
    a.pc.create_offer();
    // In the recording too the connection stood before B, which knows of no channel, was closed.
    await watch.pump(() => isConnected(a) && isConnected(b) && isOpen(ca), "a connection");
    check(() => b.pc.close(), VOID);
    await watch.pump(() => watch.now("A connection") === "CLOSED" && isClosed(ca), "the end of A");
    expect(watch.states("A connection")).toEqual(["NEW", "CONNECTING", "CONNECTED", "CLOSED"]);
    expect(watch.states("B connection")).toEqual(["NEW", "CONNECTING", "CONNECTED", "CLOSED"]);
    expect(watch.states("A x")).toEqual(["CONNECTING", "OPEN", "CLOSED"]);
  },

  async close_inside_data_channel_received() {
    const [a, b] = [side("A"), side("B")];
    wire(a, b);
    const log: unknown[] = [];
    b.pc.data_channel_received.connect((channel) => {
      log.push(["received", channel.get_label(), channel.get_ready_state(), b.pc.get_connection_state()]);
      b.pc.close();
      log.push(["closed inside signal", b.pc.get_connection_state(), channel.get_ready_state()]);
    });
    const ca = channelOf(a.pc, "x");
    const [watchA, watchB] = [new Watch(a), new Watch(b)];
    watchA.channel("A x", ca);
    a.pc.create_offer();
    // B hears of the channel only once A has seen it open: B's close may be quicker than A's next look.
    await watchA.pump(() => {
      if (b.candidates.length === 0) b.pc.poll();
      return isConnected(a) && isOpen(ca);
    }, "A's channel to open");
    expect(log).toEqual([]);
    await watchB.pump(() => {
      watchA.sample();
      return watchA.now("A connection") === "CLOSED" && isClosed(ca);
    }, "the end of A");
    expect(log).toEqual([
      ["received", "x", OPEN, b.pc.STATE_CONNECTED],
      ["closed inside signal", b.pc.STATE_CLOSED, CLOSED],
    ]);
    expect(watchA.states("A connection")).toEqual(["NEW", "CONNECTING", "CONNECTED", "CLOSED"]);
    expect(watchA.states("A x")).toEqual(["CONNECTING", "OPEN", "CLOSED"]);
    expect(watchB.states("B connection").at(-1)).toBe("CLOSED");
  },

  async signals_after_close({ check }) {
    const [a, b, other] = [side("A"), side("B"), side("other")];
    wire(a, b);
    channelOf(a.pc, "x");
    a.pc.create_offer();
    // A is not polled; another connection that began later tells when the offer of A is waiting.
    channelOf(other.pc, "x");
    other.pc.create_offer();
    await pump([other], () => other.descriptions.length > 0, "an offer");
    applyLocal(other);
    await pump([other], () => other.candidates.length > 0, "a candidate");
    check(() => a.pc.close(), VOID);
    await settle(a, b);
    expect([a.signals, b.signals]).toEqual([[], []]);
    check(() => a.pc.get_connection_state(), a.pc.STATE_CLOSED);
    check(() => a.pc.get_gathering_state(), a.pc.GATHERING_STATE_NEW);
    check(() => a.pc.get_signaling_state(), a.pc.SIGNALING_STATE_CLOSED);
    check(() => b.pc.get_connection_state(), b.pc.STATE_NEW);
  },

  async connection_object_dropped_other_side({ check }) {
    const { b, ca, cb } = await withoutConnectionOfA();
    await collectDropped();
    await settle(b);
    check(() => [ca.get_ready_state(), cb.get_ready_state()], [OPEN, OPEN]);
    check(() => b.pc.get_connection_state(), b.pc.STATE_CONNECTED);
    check(() => ca.put_packet(Uint8Array.of(1)), OK);
    await pump([b], () => cb.get_available_packet_count() === 1, "the packet");
    ca.close();
    await pump([b], () => isClosed(cb), "the end of the channel");
    check(() => ca.put_packet(Uint8Array.of(1)), FAILED, "error");
  },
};
