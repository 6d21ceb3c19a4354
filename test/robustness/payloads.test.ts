import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { PacketQueue } from "../../runtime/adapter/packet-queue.js";
import { GodotError, to_utf8_buffer, type WebRTCDataChannel } from "../../runtime/index.js";
import { channelOf, connectedPair, LOOPBACK, pump, side, wire } from "../support/peers.js";
import { openPair } from "../support/sides.js";
import { random } from "./mutations.js";
import { watch } from "./watch.js";

const reports = watch();

function takeAll(channel: WebRTCDataChannel): Uint8Array[] {
  return Array.from({ length: channel.get_available_packet_count() }, () => channel.get_packet());
}

const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

describe("payloads", () => {
  it("texts of all kinds arrive whole, and as text", async () => {
    const { a, b, ca, cb } = await connectedPair();
    ca.write_mode = ca.WRITE_MODE_TEXT;
    const texts = [
      "x",
      "\0",
      "a\0b\0",
      "\0".repeat(1_000),
      "\ufeffmark",
      "Ünïcödé ✓ 🎲",
      "x".repeat(100_000),
      "\r\n\u2028",
    ];
    for (const text of texts) expect(ca.put_packet(to_utf8_buffer(text))).toBe(GodotError.OK);
    await pump([a, b], () => cb.get_available_packet_count() === texts.length, "all texts");
    for (const text of texts) {
      expect(Buffer.from(cb.get_packet()).toString()).toBe(text);
      expect(cb.was_string_packet()).toBe(true);
    }
  });

  it("halves of surrogate pairs become U+FFFD in text, and bytes that are no UTF-8 are refused", async () => {
    const { a, b, ca, cb } = await connectedPair();
    ca.write_mode = ca.WRITE_MODE_TEXT;
    ca.put_packet(to_utf8_buffer("\ud800"));
    // The half of a pair as some encoders write it, a lone continuation, an overlong slash, a sequence cut short.
    for (const bytes of [[0xed, 0xa0, 0x80], [0x80], [0xc0, 0xaf], [0xf0, 0x9f, 0x8e]]) {
      expect(ca.put_packet(new Uint8Array(bytes))).toBe(GodotError.ERR_INVALID_DATA);
    }
    expect(reports.splice(0).map(({ code }) => code)).toEqual(Array(4).fill(GodotError.ERR_INVALID_DATA));
    await pump([a, b], () => cb.get_available_packet_count() > 0, "the text");
    expect(takeAll(cb).map((bytes) => Buffer.from(bytes).toString())).toEqual(["\ufffd"]);
  });

  it("bytes of random lengths arrive as they were, in order, from arrays of every kind", async () => {
    const { a, b, ca, cb } = await connectedPair();
    const next = random(5);
    const sent: string[] = [];
    for (let round = 0; round < 200; round += 1) {
      const length = 1 + Math.floor(next() ** 4 * 200_000);
      const shared = round % 3 === 0;
      const buffer = shared ? new SharedArrayBuffer(length + 16) : new ArrayBuffer(length + 16);
      const bytes = new Uint8Array(buffer, round % 16, length);
      for (let at = 0; at < length; at += 97) bytes[at] = Math.floor(next() * 256);
      sent.push(hash(Uint8Array.from(bytes)));
      expect(ca.put_packet(round % 5 === 0 ? Buffer.from(bytes) : bytes)).toBe(GodotError.OK);
    }
    await pump([a, b], () => cb.get_available_packet_count() === sent.length, "all packets");
    expect(takeAll(cb).map(hash)).toEqual(sent);
  });

  it("large packets arrive with the largest MTU, and a larger one is refused", async () => {
    const LARGEST = 4144;
    const [one, other] = [side("A"), side("B")];
    for (const { pc } of [one, other]) {
      const withMtu = (mtu: number): GodotError => pc.initialize({ libdatachannel: { bindAddress: "127.0.0.1", mtu } });
      expect(withMtu(LARGEST + 1)).toBe(GodotError.ERR_INVALID_PARAMETER);
      expect(withMtu(LARGEST)).toBe(GodotError.OK);
    }
    expect(reports.splice(0).map(({ code }) => code)).toEqual(Array(2).fill(GodotError.ERR_INVALID_PARAMETER));
    const { a, b, ca, cb } = await openPair(one, other, { negotiated: true, id: 1 });
    for (let count = 0; count < 8; count += 1) expect(ca.put_packet(new Uint8Array(200_000))).toBe(GodotError.OK);
    await pump([a, b], () => cb.get_available_packet_count() === 8, "all packets");
  });

  it("arrays that are gone count as empty", async () => {
    const { ca } = await connectedPair();
    const bytes = new Uint8Array(8);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    expect(ca.put_packet(bytes)).toBe(GodotError.OK);
    expect(reports).toEqual([]);
  });

  it("packets at the limit go, and above it they are refused", async () => {
    const { a, b, ca, cb } = await connectedPair();
    expect(ca.put_packet(new Uint8Array(262_144))).toBe(GodotError.OK);
    for (const length of [262_145, 10_000_000]) {
      expect(ca.put_packet(new Uint8Array(length))).toBe(GodotError.FAILED);
      expect(reports.splice(0).map(({ method }) => method)).toEqual(["put_packet"]);
    }
    await pump([a, b], () => cb.get_available_packet_count() === 1, "the packet");
    expect(cb.get_packet()).toHaveLength(262_144);
    expect(ca.get_ready_state()).toBe(ca.STATE_OPEN);
  });
});

describe("sending and closing at once", () => {
  for (const what of ["channel", "connection", "connection by initialize()"] as const) {
    it(`20 packets of 50 kB arrive when the ${what} is closed behind them`, async () => {
      const { a, b, ca, cb } = await connectedPair();
      const packets = Array.from({ length: 20 }, (_, index) => new Uint8Array(50_000).fill(index + 1));
      for (const packet of packets) expect(ca.put_packet(packet)).toBe(GodotError.OK);
      if (what === "channel") ca.close();
      else if (what === "connection") a.pc.close();
      else a.pc.initialize(LOOPBACK);
      await pump([b], () => cb.get_available_packet_count() === packets.length, "all packets");
      expect(takeAll(cb).map(hash)).toEqual(packets.map(hash));
      await pump([b], () => cb.get_ready_state() === cb.STATE_CLOSED, "the channel to close");
      expect(reports).toEqual([]);
    });
  }

  it("what both sides sent before both closed is lost by neither's close alone", async () => {
    const { a, b, ca, cb } = await connectedPair();
    for (const channel of [ca, cb]) for (let sent = 0; sent < 5; sent += 1) channel.put_packet(new Uint8Array(1_000));
    await pump([a, b], () => ca.get_available_packet_count() === 5 && cb.get_available_packet_count() === 5, "all");
    ca.close();
    cb.close();
    await pump(
      [a, b],
      () => [ca, cb].every((channel) => channel.get_ready_state() === channel.STATE_CLOSED),
      "both ends to close",
    );
    expect([takeAll(ca).length, takeAll(cb).length]).toEqual([5, 5]);
  });
});

describe("the receive queue", () => {
  it("keeps what fits, drops the rest, and says so once until there is room again", async () => {
    const [a, b] = [side("A"), side("B")];
    b.pc.initialize({ libdatachannel: { bindAddress: "127.0.0.1", maxReceiveQueueBytes: 10_000 } });
    wire(a, b);
    const options = { negotiated: true, id: 1 };
    const [ca, cb] = [channelOf(a.pc, "chat", options), channelOf(b.pc, "chat", options)];
    // On a second, reliable channel the end of a round is told.
    const [ea, eb] = [
      channelOf(a.pc, "end", { negotiated: true, id: 2 }),
      channelOf(b.pc, "end", { negotiated: true, id: 2 }),
    ];
    a.pc.create_offer();
    await pump(
      [a, b],
      () => [ca, cb, ea, eb].every((channel) => channel.get_ready_state() === channel.STATE_OPEN),
      "the channels",
    );
    for (const round of ["first", "second"]) {
      for (let sent = 0; sent < 30; sent += 1) ca.put_packet(new Uint8Array(1_000).fill(sent));
      await pump([a, b], () => cb.get_available_packet_count() > 0, "a packet");
      await pump([a, b], () => ca.get_buffered_amount() === 0 && reports.length > 0, "the report");
      // What is sent behind the others arrives behind them.
      ca.put_packet(new Uint8Array([1]));
      ea.put_packet(new Uint8Array([1]));
      await pump([a, b], () => eb.get_available_packet_count() > 0, "the end of the round");
      expect(eb.get_packet()).toHaveLength(1);
      expect(reports.splice(0), round).toMatchObject([
        { kind: "error", class_name: "WebRTCDataChannel", code: GodotError.ERR_OUT_OF_MEMORY },
      ]);
      const kept = takeAll(cb);
      expect(kept.reduce((sum, { length }) => sum + length, 0)).toBeLessThanOrEqual(10_000);
      expect(kept.slice(0, 9).map(([first]) => first)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
      expect(cb.get_ready_state()).toBe(cb.STATE_OPEN);
    }
  });

  it("is full of empty packets, too, in the end", () => {
    const queue = new PacketQueue(10_000);
    let kept = 0;
    while (kept < 10_000 && queue.push(new Uint8Array(), false)) kept += 1;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(10_000);
    expect(queue.take()).toHaveLength(0);
    expect(queue.push(new Uint8Array(), true)).toBe(true);
  });

  it("takes one packet of any size when it is empty", () => {
    const queue = new PacketQueue(1);
    expect(queue.push(new Uint8Array(1_000), false)).toBe(true);
    expect(queue.push(new Uint8Array(1), false)).toBe(false);
    expect(queue.take()).toHaveLength(1_000);
    expect(queue.push(new Uint8Array(1_000), false)).toBe(true);
  });
});
