import type { Variant } from "../../../generated/api/Variant.js";
import * as core from "../../../runtime/core/index.js";
import { below } from "./random.js";

const TEXTS = [
  "",
  "a",
  "health",
  "Grüße",
  "日本",
  "😀",
  "a longer text that is not kept anywhere, it is too long",
  "x\ny",
];

/** Any Variant that comes back as it was. */
export function randomVariant(random: () => number, depth = 0): Variant {
  const n = () => (random() - 0.5) * 2 ** below(random, 40);
  const i = () => Math.trunc(n());
  const text = () => TEXTS[below(random, TEXTS.length)] ?? "";
  const list = <Item>(make: () => Item): Item[] => Array.from({ length: below(random, 5) }, make);
  const v2 = () => new core.Vector2(n(), n());
  const v3 = () => new core.Vector3(n(), n(), n());
  const v4 = () => new core.Vector4(n(), n(), n(), n());
  const v2i = () => new core.Vector2i(i(), i());
  const basis = () => new core.Basis(v3(), v3(), v3());
  const color = () => new core.Color(n(), n(), n(), n());
  const leaves: (() => Variant)[] = [
    () => null,
    () => random() < 0.5,
    i,
    n,
    () => -0,
    () => Infinity,
    () => BigInt.asIntN(64, (1n << 62n) + BigInt(below(random, 1000))),
    text,
    () => new core.StringName(text()),
    () => new core.NodePath("/root/Main:position:x"),
    () => core.NodePath.of(list(text), list(text), random() < 0.5),
    v2,
    v2i,
    v3,
    () => new core.Vector3i(i(), i(), i()),
    v4,
    () => new core.Vector4i(i(), i(), i(), i()),
    () => new core.Rect2(v2(), v2()),
    () => new core.Rect2i(v2i(), v2i()),
    () => new core.AABB(v3(), v3()),
    () => new core.Plane(v3(), n()),
    () => new core.Quaternion(n(), n(), n(), n()),
    color,
    () => new core.Transform2D(v2(), v2(), v2()),
    basis,
    () => new core.Transform3D(basis(), v3()),
    () => new core.Projection(v4(), v4(), v4(), v4()),
    () => new core.RID(below(random, 2 ** 40)),
    () => new core.EncodedObjectAsID(1 + below(random, 2 ** 40)),
    () => new core.EncodedSignalAsID("hit", below(random, 2 ** 40)),
    () => Uint8Array.from(list(i)),
    () => Int32Array.from(list(i)),
    () => BigInt64Array.from(list(() => BigInt(i()))),
    () => Float32Array.from(list(n)),
    () => Float64Array.from(list(n)),
    () => new core.PackedStringArray(list(text)),
    () => new core.PackedVector2Array(list(v2)),
    () => new core.PackedVector3Array(list(v3)),
    () => new core.PackedVector4Array(list(v4)),
    () => new core.PackedColorArray(list(color)),
  ];
  if (depth < 4 && random() < 0.3) {
    const inner = () => randomVariant(random, depth + 1);
    return random() < 0.5 ? list(inner) : new Map(list((): [Variant, Variant] => [text(), inner()]));
  }
  return leaves[below(random, leaves.length)]?.() ?? null;
}
