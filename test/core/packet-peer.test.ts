import { expect, test } from "vitest";
import { GodotError, PacketPeer } from "./core.js";
import { watchReports } from "./watch-reports.js";

class Mailbox extends PacketPeer {
  readonly packets: Uint8Array[] = [];
  readonly sent: Uint8Array[] = [];
  override _get_packet(): Uint8Array | GodotError {
    return this.packets.shift() ?? GodotError.ERR_UNAVAILABLE;
  }
  override _put_packet(buffer: Uint8Array): GodotError {
    this.sent.push(buffer);
    return buffer.length > 3 ? GodotError.ERR_OUT_OF_MEMORY : GodotError.OK;
  }
  override get_available_packet_count(): number {
    return this.packets.length;
  }
}

const reports = watchReports();

test("get_packet hands on the oldest packet itself, and remembers whether there was one", () => {
  const mailbox = new Mailbox();
  const packet = Uint8Array.of(1, 0, 2);
  mailbox.packets.push(packet, Uint8Array.of());
  expect(mailbox.get_packet_error()).toBe(GodotError.OK);
  expect(mailbox.get_packet()).toBe(packet);
  expect(mailbox.get_packet()).toEqual(new Uint8Array());
  expect(mailbox.get_packet_error()).toBe(GodotError.OK);
  expect(mailbox.get_packet()).toEqual(new Uint8Array());
  expect(mailbox.get_packet_error()).toBe(GodotError.ERR_UNAVAILABLE);
  mailbox.packets.push(packet);
  mailbox.get_packet();
  expect(mailbox.get_packet_error()).toBe(GodotError.OK);
  expect(reports).toEqual([]);
});

test("the empty array of an error is a new one each time", () => {
  const mailbox = new Mailbox();
  expect(mailbox.get_packet()).not.toBe(mailbox.get_packet());
});

test("put_packet hands on the bytes themselves, and returns the code of the implementation", () => {
  const mailbox = new Mailbox();
  const bytes = Uint8Array.of(1, 2);
  expect(mailbox.put_packet(bytes)).toBe(GodotError.OK);
  expect(mailbox.put_packet(new Uint8Array(4))).toBe(GodotError.ERR_OUT_OF_MEMORY);
  expect(mailbox.sent[0]).toBe(bytes);
});

test("an empty packet is OK and not sent, as in the engine", () => {
  const mailbox = new Mailbox();
  expect(mailbox.put_packet(new Uint8Array())).toBe(GodotError.OK);
  expect(mailbox.sent).toEqual([]);
});

test.each([undefined, null, "text", [1, 2], new ArrayBuffer(2), new Int8Array(2), 5])("%o is no packet", (given) => {
  const mailbox = new Mailbox();
  expect(mailbox.put_packet(given as never)).toBe(GodotError.ERR_INVALID_PARAMETER);
  expect(mailbox.sent).toEqual([]);
  expect(reports).toMatchObject([{ kind: "error", method: "put_packet", code: GodotError.ERR_INVALID_PARAMETER }]);
  expect(reports[0]?.message).toMatch(/^Invalid argument 1 "buffer": expected PackedByteArray \(Uint8Array\), got /);
});
