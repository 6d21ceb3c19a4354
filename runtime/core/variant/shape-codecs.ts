import type { CodecTable } from "./codec.js";
import { AABB, Color, Plane, Quaternion, Rect2, Rect2i } from "./shapes.js";
import { TypeId } from "./type-ids.js";
import { Vector2, Vector2i, Vector3 } from "./vectors.js";

export const SHAPES: CodecTable = [
  [
    TypeId.RECT2,
    {
      read(source, header) {
        const at = source.takeReals(4, header, "a Rect2");
        return new Rect2(
          new Vector2(source.real(at, 0, header), source.real(at, 1, header)),
          new Vector2(source.real(at, 2, header), source.real(at, 3, header)),
        );
      },
      write(sink, value: Rect2) {
        sink.u32(TypeId.RECT2);
        sink.vector2(value.position);
        sink.vector2(value.size);
      },
    },
  ],
  [
    TypeId.RECT2I,
    {
      read(source) {
        const at = source.take(16, "a Rect2i");
        return new Rect2i(
          new Vector2i(source.view.getInt32(at, true), source.view.getInt32(at + 4, true)),
          new Vector2i(source.view.getInt32(at + 8, true), source.view.getInt32(at + 12, true)),
        );
      },
      write(sink, value: Rect2i) {
        sink.u32(TypeId.RECT2I);
        sink.i32(value.position.x);
        sink.i32(value.position.y);
        sink.i32(value.size.x);
        sink.i32(value.size.y);
      },
    },
  ],
  [
    TypeId.AABB,
    {
      read(source, header) {
        const at = source.takeReals(6, header, "an AABB");
        return new AABB(
          new Vector3(source.real(at, 0, header), source.real(at, 1, header), source.real(at, 2, header)),
          new Vector3(source.real(at, 3, header), source.real(at, 4, header), source.real(at, 5, header)),
        );
      },
      write(sink, value: AABB) {
        sink.u32(TypeId.AABB);
        sink.vector3(value.position);
        sink.vector3(value.size);
      },
    },
  ],
  [
    TypeId.PLANE,
    {
      read(source, header) {
        const at = source.takeReals(4, header, "a Plane");
        return new Plane(
          new Vector3(source.real(at, 0, header), source.real(at, 1, header), source.real(at, 2, header)),
          source.real(at, 3, header),
        );
      },
      write(sink, value: Plane) {
        sink.u32(TypeId.PLANE);
        sink.vector3(value.normal);
        sink.f32(value.d);
      },
    },
  ],
  [
    TypeId.QUATERNION,
    {
      read(source, header) {
        const at = source.takeReals(4, header, "a Quaternion");
        return new Quaternion(
          source.real(at, 0, header),
          source.real(at, 1, header),
          source.real(at, 2, header),
          source.real(at, 3, header),
        );
      },
      write(sink, value: Quaternion) {
        sink.u32(TypeId.QUATERNION);
        sink.f32(value.x);
        sink.f32(value.y);
        sink.f32(value.z);
        sink.f32(value.w);
      },
    },
  ],
  [
    TypeId.COLOR,
    {
      read(source) {
        // Always 32 bits wide, also in builds with double precision.
        const at = source.take(16, "a Color");
        const { view } = source;
        return new Color(
          view.getFloat32(at, true),
          view.getFloat32(at + 4, true),
          view.getFloat32(at + 8, true),
          view.getFloat32(at + 12, true),
        );
      },
      write(sink, value: Color) {
        sink.u32(TypeId.COLOR);
        sink.f32(value.r);
        sink.f32(value.g);
        sink.f32(value.b);
        sink.f32(value.a);
      },
    },
  ],
];
