import type { Variant } from "../api.js";
import type { ExactForms } from "./decoder.js";
import { ElementType } from "./element-type.js";
import type { ContentType } from "./element-type-codec.js";
import { fitElement, type MISFIT } from "./fit-element.js";
import { Float } from "./float.js";
import * as TypeId from "./type-ids.js";
import { TypedArray, TypedDictionary } from "./typed-containers.js";

/** {@link fitElement}, with floats marked as such. */
export function fitExact(value: Variant, wanted: ContentType): Variant | typeof MISFIT {
  if (wanted.type === TypeId.NIL) return value;
  if (wanted.type === TypeId.INT && value instanceof Float) return fitElement(value.value, wanted);
  if (wanted.type !== TypeId.FLOAT) return fitElement(value, wanted);
  if (value instanceof Float) return value;
  const fitting = fitElement(value, wanted);
  return typeof fitting === "number" ? new Float(fitting) : fitting;
}

/** What JavaScript has no types for, for those who decode it exactly. */
export const EXACT: ExactForms = {
  float(value, source, position) {
    if (!Number.isNaN(value)) return new Float(value);
    const { view, isWide } = source;
    return new Float(value, isWide ? view.getBigUint64(position, true) : widened(view.getUint32(position, true)));
  },
  fit: fitExact,
  array: (type) => (isAny(type) ? [] : new TypedArray(elementType(type))),
  dictionary: (keyType, valueType) =>
    isAny(keyType) && isAny(valueType) ? new Map() : new TypedDictionary(elementType(keyType), elementType(valueType)),
};

function isAny({ type }: ContentType): boolean {
  return type === TypeId.NIL;
}

function elementType({ type, class_name, script }: ContentType): ElementType {
  return class_name === "" ? ElementType.builtin(type) : new ElementType(type, class_name, script);
}

/** The 64 bits of a 32-bit NaN: the same sign and payload, and quiet, as processors make it. */
function widened(bits: number): bigint {
  const sign = BigInt(bits >>> 31) << 63n;
  return sign | (0x7ffn << 52n) | (1n << 51n) | (BigInt(bits & 0x7f_ffff) << 29n);
}
