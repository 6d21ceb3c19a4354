import type { Codec, CodecTable } from "./codec.js";
import type { Decoder } from "./decoder.js";
import type { Encoder } from "./encoder.js";
import { inOrder } from "./little-endian.js";
import {
  PackedColorArray,
  type PackedComponents,
  PackedStringArray,
  PackedVector2Array,
  PackedVector3Array,
  PackedVector4Array,
} from "./packed-arrays.js";
import * as TypeId from "./type-ids.js";

type Numbers = Uint8Array | Int32Array | BigInt64Array | Float32Array | Float64Array;

export const PACKED: CodecTable = {
  [TypeId.PACKED_BYTE_ARRAY]: {
    ...numbers(Uint8Array),
    read(source) {
      const count = source.count(1);
      const at = source.position;
      // The padding may be missing at the end; what comes next then finds nothing left.
      source.position = Math.min(source.bytes.length, at + count + (-count & 3));
      return source.bytes.slice(at, at + count);
    },
  },
  [TypeId.PACKED_INT32_ARRAY]: numbers(Int32Array),
  [TypeId.PACKED_INT64_ARRAY]: numbers(BigInt64Array),
  [TypeId.PACKED_FLOAT32_ARRAY]: numbers(Float32Array),
  [TypeId.PACKED_FLOAT64_ARRAY]: numbers(Float64Array),
  [TypeId.PACKED_STRING_ARRAY]: {
    read(source) {
      const count = source.i32();
      const strings: string[] = [];
      // As in the engine, a negative count is none; one that is too large fails at the first missing text.
      while (strings.length < count) strings.push(source.text());
      return new PackedStringArray(strings);
    },
    write(sink, { strings }: PackedStringArray) {
      sink.u32(strings.length);
      for (const text of strings) sink.text(text, true);
    },
  },
  [TypeId.PACKED_VECTOR2_ARRAY]: components(PackedVector2Array),
  [TypeId.PACKED_VECTOR3_ARRAY]: components(PackedVector3Array),
  [TypeId.PACKED_VECTOR4_ARRAY]: components(PackedVector4Array),
  // Colors are always 32 bits wide.
  [TypeId.PACKED_COLOR_ARRAY]: components(PackedColorArray, false),
};

/** Numbers of one size behind their count, or items that each have `width` of them. */
function numbers<Made extends Numbers>(
  make: { readonly BYTES_PER_ELEMENT: number; new (buffer: ArrayBuffer): Made },
  width = 1,
) {
  const size = make.BYTES_PER_ELEMENT;
  return {
    read(source: Decoder) {
      const length = source.count(width * size) * width * size;
      const at = source.take(length);
      return new make(inOrder(source.bytes.slice(at, at + length), size).buffer as ArrayBuffer);
    },
    write(sink: Encoder, value: Numbers) {
      sink.u32(value.length / width);
      sink.raw(inOrder(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), size));
    },
  };
}

type Packed = Pick<PackedComponents<unknown>, "components" | "size" | "width">;

function components(make: new (components: Float32Array) => Packed, mayBeWide = true): Codec {
  const { width } = new make(new Float32Array());
  const [narrow, wide] = [numbers(Float32Array, width), numbers(Float64Array, width)];
  return {
    read: (source) => new make(mayBeWide && source.isWide ? Float32Array.from(wide.read(source)) : narrow.read(source)),
    write: (sink, value: Packed) => narrow.write(sink, value.components.subarray(0, value.size() * width)),
  };
}
