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
import type { Chapter } from "./contract.js";
import { PACKET_PAIRS } from "./packet-pairs.js";

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

/** K04 to K07: what PacketPeer says of Variants. */
export const variantChapter: Chapter = ({ stage, promise }) => {
  for (const { through, open } of PACKET_PAIRS) {
    promise(`K04 get_var() gives what put_var() sent on the other side, through ${through}`, async () => {
      const { from, to, pump } = await open(stage);
      for (const value of STATE) expect(from.put_var(value)).toBe(GodotError.OK);
      await pump(() => to.get_available_packet_count() === STATE.length, "all values");
      for (const value of STATE) {
        expect(to.get_var()).toEqual(value);
        expect(to.get_packet_error()).toBe(GodotError.OK);
      }
    });

    promise(
      `K04 what is sent is the engine's binary form, and what the engine sends is understood, through ${through}`,
      async () => {
        const { from, to, pump } = await open(stage);
        // Recorded from the engine: {"a": 1} and [1.0, &"a"].
        const recorded = [
          "1b000000010000000400000001000000610000000200000001000000",
          "1c00000002000000030000000000803f150000000100000061000000",
        ];
        from.put_var({ a: 1 });
        from.put_var([float(1), new StringName("a")]);
        for (const hex of recorded) from.put_packet(bytesOf(hex));
        await pump(() => to.get_available_packet_count() === 4, "all packets");
        for (const hex of recorded) expect(Uint8Array.from(to.get_packet())).toEqual(bytesOf(hex));
        expect(to.get_var()).toEqual(new Map([["a", 1]]));
        expect(to.get_var()).toEqual([1, new StringName("a")]);
      },
    );

    promise(
      `K04 K07 a packet that holds no Variant is gone, gives null, and get_packet_error() tells why, through ${through}`,
      async () => {
        const { from, to, pump } = await open(stage);
        for (const hex of ["ff000000", "04000000ffffff7f", "0200000007000000aabbcc"]) from.put_packet(bytesOf(hex));
        await pump(() => to.get_available_packet_count() === 3, "all packets");
        expect([to.get_var(), to.get_packet_error()]).toEqual([null, GodotError.ERR_INVALID_DATA]);
        expect([to.get_var(), to.get_packet_error()]).toEqual([null, GodotError.ERR_FILE_EOF]);
        expect(to.get_available_packet_count()).toBe(1);
        stage.expectReports("get_var", "get_var");
        expect([to.get_var(), to.get_packet_error()]).toEqual([7, GodotError.OK]);
        expect([to.get_var(), to.get_packet_error()]).toEqual([null, GodotError.ERR_UNAVAILABLE]);
        stage.expectReports("get_packet");
      },
    );

    promise(`K04 what is no Variant is refused, and nothing is sent, through ${through}`, async () => {
      const { from, to, pump } = await open(stage);
      const circular: Variant[] = [];
      circular.push(circular);
      expect(from.put_var(Symbol("s") as never)).toBe(GodotError.ERR_INVALID_PARAMETER);
      expect(from.put_var(circular)).toBe(GodotError.ERR_OUT_OF_MEMORY);
      stage.expectReports("put_var", "put_var");
      from.put_var("behind them");
      await pump(() => to.get_available_packet_count() > 0, "the value behind them");
      expect(to.get_var()).toBe("behind them");
    });

    promise(`K05 get_var() makes no object unless it is allowed to, through ${through}`, async () => {
      const { from, to, pump } = await open(stage);
      for (let count = 0; count < 2; count += 1) from.put_packet(bytesOf(WHOLE_OBJECT));
      await pump(() => to.get_available_packet_count() === 2, "both packets");
      expect([to.get_var(), to.get_packet_error()]).toEqual([null, GodotError.ERR_UNAUTHORIZED]);
      stage.expectReports("get_var");
      expect(to.get_var(true)).toMatchObject({ get_class: expect.any(Function) as unknown });
      expect(to.get_packet_error()).toBe(GodotError.OK);
    });

    promise(
      `K05 put_var() sends objects as their ids, and whole ones only if it is told to, through ${through}`,
      async () => {
        const { from, to, pump } = await open(stage);
        const made = new RefCounted();
        expect(from.put_var([made])).toBe(GodotError.OK);
        expect(from.put_var(made, true)).toBe(GodotError.OK);
        // A connection cannot be made again from its properties.
        expect(from.put_var(from, true)).not.toBe(GodotError.OK);
        stage.expectReports("put_var");
        expect(from.put_var([made])).toBe(GodotError.OK);
        await pump(() => to.get_available_packet_count() === 3, "all packets");
        const byId = [new EncodedObjectAsID(made.get_instance_id())];
        expect(to.get_var(true)).toEqual(byId);
        expect(Uint8Array.from(to.get_packet())).toEqual(bytesOf(WHOLE_OBJECT));
        expect(to.get_var(), "whether objects are allowed or not").toEqual(byId);
      },
    );

    promise(`K04 K07 a null that was sent is told from one that was not, through ${through}`, async () => {
      const { from, to, pump } = await open(stage);
      from.put_var(null);
      await pump(() => to.get_available_packet_count() === 1, "the packet");
      expect([to.get_var(), to.get_packet_error()]).toEqual([null, GodotError.OK]);
      expect([to.get_var(), to.get_packet_error()]).toEqual([null, GodotError.ERR_UNAVAILABLE]);
      stage.expectReports("get_packet");
    });

    promise(
      `K06 put_var() refuses more than 1024 nested containers, and what the transport does not take, through ${through}`,
      async () => {
        const { from, to, pump } = await open(stage);
        const nested = (depth: number): Variant => (depth === 0 ? 7 : [nested(depth - 1)]);
        expect(from.put_var(nested(1024))).toBe(GodotError.OK);
        expect(from.put_var(nested(1025))).toBe(GodotError.ERR_OUT_OF_MEMORY);
        stage.expectReports("put_var");
        expect(from.put_var(new Uint8Array(300_000)), "the code of put_packet()").toBe(GodotError.FAILED);
        stage.expectReports("put_packet");
        await pump(() => to.get_available_packet_count() > 0, "what fits");
        expect(to.get_var()).toEqual(nested(1024));
        expect(to.get_available_packet_count()).toBe(0);
      },
    );

    promise(`K06 encode_buffer_max_size limits what put_var() sends, through ${through}`, async () => {
      const { from, to, pump } = await open(stage);
      expect(from.encode_buffer_max_size).toBe(8_388_608);
      from.encode_buffer_max_size = 1024;
      const fits = new Uint8Array(1024 - 8);
      expect(var_to_bytes(fits)).toHaveLength(1024);
      expect(from.put_var(fits)).toBe(GodotError.OK);
      expect(from.put_var(new Uint8Array(1024 - 7))).toBe(GodotError.ERR_OUT_OF_MEMORY);
      expect(from.put_var("x".repeat(100_000))).toBe(GodotError.ERR_OUT_OF_MEMORY);
      const reports = stage.expectReports("put_var", "put_var");
      expect(reports.map(({ code }) => code)).toEqual([GodotError.ERR_OUT_OF_MEMORY, GodotError.ERR_OUT_OF_MEMORY]);
      await pump(() => to.get_available_packet_count() > 0, "what fits");
      expect(to.get_var()).toEqual(fits);
      expect(to.get_available_packet_count()).toBe(0);
    });

    promise(
      `K06 encode_buffer_max_size is rounded up to a power of two, from 1024 to 268435456, through ${through}`,
      async () => {
        const { from } = await open(stage);
        for (const [given, kept] of [
          [1025, 2048],
          [1024, 1024],
          [268_435_456, 268_435_456],
          [3000, 4096],
        ] as const) {
          from.encode_buffer_max_size = given;
          expect(from.encode_buffer_max_size).toBe(kept);
        }
        for (const refused of [1023, 0, -1, 268_435_457, NaN, 2048.5]) {
          from.encode_buffer_max_size = refused;
          expect(from.encode_buffer_max_size).toBe(4096);
          stage.expectReports("set_encode_buffer_max_size");
        }
      },
    );
  }
};
