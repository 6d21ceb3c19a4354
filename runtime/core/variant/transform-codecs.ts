import type { CodecTable } from "./codec.js";
import type { Decoder } from "./decoder.js";
import type { Encoder } from "./encoder.js";
import { Basis, Projection, Transform2D, Transform3D } from "./transforms.js";
import { TypeId } from "./type-ids.js";
import { Vector3 } from "./vectors.js";

export const TRANSFORMS: CodecTable = [
  [
    TypeId.TRANSFORM2D,
    {
      read(source, header) {
        source.needReals(6, header, "a Transform2D");
        return new Transform2D(source.vector2(header), source.vector2(header), source.vector2(header));
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
        source.needReals(9, header, "a Basis");
        return readBasis(source, header);
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
        source.needReals(12, header, "a Transform3D");
        return new Transform3D(readBasis(source, header), source.vector3(header));
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
        source.needReals(16, header, "a Projection");
        return new Projection(
          source.vector4(header),
          source.vector4(header),
          source.vector4(header),
          source.vector4(header),
        );
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
function readBasis(source: Decoder, header: number): Basis {
  const a = source.vector3(header);
  const b = source.vector3(header);
  const c = source.vector3(header);
  return new Basis(new Vector3(a.x, b.x, c.x), new Vector3(a.y, b.y, c.y), new Vector3(a.z, b.z, c.z));
}

function writeBasis(sink: Encoder, { x, y, z }: Basis): void {
  for (const row of ["x", "y", "z"] as const) {
    sink.f32(x[row]);
    sink.f32(y[row]);
    sink.f32(z[row]);
  }
}
