import type { CodecTable } from "./codec.js";
import { TypeId } from "./type-ids.js";
import { Vector2, Vector2i, Vector3, Vector3i, Vector4, Vector4i } from "./vectors.js";

export const VECTORS: CodecTable = [
  [
    TypeId.VECTOR2,
    {
      read(source, header) {
        const at = source.takeReals(2, header, "a Vector2");
        return new Vector2(source.real(at, 0, header), source.real(at, 1, header));
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
        const at = source.take(8, "a Vector2i");
        return new Vector2i(source.view.getInt32(at, true), source.view.getInt32(at + 4, true));
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
        const at = source.takeReals(3, header, "a Vector3");
        return new Vector3(source.real(at, 0, header), source.real(at, 1, header), source.real(at, 2, header));
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
        const at = source.take(12, "a Vector3i");
        return new Vector3i(
          source.view.getInt32(at, true),
          source.view.getInt32(at + 4, true),
          source.view.getInt32(at + 8, true),
        );
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
        const at = source.takeReals(4, header, "a Vector4");
        return new Vector4(
          source.real(at, 0, header),
          source.real(at, 1, header),
          source.real(at, 2, header),
          source.real(at, 3, header),
        );
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
        const at = source.take(16, "a Vector4i");
        return new Vector4i(
          source.view.getInt32(at, true),
          source.view.getInt32(at + 4, true),
          source.view.getInt32(at + 8, true),
          source.view.getInt32(at + 12, true),
        );
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
