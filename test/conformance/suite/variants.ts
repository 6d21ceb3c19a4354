import { expect } from "vitest";
import { GodotError } from "../../../generated/api/@GlobalScope.js";
import {
  Color,
  EncodedObjectAsID,
  float,
  NodePath,
  PackedStringArray,
  RefCounted,
  StringName,
  Transform3D,
  type Variant,
  var_to_bytes,
  Vector2i,
  Vector3,
} from "../../../runtime/index.js";
import { pump } from "../../support/sides.js";
import type { Chapter } from "./contract.js";

const STATE: readonly Variant[] = [
  null,
  true,
  -5,
  2n ** 60n,
  0.1,
  "Grüße",
  new StringName("hit"),
  new NodePath("../A:position"),
  new Vector3(1, 2.5, -3),
  new Vector2i(-1, 7),
  new Transform3D(),
  new Color(1, 0.5, 0.25),
  [1, [2, [3]]],
  new Map<Variant, Variant>([
    ["players", [new Map<Variant, Variant>([["id", 1]])]],
    [2, "a number as key"],
  ]),
  Uint8Array.of(0, 1, 2),
  Int32Array.of(-1, 1),
  BigInt64Array.of(2n ** 62n),
  Float32Array.of(0.5),
  Float64Array.of(0.1),
  new PackedStringArray(["a", ""]),
];

/** An object with its class and no properties, as the engine writes a `RefCounted`. */
const WHOLE_OBJECT = "180000000a000000526566436f756e74656400000100000006000000736372697074000000000000";

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length / 2 }, (_, index) => Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16));

/** K04 to K07: what carries Variants, shown through WebRTCDataChannel. */
export const variantChapter: Chapter = ({ stage, promise }) => {
  promise("K04 get_var() gives what put_var() sent on the other side", async () => {
    const { a, b, ca, cb } = await stage.pair();
    for (const value of STATE) expect(ca.put_var(value)).toBe(GodotError.OK);
    await pump([a, b], () => cb.get_available_packet_count() === STATE.length, "all values");
    for (const value of STATE) {
      expect(cb.get_var()).toEqual(value);
      expect(cb.get_packet_error()).toBe(GodotError.OK);
    }
  });

  promise("K04 what is sent is the engine's binary form, and what the engine sends is understood", async () => {
    const { a, b, ca, cb } = await stage.pair();
    // Recorded from the engine: {"a": 1} and [1.0, &"a"].
    const recorded = [
      "1b000000010000000400000001000000610000000200000001000000",
      "1c00000002000000030000000000803f150000000100000061000000",
    ];
    ca.put_var({ a: 1 });
    ca.put_var([float(1), new StringName("a")]);
    for (const hex of recorded) ca.put_packet(bytesOf(hex));
    await pump([a, b], () => cb.get_available_packet_count() === 4, "all packets");
    for (const hex of recorded) expect(Uint8Array.from(cb.get_packet())).toEqual(bytesOf(hex));
    expect(cb.get_var()).toEqual(new Map([["a", 1]]));
    expect(cb.get_var()).toEqual([1, new StringName("a")]);
  });

  promise("K04 K07 a packet that holds no Variant is gone, gives null, and get_packet_error() tells why", async () => {
    const { a, b, ca, cb } = await stage.pair();
    for (const hex of ["ff000000", "04000000ffffff7f", "0200000007000000aabbcc"]) ca.put_packet(bytesOf(hex));
    await pump([a, b], () => cb.get_available_packet_count() === 3, "all packets");
    expect([cb.get_var(), cb.get_packet_error()]).toEqual([null, GodotError.ERR_INVALID_DATA]);
    expect([cb.get_var(), cb.get_packet_error()]).toEqual([null, GodotError.ERR_FILE_EOF]);
    expect(cb.get_available_packet_count()).toBe(1);
    stage.expectReports("get_var", "get_var");
    expect([cb.get_var(), cb.get_packet_error()]).toEqual([7, GodotError.OK]);
    expect([cb.get_var(), cb.get_packet_error()]).toEqual([null, GodotError.ERR_UNAVAILABLE]);
    stage.expectReports("get_packet");
  });

  promise("K04 what is no Variant is refused, and nothing is sent", async () => {
    const { a, b, ca, cb } = await stage.pair();
    const circular: Variant[] = [];
    circular.push(circular);
    expect(ca.put_var(Symbol("s") as never)).toBe(GodotError.ERR_INVALID_PARAMETER);
    expect(ca.put_var(circular)).toBe(GodotError.ERR_OUT_OF_MEMORY);
    stage.expectReports("put_var", "put_var");
    ca.put_var("behind them");
    await pump([a, b], () => cb.get_available_packet_count() > 0, "the value behind them");
    expect(cb.get_var()).toBe("behind them");
  });

  promise("K04 K07 a null that was sent is told from one that was not", async () => {
    const { a, b, ca, cb } = await stage.pair();
    ca.put_var(null);
    await pump([a, b], () => cb.get_available_packet_count() === 1, "the packet");
    expect([cb.get_var(), cb.get_packet_error()]).toEqual([null, GodotError.OK]);
    expect([cb.get_var(), cb.get_packet_error()]).toEqual([null, GodotError.ERR_UNAVAILABLE]);
    stage.expectReports("get_packet");
  });

  promise("K05 get_var() makes no object unless it is allowed to", async () => {
    const { a, b, ca, cb } = await stage.pair();
    for (let count = 0; count < 2; count += 1) ca.put_packet(bytesOf(WHOLE_OBJECT));
    await pump([a, b], () => cb.get_available_packet_count() === 2, "both packets");
    expect([cb.get_var(), cb.get_packet_error()]).toEqual([null, GodotError.ERR_UNAUTHORIZED]);
    stage.expectReports("get_var");
    expect(cb.get_var(true)).toMatchObject({ get_class: expect.any(Function) as unknown });
    expect(cb.get_packet_error()).toBe(GodotError.OK);
  });

  promise("K05 put_var() sends objects as their ids, and whole ones only if it is told to", async () => {
    const { a, b, ca, cb } = await stage.pair();
    const made = new RefCounted();
    expect(ca.put_var([made])).toBe(GodotError.OK);
    expect(ca.put_var(made, true)).toBe(GodotError.OK);
    // A connection cannot be made again from its properties.
    expect(ca.put_var(ca, true)).not.toBe(GodotError.OK);
    stage.expectReports("put_var");
    expect(ca.put_var([made])).toBe(GodotError.OK);
    await pump([a, b], () => cb.get_available_packet_count() === 3, "all packets");
    expect(cb.get_var(true)).toEqual([new EncodedObjectAsID(made.get_instance_id())]);
    expect(Uint8Array.from(cb.get_packet())).toEqual(bytesOf(WHOLE_OBJECT));
    expect(cb.get_var(), "whether objects are allowed or not").toEqual([new EncodedObjectAsID(made.get_instance_id())]);
  });

  promise("K06 put_var() refuses more than 1024 nested containers, and what the transport does not take", async () => {
    const { a, b, ca, cb } = await stage.pair();
    const nested = (depth: number): Variant => (depth === 0 ? 7 : [nested(depth - 1)]);
    expect(ca.put_var(nested(1024))).toBe(GodotError.OK);
    expect(ca.put_var(nested(1025))).toBe(GodotError.ERR_OUT_OF_MEMORY);
    stage.expectReports("put_var");
    expect(ca.put_var(new Uint8Array(300_000)), "the code of put_packet()").toBe(GodotError.FAILED);
    stage.expectReports("put_packet");
    await pump([a, b], () => cb.get_available_packet_count() > 0, "what fits");
    expect(cb.get_var()).toEqual(nested(1024));
    expect(cb.get_available_packet_count()).toBe(0);
  });

  promise("K06 encode_buffer_max_size limits what put_var() sends", async () => {
    const { a, b, ca, cb } = await stage.pair();
    expect(ca.encode_buffer_max_size).toBe(8_388_608);
    ca.encode_buffer_max_size = 1024;
    const fits = new Uint8Array(1024 - 8);
    expect(var_to_bytes(fits)).toHaveLength(1024);
    expect(ca.put_var(fits)).toBe(GodotError.OK);
    expect(ca.put_var(new Uint8Array(1024 - 7))).toBe(GodotError.ERR_OUT_OF_MEMORY);
    expect(ca.put_var("x".repeat(100_000))).toBe(GodotError.ERR_OUT_OF_MEMORY);
    const reports = stage.expectReports("put_var", "put_var");
    expect(reports.map(({ code }) => code)).toEqual([GodotError.ERR_OUT_OF_MEMORY, GodotError.ERR_OUT_OF_MEMORY]);
    await pump([a, b], () => cb.get_available_packet_count() > 0, "what fits");
    expect(cb.get_var()).toEqual(fits);
    expect(cb.get_available_packet_count()).toBe(0);
  });

  promise("K06 encode_buffer_max_size is rounded up to a power of two, from 1024 to 268435456", async () => {
    const { ca } = await stage.pair();
    for (const [given, kept] of [
      [1025, 2048],
      [1024, 1024],
      [268_435_456, 268_435_456],
      [3000, 4096],
    ] as const) {
      ca.encode_buffer_max_size = given;
      expect(ca.encode_buffer_max_size).toBe(kept);
    }
    for (const refused of [1023, 0, -1, 268_435_457, NaN, 2048.5]) {
      ca.encode_buffer_max_size = refused;
      expect(ca.encode_buffer_max_size).toBe(4096);
      stage.expectReports("set_encode_buffer_max_size");
    }
  });
};
