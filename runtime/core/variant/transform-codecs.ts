import type { CodecTable } from "./codec.js";
import type { Decoder } from "./decoder.js";
import type { Encoder } from "./encoder.js";
import { Basis, Projection, Transform2D, Transform3D } from "./transforms.js";
import { TypeId } from "./type-ids.js";
import { Vector2, Vector3, Vector4 } from "./vectors.js";

export const TRANSFORMS: CodecTable = [
  [
    TypeId.TRANSFORM2D,
    {
      read(source, header) {
        const at = source.takeReals(6, header, "a Transform2D");
        return new Transform2D(
          new Vector2(source.real(at, 0, header), source.real(at, 1, header)),
          new Vector2(source.real(at, 2, header), source.real(at, 3, header)),
          new Vector2(source.real(at, 4, header), source.real(at, 5, header)),
        );
      },
      write(sink, value: Transform2D) {
        sink.u32(TypeId.TRANSFORM2D);
        sink.vector2(value.x);
        sink.vector2(value.y);
        sink.vector2(value.origin);
      },
    },
  ],
  [
    TypeId.BASIS,
    {
      read(source, header) {
        return readBasis(source, source.takeReals(9, header, "a Basis"), header);
      },
      write(sink, value: Basis) {
        sink.u32(TypeId.BASIS);
        writeBasis(sink, value);
      },
    },
  ],
  [
    TypeId.TRANSFORM3D,
    {
      read(source, header) {
        const at = source.takeReals(12, header, "a Transform3D");
        return new Transform3D(
          readBasis(source, at, header),
          new Vector3(source.real(at, 9, header), source.real(at, 10, header), source.real(at, 11, header)),
        );
      },
      write(sink, value: Transform3D) {
        sink.u32(TypeId.TRANSFORM3D);
        writeBasis(sink, value.basis);
        sink.vector3(value.origin);
      },
    },
  ],
  [
    TypeId.PROJECTION,
    {
      read(source, header) {
        const at = source.takeReals(16, header, "a Projection");
        const column = (from: number) =>
          new Vector4(
            source.real(at, from, header),
            source.real(at, from + 1, header),
            source.real(at, from + 2, header),
            source.real(at, from + 3, header),
          );
        return new Projection(column(0), column(4), column(8), column(12));
      },
      write(sink, value: Projection) {
        sink.u32(TypeId.PROJECTION);
        sink.vector4(value.x);
        sink.vector4(value.y);
        sink.vector4(value.z);
        sink.vector4(value.w);
      },
    },
  ],
];

/** The axes are the columns; on the wire are the rows, one after the other. */
function readBasis(source: Decoder, at: number, header: number): Basis {
  const column = (index: number) =>
    new Vector3(source.real(at, index, header), source.real(at, index + 3, header), source.real(at, index + 6, header));
  return new Basis(column(0), column(1), column(2));
}

function writeBasis(sink: Encoder, { x, y, z }: Basis): void {
  for (const row of ["x", "y", "z"] as const) {
    sink.f32(x[row]);
    sink.f32(y[row]);
    sink.f32(z[row]);
  }
}
