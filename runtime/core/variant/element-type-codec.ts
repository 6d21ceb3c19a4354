import type { Decoder } from "./decoder.js";
import { ANY, ElementType } from "./element-type.js";
import * as TypeId from "./type-ids.js";
import { TYPE_NAMES } from "./type-names.js";

// How the type of a typed container is written.
export const NONE = 0;
export const BUILTIN = 1;
export const CLASS = 2;
export const SCRIPT = 3;

/** Where that stands in the header: for an Array's items or a Dictionary's keys, and for a Dictionary's values. */
export const FIRST = 16;
export const SECOND = 18;

/** What every type of objects becomes where objects are only ids. */
export const IDS = new ElementType(TypeId.OBJECT, "EncodedObjectAsID");

/** @param kind - In the lowest two bits. */
export function readElementType(source: Decoder, kind: number): ElementType {
  switch (kind & 3) {
    case NONE:
      return ANY;
    case BUILTIN: {
      const type = source.u32();
      if (type >= TYPE_NAMES.length) source.invalid(`${type} is no type, expected 0 to ${TYPE_NAMES.length - 1}`);
      return type === TypeId.OBJECT && !source.objects ? IDS : ElementType.builtin(type);
    }
    default: {
      const name = source.text();
      if (!source.objects) return IDS;
      if ((kind & 3) === CLASS) return new ElementType(TypeId.OBJECT, name);
      if (!name.startsWith("res://")) source.invalid(`${JSON.stringify(name)} is no res:// path`);
      return new ElementType(TypeId.OBJECT, "RefCounted", name);
    }
  }
}
