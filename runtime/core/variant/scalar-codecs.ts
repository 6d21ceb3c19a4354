import { GodotError } from "../api.js";
import { describeValue } from "../describe-value.js";
import type { CodecTable } from "./codec.js";
import type { Decoder } from "./decoder.js";
import { Float } from "./float.js";
import { WIDE } from "./format.js";
import * as TypeId from "./type-ids.js";

export const SCALARS: CodecTable = {
  [TypeId.NIL]: { read: () => null, write() {} },
  [TypeId.BOOL]: {
    read: (source) => source.u32() !== 0,
    write: (sink, value: boolean) => void sink.u32(Number(value)),
  },
  [TypeId.INT]: {
    read: (source) => (source.isWide ? source.i64() : source.i32()),
    write(sink, value: number | bigint) {
      // 64 bits only where 32 do not suffice, as the engine does it.
      if (value >= -0x8000_0000 && value <= 0x7fff_ffff) {
        sink.u32(Number(value));
        return;
      }
      if (typeof value === "bigint" && BigInt.asIntN(64, value) !== value) {
        sink.fail(GodotError.ERR_INVALID_PARAMETER, `${describeValue(value)} does not fit into 64 bits`);
      }
      sink.mark(WIDE);
      sink.i64(value);
    },
  },
  [TypeId.FLOAT]: {
    read: readFloat,
    write(sink, value: number | Float) {
      const number = Number(value);
      // 32 bits if nothing is lost, as the engine does it. A NaN equals nothing, so it takes 64.
      if (Math.fround(number) === number) {
        sink.f32(number);
        return;
      }
      sink.mark(WIDE);
      const bits = typeof value === "number" ? undefined : value.bits;
      if (bits === undefined) sink.f64(number);
      else sink.i64(bits);
    },
  },
  [TypeId.STRING]: { read: (source) => source.text(), write: (sink, value: string) => sink.text(value) },
};

function readFloat(source: Decoder): number | Float {
  const { position, view, isWide } = source;
  const value = source.real();
  if (!source.exact) return value;
  if (!Number.isNaN(value)) return new Float(value);
  return new Float(value, isWide ? view.getBigUint64(position, true) : widened(view.getUint32(position, true)));
}

/** The 64 bits of a 32-bit NaN: the same sign and payload, and quiet, as processors make it. */
function widened(bits: number): bigint {
  const sign = BigInt(bits >>> 31) << 63n;
  return sign | (0x7ffn << 52n) | (1n << 51n) | (BigInt(bits & 0x7f_ffff) << 29n);
}
