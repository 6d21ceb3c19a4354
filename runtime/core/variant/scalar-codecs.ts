import { GodotError, type Variant } from "../api.js";
import { describeValue } from "../describe-value.js";
import type { CodecTable } from "./codec.js";
import type { Decoder } from "./decoder.js";
import type { Float } from "./float.js";
import { WIDE } from "./format.js";
import * as TypeId from "./type-ids.js";

export const SCALARS: CodecTable = {
  [TypeId.NIL]: { read: () => null, write() {} },
  [TypeId.BOOL]: {
    read: (source) => source.u32() !== 0,
    write: (sink, value: boolean) => sink.u32(Number(value)),
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
      if (typeof value === "number" || value.bits === undefined) sink.f64(number);
      else sink.i64(value.bits);
    },
  },
  [TypeId.STRING]: { read: (source) => source.text(), write: (sink, value: string) => sink.text(value) },
};

function readFloat(source: Decoder): Variant {
  const { position, exact } = source;
  const value = source.real();
  return exact?.float(value, source, position) ?? value;
}
