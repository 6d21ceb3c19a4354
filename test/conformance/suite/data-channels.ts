import { expect } from "vitest";
import { GodotError } from "../../../generated/api/@GlobalScope.js";
import { to_utf8_buffer } from "../../../runtime/core/index.js";
import type { WebRTCDataChannel } from "../../../runtime/index.js";
import { channelOf, openPair, pump } from "../../support/sides.js";
import type { Chapter } from "./contract.js";
import { takeAll } from "./stage.js";

const UNSET = 65535;
const BIG = new Uint8Array(60_000);

const state = (channel: WebRTCDataChannel): WebRTCDataChannel.ChannelState => channel.get_ready_state();

/** D01 to D11: what a channel says and does. */
export const dataChannelChapter: Chapter = ({ stage, promise }) => {
  promise("D01 close() closes the channel on both sides, and nothing else", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    const [da, db] = [a, b].map(({ pc }) => channelOf(pc, "other", { negotiated: true, id: 2 }));
    const { ca, cb } = await openPair(a, b, { negotiated: true, id: 1 });
    ca.close();
    expect([ca.STATE_CLOSING, ca.STATE_CLOSED]).toContain(state(ca));
    await pump([a, b], () => state(ca) === ca.STATE_CLOSED && state(cb) === cb.STATE_CLOSED, "both ends to close");
    ca.close();
    expect([da, db].map((channel) => channel && state(channel))).toEqual([ca.STATE_OPEN, ca.STATE_OPEN]);
    expect([a, b].map(({ pc }) => pc.get_connection_state())).toEqual([a.pc.STATE_CONNECTED, b.pc.STATE_CONNECTED]);
  });

  promise("D01 the receiver of a channel closes it as well", async () => {
    const { a, b, ca, cb } = await stage.pair({});
    cb.close();
    await pump([a, b], () => state(ca) === ca.STATE_CLOSED && state(cb) === cb.STATE_CLOSED, "both ends to close");
  });

  promise("D02 get_buffered_amount() counts what waits, and falls to 0", async () => {
    const { a, b, ca, cb } = await stage.pair();
    expect(ca.get_buffered_amount()).toBe(0);
    let sent = 0;
    while (ca.get_buffered_amount() === 0 && sent < 2_000) {
      expect(ca.put_packet(BIG)).toBe(GodotError.OK);
      sent += 1;
    }
    expect(ca.get_buffered_amount()).toBeGreaterThan(0);
    expect(ca.get_buffered_amount()).toBeLessThanOrEqual(sent * BIG.length);
    await pump([a, b], () => ca.get_buffered_amount() === 0, "everything to leave");
    await pump([a, b], () => cb.get_available_packet_count() === sent, "everything to arrive");
  });

  promise("D03 get_id() is the given id, or 65535 until one is assigned", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    const given = channelOf(a.pc, "given", { negotiated: true, id: 12 });
    const inBand = channelOf(a.pc, "in band");
    expect([given.get_id(), inBand.get_id()]).toEqual([12, UNSET]);
    const { ca, cb } = await openPair(a, b, {});
    await pump([a, b], () => b.received.length === 2 && state(inBand) === inBand.STATE_OPEN, "the other channel");
    const theirs = b.received.find((channel) => channel.get_label() === "in band");
    expect(inBand.get_id()).toBeLessThan(UNSET);
    expect(theirs?.get_id()).toBe(inBand.get_id());
    expect(cb.get_label() === "chat" ? cb.get_id() : ca.get_id()).toBe(ca.get_id());
    expect(new Set([given.get_id(), inBand.get_id(), ca.get_id()]).size).toBe(3);
    const id = ca.get_id();
    a.pc.close();
    expect(ca.get_id()).toBe(id);
  });

  promise("D06 the state goes CONNECTING, OPEN, CLOSED", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    const early = channelOf(a.pc, "chat 2", { negotiated: true, id: 2 });
    channelOf(b.pc, "chat 2", { negotiated: true, id: 2 });
    const states = [state(early)];
    const look = (): boolean => {
      if (states.at(-1) !== state(early)) states.push(state(early));
      return state(early) === early.STATE_OPEN;
    };
    await openPair(a, b, {});
    await pump([a, b], look, "the channel to open");
    early.close();
    await pump([a, b], () => (look(), state(early) === early.STATE_CLOSED), "the channel to close");
    const { STATE_CONNECTING, STATE_OPEN, STATE_CLOSED, STATE_CLOSING } = early;
    expect(states.filter((passed) => passed !== STATE_CLOSING)).toEqual([STATE_CONNECTING, STATE_OPEN, STATE_CLOSED]);
    expect(states.toSorted((one, other) => one - other)).toEqual(states);
  });

  promise("D06 a channel that never opened closes at once, by itself or with its connection", () => {
    const pc = stage.create();
    const [first, second] = [channelOf(pc, "first"), channelOf(pc, "second", { negotiated: true, id: 3 })];
    first.close();
    expect([state(first), state(second)]).toEqual([first.STATE_CLOSED, first.STATE_CONNECTING]);
    pc.close();
    expect(state(second)).toBe(second.STATE_CLOSED);
  });

  promise("D07 in CLOSING nothing is accepted, and what is queued still arrives", async () => {
    const { a, b, ca, cb } = await stage.pair();
    let sent = 0;
    for (; ca.get_buffered_amount() === 0 && sent < 2_000; sent += 1) ca.put_packet(BIG);
    ca.close();
    expect(state(ca)).toBe(ca.STATE_CLOSING);
    expect(ca.put_packet(BIG)).toBe(GodotError.FAILED);
    stage.expectReports("put_packet");
    await pump([a, b], () => state(ca) === ca.STATE_CLOSED && state(cb) === cb.STATE_CLOSED, "both ends to close");
    await pump([a, b], () => cb.get_available_packet_count() >= sent, "everything to arrive");
    expect(takeAll(cb).map(({ length }) => length)).toEqual(Array.from({ length: sent }, () => BIG.length));
  });

  promise("D08 poll() returns OK and does nothing, in every state", async () => {
    const { a, ca, cb } = await stage.pair();
    cb.put_packet(new Uint8Array([1]));
    await pump([a], () => ca.get_available_packet_count() === 1, "a packet");
    expect(ca.poll()).toBe(GodotError.OK);
    expect(ca.get_available_packet_count()).toBe(1);
    expect(channelOf(stage.create(), "connecting").poll()).toBe(GodotError.OK);
    ca.close();
    expect(ca.poll()).toBe(GodotError.OK);
    a.pc.close();
    expect(ca.poll()).toBe(GodotError.OK);
  });

  promise("D09 write_mode is BINARY until it is set, and takes only its own values", () => {
    const channel = channelOf(stage.create(), "chat");
    expect(channel.write_mode).toBe(channel.WRITE_MODE_BINARY);
    channel.write_mode = channel.WRITE_MODE_TEXT;
    expect(channel.write_mode).toBe(channel.WRITE_MODE_TEXT);
    for (const wrong of [2, -1, 0.5, "1", null]) {
      Reflect.set(channel, "write_mode", wrong);
      stage.expectReports("set_write_mode");
    }
    expect(channel.write_mode).toBe(channel.WRITE_MODE_TEXT);
  });

  promise("D09 D10 text arrives as text and bytes as bytes, each packet as it was sent", async () => {
    const { a, b, ca, cb } = await stage.pair();
    expect(cb.was_string_packet()).toBe(false);
    const text = to_utf8_buffer("Grüße ✓ 🎲, NUL \0 and \ufeff mark");
    for (const [mode, bytes] of [
      [ca.WRITE_MODE_TEXT, text],
      [ca.WRITE_MODE_BINARY, text],
      [ca.WRITE_MODE_TEXT, to_utf8_buffer("\ufeffx")],
    ] as const) {
      ca.write_mode = mode;
      expect(ca.put_packet(bytes)).toBe(GodotError.OK);
    }
    await pump([a, b], () => cb.get_available_packet_count() === 3, "three packets");
    const packets = takeAllWithMode(cb);
    expect(packets).toEqual([
      [text, true],
      [text, false],
      [to_utf8_buffer("\ufeffx"), true],
    ]);
    expect(cb.get_packet()).toHaveLength(0);
    stage.expectReports("get_packet");
    expect(cb.was_string_packet()).toBe(true);
  });

  promise("D09 bytes that are no text are refused in text mode", async () => {
    const { ca } = await stage.pair();
    ca.write_mode = ca.WRITE_MODE_TEXT;
    for (const bytes of [[255, 254], [0xc3], [0xed, 0xa0, 0x80]]) {
      expect(ca.put_packet(new Uint8Array(bytes))).toBe(GodotError.ERR_INVALID_DATA);
      stage.expectReports("put_packet");
    }
  });

  promise("D11 put_packet() returns an error in every state but OPEN", async () => {
    const bytes = new Uint8Array([1]);
    const fresh = channelOf(stage.create(), "connecting");
    expect(fresh.put_packet(bytes)).toBe(GodotError.FAILED);
    const { a, b, ca, cb } = await stage.pair();
    expect(ca.put_packet(bytes)).toBe(GodotError.OK);
    await pump([a, b], () => cb.get_available_packet_count() === 1, "the packet");
    ca.close();
    expect(ca.put_packet(bytes)).toBe(GodotError.FAILED);
    await pump([a, b], () => state(cb) === cb.STATE_CLOSED && state(ca) === ca.STATE_CLOSED, "both ends to close");
    expect([ca.put_packet(bytes), cb.put_packet(bytes)]).toEqual([GodotError.FAILED, GodotError.FAILED]);
    stage.expectReports("put_packet", "put_packet", "put_packet", "put_packet");
    expect(cb.get_available_packet_count()).toBe(1);
  });
};

function takeAllWithMode(channel: WebRTCDataChannel): (readonly [Uint8Array, boolean])[] {
  const packets: (readonly [Uint8Array, boolean])[] = [];
  while (channel.get_available_packet_count() > 0) {
    const bytes = new Uint8Array(channel.get_packet());
    packets.push([bytes, channel.was_string_packet()]);
  }
  return packets;
}
