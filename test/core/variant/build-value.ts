import type { Variant } from "../../../generated/api/Variant.js";
import * as core from "../../../runtime/core/index.js";
import { type Described, type DescribedType, nesting } from "./recorded.js";

type Parts = Record<string, unknown>;

/** The value that a description means, the floats in it marked as such. */
export function build({ t, v, ...types }: Described): Variant {
  switch (t) {
    case "Nil":
      return null;
    case "bool":
    case "String":
      return v as boolean | string;
    case "int":
      return int(v);
    case "float":
      return new core.Float(real(v), Number.isNaN(real(v)) ? BigInt(`0x${String(v)}`) : undefined);
    case "StringName":
      return new core.StringName(v as string);
    case "NodePath": {
      const { names, subnames, absolute } = v as { names: string[]; subnames: string[]; absolute: boolean };
      return core.NodePath.of(names, subnames, absolute);
    }
    case "RID":
      return new core.RID(int(v));
    case "Callable":
      return (v as { is_null: boolean }).is_null ? new core.Callable() : core.Callable.from(() => undefined);
    case "Signal":
      return buildSignal(v as Parts);
    case "Object":
      return buildObject(v as Parts | null);
    case "Array":
      return typeof v === "string" ? nested(v) : buildArray(v as Described[], types.typed);
    case "Dictionary":
      return typeof v === "string" ? nested(v) : buildMap(v as [Described, Described][], types);
    default:
      return t.startsWith("Packed") ? buildPacked(t, v) : buildMath(t, v);
  }
}

function int(given: unknown): number | bigint {
  return typeof given === "string" ? BigInt(given) : (given as number);
}

function real(given: unknown): number {
  return Buffer.from(String(given), "hex").readDoubleBE();
}

function reals(given: unknown): number[] {
  return (given as unknown[]).map(real);
}

function buildSignal(v: Parts): Variant {
  return v["is_null"] === true ? new core.Signal() : new core.Signal(new core.RefCounted(), String(v["name"]));
}

function buildObject(v: Parts | null): Variant {
  if (v === null) return null;
  if (v["object_id"] !== undefined) return new core.EncodedObjectAsID(int(v["object_id"]));
  return new core.RefCounted();
}

export function typeOf({ builtin, class: name, script }: DescribedType): core.ElementType {
  const type = core.ElementType.named(builtin === "Nil" ? "Variant" : builtin).type;
  return new core.ElementType(type, name, script ?? "");
}

function buildArray(items: Described[], typed: DescribedType | undefined): Variant {
  const values = items.map(build);
  return typed === undefined ? values : new core.TypedArray(typeOf(typed), values);
}

function buildMap(
  entries: [Described, Described][],
  { typed_key, typed_value }: Pick<Described, "typed_key" | "typed_value">,
): Variant {
  const values = entries.map(([key, value]): [Variant, Variant] => [build(key), build(value)]);
  if (typed_key === undefined || typed_value === undefined) return new Map(values);
  return new core.TypedDictionary(typeOf(typed_key), typeOf(typed_value), values);
}

function nested(text: string): Variant {
  const isArray = text.includes("array");
  if (text === "contains itself") {
    const array: Variant[] = [];
    array.push(array);
    return array;
  }
  let value: Variant = isArray ? [] : new Map<Variant, Variant>();
  for (let count = nesting(text); count > 1; count -= 1) value = isArray ? [value] : new Map([[null, value]]);
  return value;
}

function buildPacked(t: string, v: unknown): Variant {
  const items = v as unknown[];
  switch (t) {
    case "PackedByteArray":
      return new Uint8Array(Buffer.from(v as string, "hex"));
    case "PackedInt32Array":
      return Int32Array.from(items as number[]);
    case "PackedInt64Array":
      return BigInt64Array.from(items.map((item) => BigInt(int(item))));
    case "PackedFloat32Array":
      return Float32Array.from(items.map(real));
    case "PackedFloat64Array":
      return Float64Array.from(items.map(real));
    case "PackedStringArray":
      return new core.PackedStringArray(items as string[]);
    case "PackedVector2Array":
      return new core.PackedVector2Array(items.map((item) => new core.Vector2(...reals(item))));
    case "PackedVector3Array":
      return new core.PackedVector3Array(items.map((item) => new core.Vector3(...reals(item))));
    case "PackedVector4Array":
      return new core.PackedVector4Array(items.map((item) => new core.Vector4(...reals(item))));
    case "PackedColorArray":
      return new core.PackedColorArray(items.map((item) => new core.Color(...reals(item))));
    default:
      throw new Error(`No such packed array: ${t}.`);
  }
}

function buildMath(t: string, v: unknown): Variant {
  const parts = v as Parts;
  const two = (key: string) => new core.Vector2(...reals(parts[key]));
  const three = (key: string) => new core.Vector3(...reals(parts[key]));
  const four = (key: string) => new core.Vector4(...reals(parts[key]));
  const basis = (of: unknown) => {
    const { x, y, z } = of as Parts;
    return new core.Basis(new core.Vector3(...reals(x)), new core.Vector3(...reals(y)), new core.Vector3(...reals(z)));
  };
  const twoInts = (key: string) => new core.Vector2i(...(parts[key] as number[]));
  const makers: Record<string, () => Variant> = {
    Vector2: () => new core.Vector2(...reals(v)),
    Vector2i: () => new core.Vector2i(...(v as number[])),
    Vector3: () => new core.Vector3(...reals(v)),
    Vector3i: () => new core.Vector3i(...(v as number[])),
    Vector4: () => new core.Vector4(...reals(v)),
    Vector4i: () => new core.Vector4i(...(v as number[])),
    Quaternion: () => new core.Quaternion(...reals(v)),
    Color: () => new core.Color(...reals(v)),
    Rect2: () => new core.Rect2(two("position"), two("size")),
    Rect2i: () => new core.Rect2i(twoInts("position"), twoInts("size")),
    AABB: () => new core.AABB(three("position"), three("size")),
    Plane: () => new core.Plane(three("normal"), real(parts["d"])),
    Transform2D: () => new core.Transform2D(two("x"), two("y"), two("origin")),
    Basis: () => basis(v),
    Transform3D: () => new core.Transform3D(basis(parts["basis"]), three("origin")),
    Projection: () => new core.Projection(four("x"), four("y"), four("z"), four("w")),
  };
  const make = makers[t];
  if (make === undefined) throw new Error(`No such type: ${t}.`);
  return make();
}
