import type { Variant } from "../api.js";
import { isOfClass } from "../class-info.js";
import { instanceIdOf } from "../instance-id.js";
import type { ContentType } from "./element-type-codec.js";
import { EncodedObjectAsID, STAND_IN } from "./handles.js";
import { StringName } from "./names.js";
import { typeOf } from "./type-of.js";
import * as TypeId from "./type-ids.js";

/** What {@link fitElement} gives for a value that a typed container does not take. */
export const MISFIT = Symbol("misfit");

/**
 * A value as a typed container holds it. As in the engine, ints and floats become each other, and so do Strings and
 * StringNames; `null` is an object; everything else must be of the type. The engine converts more than that (bools to
 * ints, a Vector2i to a Vector2, an int to a Color …), which no bytes that an engine has written need.
 */
export function fitElement(value: Variant, wanted: ContentType): Variant | typeof MISFIT {
  switch (wanted.type) {
    case TypeId.NIL:
      return value;
    case TypeId.INT:
      return asInt(value);
    case TypeId.FLOAT:
      return typeof value === "number" || typeof value === "bigint" ? Number(value) : MISFIT;
    case TypeId.STRING:
      if (value instanceof StringName) return value.text;
      return typeof value === "string" ? value : MISFIT;
    case TypeId.STRING_NAME:
      if (typeof value === "string") return new StringName(value);
      return value instanceof StringName ? value : MISFIT;
    case TypeId.OBJECT:
      return isObject(value, wanted) ? value : MISFIT;
    default:
      return typeOf(value) === wanted.type ? value : MISFIT;
  }
}

function asInt(value: Variant): Variant | typeof MISFIT {
  if (typeof value === "bigint") return value;
  if (typeof value !== "number" || !(Math.abs(value) < 2 ** 63)) return MISFIT;
  // Plus 0, because the integer -0 is 0.
  const int = Math.trunc(value) + 0;
  return Number.isSafeInteger(int) ? int : BigInt(int);
}

function isObject(value: Variant, { class_name, script }: ContentType): boolean {
  if (value === null) return true;
  // Nothing here has a script of Godot's.
  if (script !== "") return false;
  if (value instanceof EncodedObjectAsID) return ["", STAND_IN, "RefCounted", "Object"].includes(class_name);
  // Without objects, ids are what is sent in their place.
  if (instanceIdOf(value) === 0) return false;
  return class_name === "" || class_name === STAND_IN || isOfClass(value as object, class_name);
}
