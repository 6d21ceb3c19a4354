/** The stretches of negotiation that many recorded cases walk. */
import { expect } from "vitest";
import type { WebRTCDataChannel, WebRTCPeerConnection } from "../../../runtime/index.js";
import { collectGarbage } from "../../support/collect-garbage.js";
import { applyLocal, passCandidates, passOn } from "../../support/descriptions.js";
import { channelOf, newConnection, type Side, side } from "../../support/peers.js";
import { Watch } from "./watch.js";

export const NEGOTIATED: WebRTCPeerConnection.CreateDataChannelOptions = { negotiated: true, id: 1 };

/** What the getters of the open channel "chat" say, but for `negotiated`. */
export const OPEN_CHANNEL = {
  label: "chat",
  id: 1,
  ordered: true,
  max_packet_life_time: 65535,
  max_retransmits: 65535,
  protocol: "",
  ready_state: 1,
  write_mode: 1,
  buffered_amount: 0,
  available: 0,
  was_string_packet: false,
};

export interface Unwired {
  readonly a: Side;
  readonly b: Side;
  readonly ca: WebRTCDataChannel;
  /** Missing if the channel is in-band: then B is told of it. */
  readonly cb: WebRTCDataChannel | undefined;
  readonly watch: Watch;
}

/** A side that listens to none of its signals, and so keeps nothing that they bring. */
export function unheard(name: string): Side {
  return { name, pc: newConnection(), signals: [], descriptions: [], candidates: [], received: [] };
}

/** Two sides that nothing connects, with a channel "x" of A, and of B too if it is negotiated. All states are watched. */
export function unwired(options: WebRTCPeerConnection.CreateDataChannelOptions): Unwired {
  const [a, b] = [side("A"), side("B")];
  const ca = channelOf(a.pc, "x", options);
  const cb = options.negotiated === true ? channelOf(b.pc, "x", options) : undefined;
  const watch = new Watch(a, b);
  watch.channel("A x", ca);
  if (cb !== undefined) watch.channel("B x", cb);
  return { a, b, ca, cb, watch };
}

/** Creates the offer of one side and applies it there; its candidate has come when this returns. */
export async function offer(from: Side, watch: Watch): Promise<void> {
  from.pc.create_offer();
  await ownDescription(from, watch, "offer");
}

/** Waits for what the side creates next, applies it there, and waits for the candidate that follows. */
export async function ownDescription(from: Side, watch: Watch, type: "offer" | "answer"): Promise<void> {
  await watch.pump(() => from.descriptions.at(-1)?.type === type, `the ${type} of ${from.name}`);
  const before = from.candidates.length;
  applyLocal(from);
  await watch.pump(() => from.candidates.length > before, `a candidate of ${from.name}`);
}

/** Offer of A, answer of B, each applied on both sides. No candidate is passed on. */
export async function descriptions({ a, b, watch }: Unwired): Promise<void> {
  await offer(a, watch);
  passOn(a, b);
  await ownDescription(b, watch, "answer");
  passOn(b, a);
}

export function allCandidates({ a, b }: Unwired): void {
  passCandidates(a, b);
  passCandidates(b, a);
}

/** Compares every state on the way to a connection that A offered. */
export function expectConnected(watch: Watch): void {
  expect(watch.states("A connection")).toEqual(["NEW", "CONNECTING", "CONNECTED"]);
  expect(watch.states("B connection")).toEqual(["NEW", "CONNECTING", "CONNECTED"]);
  expect(watch.states("A gathering")).toEqual(["NEW", "COMPLETE"]);
  expect(watch.states("B gathering")).toEqual(["NEW", "COMPLETE"]);
  expect(watch.states("A signaling")).toEqual(["STABLE", "HAVE_LOCAL_OFFER", "STABLE"]);
  expect(watch.states("B signaling")).toEqual(["STABLE", "HAVE_REMOTE_OFFER", "STABLE"]);
}

export function isOpen(channel: WebRTCDataChannel): boolean {
  return channel.get_ready_state() === channel.STATE_OPEN;
}

export function isClosed(channel: WebRTCDataChannel): boolean {
  return channel.get_ready_state() === channel.STATE_CLOSED;
}

export function isConnected({ pc }: Side): boolean {
  return pc.get_connection_state() === pc.STATE_CONNECTED;
}

export function bytes(length: number): Uint8Array {
  return new Uint8Array(length).fill(0x41);
}

/** Collects what nobody refers to any more. Callers have left the function that made it. */
export async function collectDropped(): Promise<void> {
  for (let time = 0; time < 2; time += 1) {
    // A WeakRef keeps its target until the running task ends.
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
  }
}
