import type { Decoder } from "./decoder.js";
import { STAND_IN } from "./handles.js";
import * as TypeId from "./type-ids.js";

/** What a typed container holds, like `ElementType`, a class that programs that do not decode exactly do without. */
export interface ContentType {
  readonly type: number;
  readonly class_name: string;
  readonly script: string;
}

// How the type of a typed container is written.
export const NONE = 0;
export const BUILTIN = 1;
export const CLASS = 2;
export const SCRIPT = 3;

/** Where that stands in the header: for an Array's items or a Dictionary's keys, and for a Dictionary's values. */
export const FIRST = 16;
export const SECOND = 18;

const ANY: ContentType = { type: TypeId.NIL, class_name: "", script: "" };

/** @param kind - In the lowest two bits. */
export function readElementType(source: Decoder, kind: number): ContentType {
  kind &= 3;
  // Nearly always, so nothing is made for it.
  if (kind === NONE) return ANY;
  const type = kind === BUILTIN ? source.u32() : TypeId.OBJECT;
  source.nameOf(type);
  let class_name = kind === BUILTIN ? "" : source.text();
  let script = "";
  if (type === TypeId.OBJECT && !source.objects) {
    // Whatever the class was, what arrives are ids.
    class_name = STAND_IN;
  } else if (kind === SCRIPT) {
    script = class_name;
    class_name = "RefCounted";
    if (!script.startsWith("res://")) source.invalid(`${JSON.stringify(script)} is no res:// path`);
  }
  return { type, class_name, script };
}
