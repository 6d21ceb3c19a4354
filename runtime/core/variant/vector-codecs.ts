import type { CodecTable } from "./codec.js";
import { TypeId } from "./type-ids.js";
import { type Vector2, Vector2i, type Vector3, Vector3i, type Vector4, Vector4i } from "./vectors.js";

export const VECTORS: CodecTable = [
  [
    TypeId.VECTOR2,
    {
      read(source, header) {
        source.needReals(2, header, "a Vector2");
        return source.vector2(header);
      },
      write(sink, value: Vector2) {
        sink.u32(TypeId.VECTOR2);
        sink.vector2(value);
      },
    },
  ],
  [
    TypeId.VECTOR2I,
    {
      read(source) {
        source.need(8, "a Vector2i");
        return new Vector2i(source.whole(), source.whole());
      },
      write(sink, value: Vector2i) {
        sink.u32(TypeId.VECTOR2I);
        sink.i32(value.x);
        sink.i32(value.y);
      },
    },
  ],
  [
    TypeId.VECTOR3,
    {
      read(source, header) {
        source.needReals(3, header, "a Vector3");
        return source.vector3(header);
      },
      write(sink, value: Vector3) {
        sink.u32(TypeId.VECTOR3);
        sink.vector3(value);
      },
    },
  ],
  [
    TypeId.VECTOR3I,
    {
      read(source) {
        source.need(12, "a Vector3i");
        return new Vector3i(source.whole(), source.whole(), source.whole());
      },
      write(sink, value: Vector3i) {
        sink.u32(TypeId.VECTOR3I);
        sink.i32(value.x);
        sink.i32(value.y);
        sink.i32(value.z);
      },
    },
  ],
  [
    TypeId.VECTOR4,
    {
      read(source, header) {
        source.needReals(4, header, "a Vector4");
        return source.vector4(header);
      },
      write(sink, value: Vector4) {
        sink.u32(TypeId.VECTOR4);
        sink.vector4(value);
      },
    },
  ],
  [
    TypeId.VECTOR4I,
    {
      read(source) {
        source.need(16, "a Vector4i");
        return new Vector4i(source.whole(), source.whole(), source.whole(), source.whole());
      },
      write(sink, value: Vector4i) {
        sink.u32(TypeId.VECTOR4I);
        sink.i32(value.x);
        sink.i32(value.y);
        sink.i32(value.z);
        sink.i32(value.w);
      },
    },
  ],
];
