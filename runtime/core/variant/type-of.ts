import { Callable } from "../callable.js";
import { instanceIdOf } from "../instance-id.js";
import { Signal } from "../signal.js";
import * as TypeId from "./type-ids.js";
import { VariantValue } from "./variant-value.js";

const LARGEST_INT = 2 ** 63;

/**
 * Whether a number is an int in Godot: every integral one that fits into 64 bits. `-0` is not: as an int it would lose
 * its sign. NaN and the infinities are no integers to begin with.
 */
export function isInt(value: number): boolean {
  return Number.isInteger(value) && !Object.is(value, -0) && value >= -LARGEST_INT && value < LARGEST_INT;
}

/** Whether a value is an object literal, or has no prototype; also of another realm. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The number of the type that a value has in Godot, -1 if it is no Variant. */
export function typeOf(value: unknown): number {
  switch (typeof value) {
    case "string":
      return TypeId.STRING;
    case "number":
      return isInt(value) ? TypeId.INT : TypeId.FLOAT;
    case "boolean":
      return TypeId.BOOL;
    case "bigint":
      return TypeId.INT;
    case "object":
      return value === null ? TypeId.NIL : typeOfObject(value);
    default:
      return -1;
  }
}

function typeOfObject(value: object): number {
  if (value instanceof VariantValue) return value.variant_type;
  if (Array.isArray(value)) return TypeId.ARRAY;
  if (value instanceof Map) return TypeId.DICTIONARY;
  if (ArrayBuffer.isView(value)) return typeOfView(value);
  if (isPlain(value)) return TypeId.DICTIONARY;
  if (instanceIdOf(value) !== 0) return TypeId.OBJECT;
  if (value instanceof Callable) return TypeId.CALLABLE;
  return value instanceof Signal ? TypeId.SIGNAL : -1;
}

/** The packed arrays that JavaScript has a type for, in the order of Godot's types, from PackedByteArray on. */
export const ARRAYS = [Uint8Array, Int32Array, BigInt64Array, Float32Array, Float64Array];

function typeOfView(value: ArrayBufferView): number {
  const index = ARRAYS.findIndex((Type) => value instanceof Type);
  return index < 0 ? index : TypeId.PACKED_BYTE_ARRAY + index;
}
