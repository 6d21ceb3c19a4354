import type { Codec, CodecTable } from "./codec.js";
import { AABB, Color, Plane, Quaternion, Rect2, Rect2i } from "./shapes.js";
import { Basis, Projection, Transform2D, Transform3D } from "./transforms.js";
import * as TypeId from "./type-ids.js";
import type { VariantValue } from "./variant-value.js";
import { Vector2, Vector2i, Vector3, Vector3i, Vector4, Vector4i } from "./vectors.js";

/** One of the parts of a shape: numbers, and other shapes. */
interface Part<Value> extends Codec {
  read(source: Parameters<Codec["read"]>[0]): Value;
  write(sink: Parameters<Codec["write"]>[0], value: Value): void;
}

const REAL: Part<number> = { read: (source) => source.real(), write: (sink, value) => sink.f32(value) };
const INT32: Part<number> = { read: (source) => source.i32(), write: (sink, value) => void sink.u32(value) };
/** Always 32 bits wide, also in builds with double precision. */
const FLOAT32: Part<number> = { read: (source) => source.f32(), write: (sink, value) => sink.f32(value) };

type Parts = [Part<unknown>, Part<unknown>, Part<unknown>?, Part<unknown>?];

/** A shape by its parts in the order of the wire, which is that of its constructor, too. There are two to four of them. */
function shape<Shape extends VariantValue>(
  make: new (a: never, b: never, c: never, d: never) => Shape,
  parts: { readonly [Key in Exclude<keyof Shape, keyof VariantValue>]: Part<Shape[Key]> },
): Part<Shape> {
  const fields = Object.entries(parts) as [keyof Shape, Part<unknown>][];
  const [a, b, c, d] = fields.map(([, part]) => part) as Parts;
  return {
    // What a part is read as is what the constructor takes in its place: `parts` says so.
    read: (source) =>
      new make(a.read(source) as never, b.read(source) as never, c?.read(source) as never, d?.read(source) as never),
    write(sink, value) {
      for (const [key, part] of fields) part.write(sink, value[key]);
    },
  };
}

/** The same for each component. */
function all<Key extends string>(keys: readonly Key[], part: Part<number>): Record<Key, Part<number>> {
  return Object.fromEntries(keys.map((key) => [key, part])) as Record<Key, Part<number>>;
}

const XYZW = ["x", "y", "z", "w"] as const;

// These two are in every packet of a game, so they are spelled out, which takes less time.
const VECTOR2: Part<Vector2> = {
  read: (source) => new Vector2(source.real(), source.real()),
  write(sink, { x, y }) {
    sink.f32(x);
    sink.f32(y);
  },
};
const VECTOR3: Part<Vector3> = {
  read: (source) => new Vector3(source.real(), source.real(), source.real()),
  write(sink, { x, y, z }) {
    sink.f32(x);
    sink.f32(y);
    sink.f32(z);
  },
};
const VECTOR2I = shape(Vector2i, { x: INT32, y: INT32 });
const VECTOR4 = shape(Vector4, all(XYZW, REAL));
const AXES = shape(Basis, { x: VECTOR3, y: VECTOR3, z: VECTOR3 });
/** The axes are the columns; on the wire are the rows. */
const BASIS: Part<Basis> = {
  read: (source) => transposed(AXES.read(source)),
  write: (sink, value) => AXES.write(sink, transposed(value)),
};

export const SHAPES: CodecTable = {
  [TypeId.VECTOR2]: VECTOR2,
  [TypeId.VECTOR2I]: VECTOR2I,
  [TypeId.RECT2]: shape(Rect2, { position: VECTOR2, size: VECTOR2 }),
  [TypeId.RECT2I]: shape(Rect2i, { position: VECTOR2I, size: VECTOR2I }),
  [TypeId.VECTOR3]: VECTOR3,
  [TypeId.VECTOR3I]: shape(Vector3i, { x: INT32, y: INT32, z: INT32 }),
  [TypeId.TRANSFORM2D]: shape(Transform2D, { x: VECTOR2, y: VECTOR2, origin: VECTOR2 }),
  [TypeId.VECTOR4]: VECTOR4,
  [TypeId.VECTOR4I]: shape(Vector4i, all(XYZW, INT32)),
  [TypeId.PLANE]: shape(Plane, { normal: VECTOR3, d: REAL }),
  [TypeId.QUATERNION]: shape(Quaternion, all(XYZW, REAL)),
  [TypeId.AABB]: shape(AABB, { position: VECTOR3, size: VECTOR3 }),
  [TypeId.BASIS]: BASIS,
  [TypeId.TRANSFORM3D]: shape(Transform3D, { basis: BASIS, origin: VECTOR3 }),
  [TypeId.PROJECTION]: shape(Projection, { x: VECTOR4, y: VECTOR4, z: VECTOR4, w: VECTOR4 }),
  [TypeId.COLOR]: shape(Color, all(["r", "g", "b", "a"] as const, FLOAT32)),
};

function transposed({ x, y, z }: Basis): Basis {
  return new Basis(new Vector3(x.x, y.x, z.x), new Vector3(x.y, y.y, z.y), new Vector3(x.z, y.z, z.z));
}
