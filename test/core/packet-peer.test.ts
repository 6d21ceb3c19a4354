import { expect, test } from "vitest";
import type { Variant } from "../../generated/api/Variant.js";
import { float, GodotError, PacketPeer, var_to_bytes } from "./core.js";
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

/** Takes packets of any size. */
class Wide extends Mailbox {
  override _put_packet(buffer: Uint8Array): GodotError {
    this.sent.push(buffer);
    return GodotError.OK;
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

test("put_var sends Godot's binary form as one packet, and get_var reads it", () => {
  const mailbox = new Wide();
  expect(mailbox.put_var({ a: [1, float(1)] })).toBe(GodotError.OK);
  expect(mailbox.sent).toEqual([var_to_bytes({ a: [1, float(1)] })]);
  mailbox.packets.push(...mailbox.sent);
  expect(mailbox.get_var()).toEqual(new Map([["a", [1, 1]]]));
  expect(reports).toEqual([]);
});

test("put_var returns the code of the implementation", () => {
  expect(new Mailbox().put_var(1)).toBe(GodotError.ERR_OUT_OF_MEMORY);
});

test("get_var tells of an empty queue, and of what does not fit into typed containers", () => {
  const mailbox = new Mailbox();
  expect(mailbox.get_var()).toBeNull();
  expect(mailbox.get_packet_error()).toBe(GodotError.ERR_UNAVAILABLE);
  mailbox.packets.push(Uint8Array.from(Buffer.from("1c0001000200000001000000040000000100000078000000", "hex")));
  expect(mailbox.get_var()).toEqual([]);
  expect(mailbox.get_packet_error()).toBe(GodotError.OK);
  expect(reports).toMatchObject([{ kind: "error", method: "get_var" }]);
});

test.each([1, "yes", null])("%o does not allow objects", (given) => {
  const mailbox = new Mailbox();
  mailbox.packets.push(var_to_bytes(1));
  expect(mailbox.get_var(given as never)).toBeNull();
  expect(mailbox.put_var(1, given as never)).toBe(GodotError.ERR_INVALID_PARAMETER);
  expect(mailbox.packets).toHaveLength(1);
  expect(reports).toMatchObject([{ method: "get_var" }, { method: "put_var" }]);
});

test.each([undefined, null, "4096", 2048n, NaN, 1023, 2 ** 28 + 1])("encode_buffer_max_size cannot be %o", (given) => {
  const mailbox = new Mailbox();
  mailbox.encode_buffer_max_size = given as never;
  expect(mailbox.encode_buffer_max_size).toBe(8_388_608);
  expect(reports).toMatchObject([{ kind: "error", method: "set_encode_buffer_max_size" }]);
});

test("put_var does not take memory beyond encode_buffer_max_size for what is too large", () => {
  const mailbox = new Wide();
  mailbox.encode_buffer_max_size = 1024;
  const row: Variant[] = Array.from({ length: 100 }, () => "x");
  // Each level holds the one below a hundred times: a hundred billion texts.
  let value: Variant = row;
  for (let level = 0; level < 5; level += 1) value = Array.from({ length: 100 }, () => value);
  const inner = value;
  expect(mailbox.put_var(Array.from({ length: 100 }, () => inner))).toBe(GodotError.ERR_OUT_OF_MEMORY);
  expect(mailbox.sent).toEqual([]);
  expect(reports).toMatchObject([{ method: "put_var", code: GodotError.ERR_OUT_OF_MEMORY }]);
});
