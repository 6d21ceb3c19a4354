import { GodotError } from "../api.js";
import type { Decoder } from "./decoder.js";
import { ANY, ElementType } from "./element-type.js";
import type { Encoder } from "./encoder.js";
import * as TypeId from "./type-ids.js";
import { TYPE_NAMES } from "./type-names.js";

// How the type of a typed container is written.
const NONE = 0;
const BUILTIN = 1;
const CLASS = 2;
const SCRIPT = 3;

/** What every type of objects becomes where objects are only ids. */
const IDS = new ElementType(TypeId.OBJECT, "EncodedObjectAsID");

/** The bits of a header that say how the type is written. Objects of any class have no name to write, also where they are ids. */
export function elementFlags({ type, class_name, script }: ElementType, sink: Encoder): number {
  if (type === TypeId.NIL) return NONE;
  if (script !== "" && sink.objects) return SCRIPT;
  return script === "" && class_name === "" ? BUILTIN : CLASS;
}

export function writeElementType(sink: Encoder, type: ElementType): void {
  const { class_name, script } = type;
  switch (elementFlags(type, sink)) {
    case BUILTIN:
      sink.u32(type.type);
      break;
    case CLASS:
      sink.text(sink.objects ? class_name : IDS.class_name);
      break;
    case SCRIPT:
      if (!script.startsWith("res://")) {
        const why = `the script ${JSON.stringify(script)} of a typed container has no res:// path`;
        sink.fail(GodotError.ERR_UNAVAILABLE, why);
      }
      sink.text(script);
  }
}

/** @param kind - In the lowest two bits. */
export function readElementType(source: Decoder, kind: number): ElementType {
  switch (kind & 3) {
    case NONE:
      return ANY;
    case BUILTIN: {
      const type = source.u32();
      if (type >= TYPE_NAMES.length) source.invalid(`${type} is no type for a typed container`);
      return type === TypeId.OBJECT && !source.objects ? IDS : ElementType.builtin(type);
    }
    default: {
      const name = source.text();
      if (!source.objects) return IDS;
      if ((kind & 3) === CLASS) return new ElementType(TypeId.OBJECT, name);
      if (!name.startsWith("res://"))
        source.invalid(`${JSON.stringify(name)} is no path of a script; it starts with res://`);
      return new ElementType(TypeId.OBJECT, "RefCounted", name);
    }
  }
}
