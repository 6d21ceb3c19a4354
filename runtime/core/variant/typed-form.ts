import { GodotError, type Variant } from "../api.js";
import { ANY, type ElementType } from "./element-type.js";
import { BUILTIN, CLASS, FIRST, NONE, SCRIPT, SECOND } from "./element-type-codec.js";
import type { Encoder } from "./encoder.js";
import { fitExact } from "./exact-forms.js";
import { MISFIT } from "./fit-element.js";
import { Float } from "./float.js";
import { STAND_IN } from "./handles.js";
import * as TypeId from "./type-ids.js";
import type { TypedContents } from "./typed-contents.js";

/** How the contents of a typed container are written. Containers without a type do without this code. */
export class TypedForm implements TypedContents {
  readonly #first: ElementType;
  readonly #second: ElementType;

  /**
   * @param first - Of an Array's items, or a Dictionary's keys.
   * @param second - Of a Dictionary's values.
   */
  constructor(first: ElementType, second: ElementType = ANY) {
    this.#first = first;
    this.#second = second;
  }

  begin(sink: Encoder): void {
    sink.mark((elementFlags(this.#first, sink) << FIRST) | (elementFlags(this.#second, sink) << SECOND));
    writeElementType(sink, this.#first);
    writeElementType(sink, this.#second);
  }

  item(sink: Encoder, value: Variant): Variant {
    const fitting = fitExact(value, this.#first);
    if (fitting === MISFIT) sink.refuse(value, ` that a container of ${this.#first.toString()} takes`);
    return fitting;
  }

  /** Values are not checked, as in the engine. Only JavaScript cannot tell 1.0 from 1. */
  value(value: Variant): Variant {
    return this.#second.type === TypeId.FLOAT && typeof value === "number" ? new Float(value) : value;
  }
}

/** The bits of a header that say how the type is written. Objects of any class have no name to write, also where they are ids. */
function elementFlags({ type, class_name, script }: ElementType, sink: Encoder): number {
  if (type === TypeId.NIL) return NONE;
  if (script !== "" && sink.objects) return SCRIPT;
  return script === "" && class_name === "" ? BUILTIN : CLASS;
}

function writeElementType(sink: Encoder, type: ElementType): void {
  const { class_name, script } = type;
  switch (elementFlags(type, sink)) {
    case BUILTIN:
      sink.u32(type.type);
      break;
    case CLASS:
      sink.text(sink.objects ? class_name : STAND_IN);
      break;
    case SCRIPT:
      if (!script.startsWith("res://")) {
        const why = `the script ${JSON.stringify(script)} of a typed container has no res:// path`;
        sink.fail(GodotError.ERR_UNAVAILABLE, why);
      }
      sink.text(script);
  }
}
