import { GodotError, type Variant } from "../api.js";
import { invalidArgument } from "../describe-value.js";
import { reportError } from "../error-report.js";
import { EXACT } from "./exact-forms.js";
import { VariantFailure } from "./failure.js";
import { reportDropped, reportVariantFailure } from "./report-failure.js";
import { decodeVariant, encodeVariant } from "./serialize.js";

/** As much as Godot's arrays of bytes hold. */
const LIMIT = 0x7fff_ffff;

const SCOPE = "@GlobalScope";

/** How bytes become a value. */
export interface BytesToVarOptions {
  /**
   * Whether what JavaScript has no types for is kept: floats are {@link Float}s, typed containers are `TypedArray`s and
   * `TypedDictionary`s. Encoding the value again then gives the same bytes as the engine would.
   */
  readonly exact?: boolean | undefined;
}

/**
 * Godot's `var_to_bytes()`: a value in Godot's binary form.
 *
 * Integral numbers are ints, except for `-0`, and so are bigints; all other numbers are floats, and what {@link float}
 * gives. Maps and plain objects are Dictionaries. Objects of Godot's classes are only their ids.
 *
 * @param value - Any Variant, with up to 1024 containers inside one another.
 * @returns The bytes; an empty array, and a report, if the value or something in it is no Variant.
 */
export function var_to_bytes(value: Variant): Uint8Array {
  return encode(value, false, "var_to_bytes");
}

/**
 * Godot's `var_to_bytes_with_objects()`: like {@link var_to_bytes}, but objects are written with their class and properties.
 *
 * @param value - As there. The classes of the objects are registered in ClassDB.
 * @returns As there.
 */
export function var_to_bytes_with_objects(value: Variant): Uint8Array {
  return encode(value, true, "var_to_bytes_with_objects");
}

/**
 * Godot's `bytes_to_var()`: the value of some bytes that `var_to_bytes` made, here or in Godot 4.
 *
 * Ints and floats are numbers; ints beyond 2^53 are bigints. Dictionaries are Maps. Objects are refused, and their ids are
 * `EncodedObjectAsID`s.
 *
 * @param bytes - What follows the value is not looked at.
 * @returns The value; `null`, and a report, if the bytes are no Variant.
 */
export function bytes_to_var(bytes: Uint8Array, options: BytesToVarOptions = {}): Variant {
  return decode(bytes, options, false, "bytes_to_var");
}

/**
 * Godot's `bytes_to_var_with_objects()`: like {@link bytes_to_var}, but objects are made, of classes registered in ClassDB.
 *
 * Only for bytes of a source that you trust: it chooses which of the classes are instantiated, and with which properties.
 *
 * @param bytes - As there.
 * @returns As there.
 */
export function bytes_to_var_with_objects(bytes: Uint8Array, options: BytesToVarOptions = {}): Variant {
  return decode(bytes, options, true, "bytes_to_var_with_objects");
}

function encode(value: Variant, objects: boolean, method: string): Uint8Array {
  const result = encodeVariant(value, { objects, limit: LIMIT });
  if (!(result instanceof VariantFailure)) return result;
  reportVariantFailure(result, SCOPE, method);
  return new Uint8Array();
}

function decode(bytes: Uint8Array, options: BytesToVarOptions, objects: boolean, method: string): Variant {
  // Callers without types may pass anything.
  const given: unknown = bytes;
  if (!(ArrayBuffer.isView(given) && given instanceof Uint8Array)) {
    const message = invalidArgument('1 "bytes"', "PackedByteArray (Uint8Array)", given);
    reportError(SCOPE, method, message, GodotError.ERR_INVALID_PARAMETER);
    return null;
  }
  const exact = (options as BytesToVarOptions | null)?.exact === true ? EXACT : undefined;
  const result = decodeVariant(bytes, { objects, exact });
  if (result instanceof VariantFailure) {
    reportVariantFailure(result, SCOPE, method);
    return null;
  }
  reportDropped(result.dropped, SCOPE, method);
  return result.value;
}
