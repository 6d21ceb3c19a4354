import { type ArgumentInfo, GodotError } from "./api.js";
import { Callable } from "./callable.js";
import { isOfClass } from "./class-info.js";
import { describeValue } from "./describe-value.js";
import { report } from "./error-report.js";
import { instanceIdOf } from "./instance-id.js";
import { SignalAddress } from "./signal-address.js";

const MIN_INT = -(2n ** 63n);
const MAX_INT = 2n ** 63n - 1n;

/** The packed arrays that JavaScript has a type of its own for. */
const PACKED: Readonly<Record<string, abstract new (...args: never[]) => object>> = {
  PackedByteArray: Uint8Array,
  PackedInt32Array: Int32Array,
  PackedInt64Array: BigInt64Array,
  PackedFloat32Array: Float32Array,
  PackedFloat64Array: Float64Array,
};

/**
 * Whether the values that a user passed are of the types the class reference declares. Reports the first that is not.
 *
 * @param infos - The declared arguments. Values beyond them are not looked at, and one with a default may be missing.
 * @returns Whether all fit. If not, the method returns ERR_INVALID_PARAMETER, or the default value of its type.
 */
export function checkArguments(
  _object: object,
  className: string,
  method: string,
  infos: readonly ArgumentInfo[],
  values: readonly unknown[],
): boolean {
  for (let index = 0; index < infos.length; index += 1) {
    const info = infos[index];
    if (info === undefined) break;
    const value = values[index];
    if (value === undefined && info.default !== undefined) continue;
    if (fits(info.type, value)) continue;
    report({
      kind: "error",
      message:
        `Invalid argument ${index + 1} "${info.name}" of ${className}.${method}(): ` +
        `expected ${info.type}, got ${describeValue(value)}.`,
      class_name: className,
      method,
      code: GodotError.ERR_INVALID_PARAMETER,
    });
    return false;
  }
  return true;
}

/** An int that was accepted, as a number: callers without types may give a bigint. */
export function intOf<Int extends number>(value: Int): Int {
  const given: unknown = value;
  return Number(given) as Int;
}

function fits(type: string, value: unknown): boolean {
  try {
    return matches(type, value);
  } catch {
    // A proxy may refuse to tell what it is.
    return false;
  }
}

function matches(type: string, value: unknown): boolean {
  switch (type) {
    case "String":
    case "StringName":
    case "NodePath":
      return typeof value === "string";
    case "int":
      return typeof value === "bigint" ? value >= MIN_INT && value <= MAX_INT : Number.isSafeInteger(value);
    case "float":
      return typeof value === "number";
    case "bool":
      return typeof value === "boolean";
    case "Variant":
      return true;
    case "Callable":
      return typeof value === "function" || value instanceof Callable;
    case "Signal":
      return value instanceof SignalAddress;
    case "Dictionary":
      return value instanceof Map || isPlainObject(value);
    case "Array":
      return Array.isArray(value);
    default:
      return matchesOther(type, value);
  }
}

function matchesOther(type: string, value: unknown): boolean {
  const packed = Object.hasOwn(PACKED, type) ? PACKED[type] : undefined;
  if (packed !== undefined) return value instanceof packed;
  if (type.endsWith("[]") || type.startsWith("Array[")) return Array.isArray(value);
  if (type.startsWith("Dictionary[")) return value instanceof Map || isPlainObject(value);
  // Parameters of a class take null, as in Godot.
  if (value === null) return true;
  return typeof value === "object" && instanceIdOf(value) !== 0 && isOfClass(value, type);
}

/** An object literal, also one of another realm: not an instance of any class. */
function isPlainObject(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
