import type { Decoder } from "./decoder.js";
import type { Encoder } from "./encoder.js";
import { AABB, Color, Plane, Quaternion, Rect2, Rect2i } from "./shapes.js";
import { Basis, Projection, Transform2D, Transform3D } from "./transforms.js";
import * as TypeId from "./type-ids.js";
import { VariantValue } from "./variant-value.js";
import { Vector2, Vector2i, Vector3, Vector3i, Vector4, Vector4i } from "./vectors.js";

/** How a shape is written, or a number in one. */
interface Part {
  read(source: Decoder): unknown;
  write(sink: Encoder, value: unknown): void;
}

const REAL: Part = { read: (source) => source.real(), write: (sink, value: number) => sink.f32(value) };
const INT32: Part = { read: (source) => source.i32(), write: (sink, value: number) => sink.u32(value) };
/** Always 32 bits wide, also in builds with double precision. */
const FLOAT32: Part = { read: (source) => source.f32(), write: (sink, value: number) => sink.f32(value) };

/** What consists of numbers, and of other shapes. */
export const SHAPES: Record<number, Part> = {
  // These two are in every packet of a game, so they are spelled out, which takes less time.
  [TypeId.VECTOR2]: {
    read: (source) => new Vector2(source.real(), source.real()),
    write(sink, { x, y }: Vector2) {
      sink.f32(x);
      sink.f32(y);
    },
  },
  [TypeId.VECTOR3]: {
    read: (source) => new Vector3(source.real(), source.real(), source.real()),
    write(sink, { x, y, z }: Vector3) {
      sink.f32(x);
      sink.f32(y);
      sink.f32(z);
    },
  },
};

add(INT32, Vector2i, Vector3i, Vector4i);
add(FLOAT32, Color);
add(REAL, Vector4, Quaternion, Plane, Rect2, Rect2i, AABB, Transform2D, Projection);
// The axes of a Basis are its columns; on the wire are the rows.
const axes = shape(Basis, REAL);
SHAPES[TypeId.BASIS] = {
  read: (source) => transposed(axes.read(source)),
  write: (sink, value: Basis) => axes.write(sink, transposed(value)),
};
add(REAL, Transform3D);

type ShapeClass<Shape extends VariantValue> = new (a?: never, b?: never, c?: never, d?: never) => Shape;

/** Adds shapes that consist of such numbers, or of what is there already. */
function add(number: Part, ...classes: readonly ShapeClass<VariantValue>[]): void {
  for (const make of classes) SHAPES[new make().variant_type] = shape(make, number);
}

/** A shape by the fields that each has, two to four. Their order is that of the constructor and of the wire. */
function shape<Shape extends VariantValue>(make: ShapeClass<Shape>, number: Part) {
  const parts = Object.entries(new make()).map(
    ([key, field]) => [key, field instanceof VariantValue ? SHAPES[field.variant_type] : number] as [keyof Shape, Part],
  );
  const [a, b, c, d] = parts.map(([, part]) => part) as [Part, Part, Part?, Part?];
  return {
    read: (source: Decoder): Shape =>
      new make(a.read(source) as never, b.read(source) as never, c?.read(source) as never, d?.read(source) as never),
    write(sink: Encoder, value: Shape): void {
      for (const [key, part] of parts) part.write(sink, value[key]);
    },
  };
}

function transposed({ x, y, z }: Basis): Basis {
  return new Basis(new Vector3(x.x, y.x, z.x), new Vector3(x.y, y.y, z.y), new Vector3(x.z, y.z, z.z));
}
