import { GodotError } from "../api.js";
import type { Decoder } from "./decoder.js";
import { ANY, ElementType } from "./element-type.js";
import type { Encoder } from "./encoder.js";
import { VariantFailure } from "./failure.js";
import { TYPE_NAMES, TypeId } from "./type-ids.js";

/** How the type of a typed container is written. */
const Kind = { NONE: 0, BUILTIN: 1, CLASS: 2, SCRIPT: 3 } as const;

/** What every type of objects becomes where objects are only ids. */
const IDS = new ElementType(TypeId.OBJECT, "EncodedObjectAsID");

/** The bits of a header that say how the type is written. */
export function elementFlags(type: ElementType, sink: Encoder): number {
  if (type.type === TypeId.NIL) return Kind.NONE;
  if (type.type !== TypeId.OBJECT) return Kind.BUILTIN;
  if (!sink.objects) return Kind.CLASS;
  if (type.script !== "") return Kind.SCRIPT;
  return type.class_name === "" ? Kind.BUILTIN : Kind.CLASS;
}

export function writeElementType(sink: Encoder, type: ElementType): void {
  switch (elementFlags(type, sink)) {
    case Kind.BUILTIN:
      sink.u32(type.type);
      break;
    case Kind.CLASS:
      sink.text(sink.objects ? type.class_name : IDS.class_name);
      break;
    case Kind.SCRIPT:
      if (!type.script.startsWith("res://")) {
        const why = `the script ${JSON.stringify(type.script)} of a typed container has no res:// path`;
        throw new VariantFailure(GodotError.ERR_UNAVAILABLE, `Cannot encode the value: ${why}.`);
      }
      sink.text(type.script);
      break;
  }
}

export function readElementType(source: Decoder, kind: number): ElementType {
  switch (kind) {
    case Kind.BUILTIN: {
      const type = source.u32("the type of a typed container");
      if (type >= TYPE_NAMES.length) {
        source.fail(GodotError.ERR_INVALID_DATA, `${type} is no type for a typed container`);
      }
      return type === TypeId.OBJECT && !source.objects ? IDS : ElementType.builtin(type);
    }
    case Kind.CLASS: {
      const name = source.text("the class of a typed container");
      return source.objects ? new ElementType(TypeId.OBJECT, name) : IDS;
    }
    case Kind.SCRIPT: {
      const path = source.text("the script of a typed container");
      if (!source.objects) return IDS;
      if (!path.startsWith("res://")) {
        source.fail(
          GodotError.ERR_INVALID_DATA,
          `${JSON.stringify(path)} is no path of a script; it starts with res://`,
        );
      }
      return new ElementType(TypeId.OBJECT, "RefCounted", path);
    }
    default:
      return ANY;
  }
}
