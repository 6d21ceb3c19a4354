import type { Codec } from "./codec.js";
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
import { ARRAYS } from "./type-of.js";

type Numbers = Uint8Array | Int32Array | BigInt64Array | Float32Array | Float64Array;

export const PACKED: Record<number, Codec> = {
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
};

for (const [index, make] of ARRAYS.entries()) PACKED[TypeId.PACKED_BYTE_ARRAY + index] = numbers(make);
for (const make of [PackedVector2Array, PackedVector3Array, PackedVector4Array]) addComponents(make);
// Colors are always 32 bits wide.
addComponents(PackedColorArray, false);

/** Numbers of one size behind their count, or items that each have `width` of them. */
function numbers(make: { readonly BYTES_PER_ELEMENT: number; new (buffer: ArrayBuffer): Numbers }, width = 1) {
  const size = make.BYTES_PER_ELEMENT;
  return {
    read(source: Decoder): Numbers {
      // A negative count becomes more than there can be.
      const length = source.u32() * width * size;
      const at = source.take(length);
      const bytes = source.bytes.slice(at, at + length);
      if (size > 1) return new make(inOrder(bytes, size).buffer as ArrayBuffer);
      // The padding may be missing at the end; what comes next then finds nothing left.
      source.position = Math.min(source.bytes.length, source.position + (-length & 3));
      return bytes;
    },
    write(sink: Encoder, value: Numbers) {
      sink.u32(value.length / width);
      sink.raw(inOrder(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), size));
    },
  };
}

type Packed = Pick<PackedComponents<object>, "components" | "size" | "width" | "variant_type">;

function addComponents(
  make: { readonly prototype: Packed; new (components: Float32Array): Packed },
  mayBeWide = true,
): void {
  const { width, variant_type } = make.prototype;
  const [narrow, wide] = [numbers(Float32Array, width), numbers(Float64Array, width)];
  PACKED[variant_type] = {
    read(source) {
      const isWide = mayBeWide && source.isWide;
      const components = (isWide ? wide : narrow).read(source) as Float32Array;
      return new make(isWide ? Float32Array.from(components) : components);
    },
    write: (sink, value: Packed) => narrow.write(sink, value.components.subarray(0, value.size() * width)),
  };
}
