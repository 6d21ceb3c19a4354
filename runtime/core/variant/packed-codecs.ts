import type { Variant } from "../api.js";
import type { Codec, CodecTable } from "./codec.js";
import { bytesOf, fromBytes } from "./little-endian.js";
import {
  PackedColorArray,
  type PackedComponents,
  PackedStringArray,
  PackedVector2Array,
  PackedVector3Array,
  PackedVector4Array,
} from "./packed-arrays.js";
import { TYPE_NAMES, TypeId, WIDE } from "./type-ids.js";

type Numbers = Int32Array | BigInt64Array | Float32Array | Float64Array;

export const PACKED: CodecTable = [
  [
    TypeId.PACKED_BYTE_ARRAY,
    {
      read(source) {
        const count = source.count(1, "a PackedByteArray");
        const at = source.position;
        // The padding may be missing at the end; what comes next then finds nothing left.
        source.position = Math.min(source.bytes.length, at + count + (-count & 3));
        return source.bytes.slice(at, at + count);
      },
      write(sink, value: Uint8Array) {
        sink.u32(TypeId.PACKED_BYTE_ARRAY);
        sink.u32(value.length);
        sink.raw(value);
      },
    },
  ],
  ...numbers(TypeId.PACKED_INT32_ARRAY, (buffer) => new Int32Array(buffer), 4),
  ...numbers(TypeId.PACKED_INT64_ARRAY, (buffer) => new BigInt64Array(buffer), 8),
  ...numbers(TypeId.PACKED_FLOAT32_ARRAY, (buffer) => new Float32Array(buffer), 4),
  ...numbers(TypeId.PACKED_FLOAT64_ARRAY, (buffer) => new Float64Array(buffer), 8),
  [
    TypeId.PACKED_STRING_ARRAY,
    {
      read(source) {
        const count = source.i32("the count of a PackedStringArray");
        const strings: string[] = [];
        // As in the engine, a negative count is none; one that is too large fails at the first missing text.
        for (let index = 0; index < count; index += 1) strings.push(source.text("a text of a PackedStringArray"));
        return new PackedStringArray(strings);
      },
      write(sink, { strings }: PackedStringArray) {
        sink.u32(TypeId.PACKED_STRING_ARRAY);
        sink.u32(strings.length);
        for (const text of strings) sink.text(text, true);
      },
    },
  ],
  components(TypeId.PACKED_VECTOR2_ARRAY, 2, (values) => new PackedVector2Array(values)),
  components(TypeId.PACKED_VECTOR3_ARRAY, 3, (values) => new PackedVector3Array(values)),
  components(TypeId.PACKED_VECTOR4_ARRAY, 4, (values) => new PackedVector4Array(values)),
  components(TypeId.PACKED_COLOR_ARRAY, 4, (values) => new PackedColorArray(values)),
];

function numbers(type: number, make: (buffer: ArrayBuffer) => Numbers, size: number): CodecTable {
  const what = `a ${TYPE_NAMES[type] ?? ""}`;
  const entry: Codec = {
    read(source) {
      const count = source.count(size, what);
      const at = source.take(count * size, what);
      return make(fromBytes(source.bytes.subarray(at, at + count * size), size));
    },
    write(sink, value: Numbers) {
      sink.u32(type);
      sink.u32(value.length);
      sink.raw(bytesOf(value));
    },
  };
  return [[type, entry]];
}

function components(
  type: number,
  width: number,
  make: (values: Float32Array) => Variant,
): readonly [type: number, codec: Codec] {
  const what = `a ${TYPE_NAMES[type] ?? ""}`;
  const entry: Codec = {
    read(source, header) {
      // Colors are always 32 bits wide.
      const isWide = (header & WIDE) !== 0 && type !== TypeId.PACKED_COLOR_ARRAY;
      const size = isWide ? 8 : 4;
      const count = width * source.count(size * width, what);
      const at = source.take(count * size, what);
      const buffer = fromBytes(source.bytes.subarray(at, at + count * size), size);
      return make(isWide ? Float32Array.from(new Float64Array(buffer)) : new Float32Array(buffer));
    },
    write(sink, value: PackedComponents<unknown>) {
      sink.u32(type);
      sink.u32(value.size());
      sink.raw(bytesOf(value.components.subarray(0, value.size() * width)));
    },
  };
  return [type, entry];
}
