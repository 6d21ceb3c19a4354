import type { CodecTable } from "./codec.js";
import type { Decoder } from "./decoder.js";
import { Float } from "./float.js";
import { TypeId, WIDE } from "./type-ids.js";

const { NIL, BOOL, INT, FLOAT, STRING } = TypeId;

export const SCALARS: CodecTable = [
  [NIL, { read: () => null, write: (sink) => sink.u32(NIL) }],
  [
    BOOL,
    {
      read: (source) => source.u32("a bool") !== 0,
      write(sink, value: boolean) {
        sink.u32(BOOL);
        sink.u32(value ? 1 : 0);
      },
    },
  ],
  [
    INT,
    {
      read: (source, header) => ((header & WIDE) === 0 ? source.i32("an int") : source.i64("an int")),
      write(sink, value: number | bigint) {
        // 64 bits only where 32 do not suffice, as the engine does it.
        if (value >= -0x8000_0000 && value <= 0x7fff_ffff) {
          sink.u32(INT);
          sink.i32(Number(value));
        } else {
          sink.u32(INT | WIDE);
          sink.int(value);
        }
      },
    },
  ],
  [
    FLOAT,
    {
      read: readFloat,
      write(sink, value: number | Float) {
        const number = typeof value === "number" ? value : value.value;
        // 32 bits if nothing is lost, as the engine does it. A NaN equals nothing, so it takes 64.
        if (Math.fround(number) === number) {
          sink.u32(FLOAT);
          sink.f32(number);
          return;
        }
        sink.u32(FLOAT | WIDE);
        const bits = typeof value === "number" ? undefined : value.bits;
        if (bits === undefined) sink.f64(number);
        else sink.i64(bits);
      },
    },
  ],
  [
    STRING,
    {
      read: (source) => source.text("a String"),
      write(sink, value: string) {
        sink.u32(STRING);
        sink.text(value);
      },
    },
  ],
];

function readFloat(source: Decoder, header: number): number | Float {
  const isWide = (header & WIDE) !== 0;
  const at = source.take(isWide ? 8 : 4, "a float");
  const value = isWide ? source.view.getFloat64(at, true) : source.view.getFloat32(at, true);
  if (!source.exact) return value;
  if (!Number.isNaN(value)) return new Float(value);
  return new Float(value, isWide ? source.view.getBigUint64(at, true) : widened(source.view.getUint32(at, true)));
}

/** The 64 bits of a 32-bit NaN: the same sign and payload, and quiet, as processors make it. */
function widened(bits: number): bigint {
  const sign = BigInt(bits >>> 31) << 63n;
  return sign | (0x7ffn << 52n) | (1n << 51n) | (BigInt(bits & 0x7f_ffff) << 29n);
}
