import type { Variant } from "../../../generated/api/Variant.js";
import * as core from "../../../runtime/core/index.js";
import { TYPE_NAMES } from "../../../runtime/core/variant/type-names.js";
import { typeOf } from "../../../runtime/core/variant/type-of.js";
import type { Described, DescribedType } from "./recorded.js";

/** A value that was decoded exactly, as the recordings describe it. */
export function describeVariant(value: Variant): Described {
  const t = TYPE_NAMES[typeOf(value)] ?? "nothing";
  if (value instanceof core.TypedArray) {
    return { t, v: value.map(describeVariant), typed: describedType(value.element_type) };
  }
  if (Array.isArray(value)) return { t, v: value.map((item: Variant) => describeVariant(item)) };
  if (value instanceof Map) {
    const v = [...value].map(([key, item]) => [describeVariant(key), describeVariant(item)]);
    if (!(value instanceof core.TypedDictionary)) return { t, v };
    return { t, v, typed_key: describedType(value.key_type), typed_value: describedType(value.value_type) };
  }
  return { t, v: content(t, value) };
}

function describedType({ type, class_name, script }: core.ElementType): DescribedType {
  return { builtin: TYPE_NAMES[type] ?? "", class: class_name, script: script === "" ? null : script };
}

function int(value: number | bigint): number | string {
  return typeof value === "bigint" ? String(value) : value;
}

function real(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString("hex");
}

function content(t: string, value: Variant): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" || typeof value === "bigint") return t === "int" ? int(value) : real(Number(value));
  if (value instanceof core.Float) {
    return value.bits === undefined ? real(value.value) : value.bits.toString(16).padStart(16, "0");
  }
  if (value instanceof core.StringName) return value.text;
  if (value instanceof core.NodePath) {
    return { absolute: value.absolute, names: value.names, subnames: value.subnames };
  }
  if (value instanceof core.RID) return int(value.id);
  if (value instanceof core.Callable) return { is_null: value.is_null() };
  if (value instanceof core.Signal) return { is_null: value.is_null(), name: value.get_name() };
  if (value instanceof core.EncodedSignalAsID) return { is_null: false, name: value.name };
  // An int64 is described as a text where it is an id.
  if (value instanceof core.EncodedObjectAsID)
    return { class: "EncodedObjectAsID", object_id: String(value.object_id) };
  if (value instanceof core.GodotObject) return { class: value.get_class() };
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (value instanceof Int32Array) return [...value];
  if (value instanceof BigInt64Array) return [...value].map((item) => int(shortest(item)));
  if (value instanceof Float32Array || value instanceof Float64Array) return [...value].map(real);
  if (value instanceof core.PackedStringArray) return value.to_array();
  if (t.startsWith("Packed")) return [...(value as Iterable<Variant>)].map((item) => components(item));
  return components(value);
}

function shortest(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** Lists of numbers for vectors; the parts by their names for what is made of them. */
function components(value: unknown): unknown {
  const entries = Object.entries(value as object);
  const isWhole = /i$/.test((value as object).constructor.name);
  const parts = entries.map(([key, part]: [string, unknown]): [string, unknown] => {
    if (typeof part !== "number") return [key, components(part)];
    return [key, isWhole ? part : real(part)];
  });
  const isList = entries.every(([, part]) => typeof part === "number");
  return isList ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}
