import type { Variant } from "../../generated/api/Variant.js";
import type * as Core from "../../runtime/core/index.js";

/**
 * Something of each type. A program sends more than one kind of packet: a codec that has only ever seen one would be
 * compiled for that one alone, and look faster than it is.
 */
export function everything(core: typeof Core): Variant {
  const vector = new core.Vector3(1, 2, 3);
  return [
    ...[null, true, -5, 2n ** 60n, 0.5, 0.1, "Grüße", "a text that is longer than most of them, and not kept anywhere"],
    ...[new core.StringName("hit"), new core.NodePath("/root/Main:position:x"), new core.Vector2(1, 2), vector],
    ...[
      new core.Vector2i(1, 2),
      new core.Vector3i(1, 2, 3),
      new core.Vector4(1, 2, 3, 4),
      new core.Vector4i(1, 2, 3, 4),
    ],
    ...[
      new core.Rect2(),
      new core.Rect2i(),
      new core.AABB(),
      new core.Plane(),
      new core.Quaternion(),
      new core.Color(),
    ],
    ...[new core.Transform2D(), new core.Basis(), new core.Transform3D(), new core.Projection()],
    ...[new core.RID(7), new core.EncodedObjectAsID(8), new core.EncodedSignalAsID("hit", 9), new core.Callable()],
    ...[new Map<Variant, Variant>([[1, vector]]), { nested: { list: [1, [2, [3]]] } }],
    ...[new core.TypedArray("int", [1, 2]), new core.TypedDictionary("String", "float", [["a", 1]])],
    ...[Uint8Array.of(1, 2), Int32Array.of(1), BigInt64Array.of(1n), Float32Array.of(1), Float64Array.of(1)],
    ...[new core.PackedStringArray(["a", "b"]), new core.PackedVector3Array([vector, vector])],
    ...[new core.PackedVector2Array(), new core.PackedVector4Array(), new core.PackedColorArray([new core.Color()])],
  ];
}
