import type { CodecTable } from "./codec.js";
import { AABB, Color, Plane, Quaternion, Rect2, Rect2i } from "./shapes.js";
import { TypeId } from "./type-ids.js";
import { Vector2i } from "./vectors.js";

export const SHAPES: CodecTable = [
  [
    TypeId.RECT2,
    {
      read(source, header) {
        source.needReals(4, header, "a Rect2");
        return new Rect2(source.vector2(header), source.vector2(header));
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
        source.need(16, "a Rect2i");
        const position = new Vector2i(source.whole(), source.whole());
        return new Rect2i(position, new Vector2i(source.whole(), source.whole()));
      },
      write(sink, { position, size }: Rect2i) {
        sink.u32(TypeId.RECT2I);
        sink.i32(position.x);
        sink.i32(position.y);
        sink.i32(size.x);
        sink.i32(size.y);
      },
    },
  ],
  [
    TypeId.AABB,
    {
      read(source, header) {
        source.needReals(6, header, "an AABB");
        return new AABB(source.vector3(header), source.vector3(header));
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
        source.needReals(4, header, "a Plane");
        return new Plane(source.vector3(header), source.real(header));
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
        source.needReals(4, header, "a Quaternion");
        return new Quaternion(source.real(header), source.real(header), source.real(header), source.real(header));
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
        source.need(16, "a Color");
        return new Color(source.f32(), source.f32(), source.f32(), source.f32());
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
