import { GodotError, type GodotObjectApi, type Variant } from "../api.js";
import { ClassDB } from "../class-db.js";
import { classNameOf, hasScript, infosOf } from "../class-info.js";
import { GodotObject } from "../object.js";
import { RefCounted } from "../ref-counted.js";
import type { Decoder } from "./decoder.js";
import type { Encoder } from "./encoder.js";
import { EncodedObjectAsID } from "./handles.js";
import { typeOf } from "./type-of.js";
import { INT } from "./type-ids.js";

/** What stands in for an object of another process is an object too, and in the engine as whole as any other. */
const STAND_IN = "EncodedObjectAsID";
const STAND_IN_PROPERTIES = new Set(["object_id"]);

/** Every object of Godot's has this property. Scripts of Godot's do not exist here, so it is always null. */
const SCRIPT = "script";

function isKnown(className: string): boolean {
  return className === "RefCounted" || className === "Object" || ClassDB.class_exists(className);
}

function instantiate(className: string): GodotObject | null {
  if (className === "Object") return new GodotObject();
  return className === "RefCounted" ? new RefCounted() : ClassDB.instantiate(className);
}

/** The properties that the class reference says can be set, ancestors' included. */
function storedProperties(object: object): Set<string> {
  const names = new Set<string>();
  for (const { properties } of infosOf(object)) {
    for (const [name, { setter }] of Object.entries(properties)) if (setter !== "") names.add(name);
  }
  return names;
}

/** An object with its class and properties. The header is already read, and objects are allowed. */
export function readWholeObject(source: Decoder, depth: number): Variant {
  const className = source.text();
  if (className === "") return null;
  const isStandIn = className === STAND_IN;
  const object = isStandIn ? new EncodedObjectAsID() : isKnown(className) ? instantiate(className) : null;
  if (object === null) {
    const how = "ClassDB.register_class makes a class known";
    source.invalid(`no class ${JSON.stringify(className)} can be instantiated; ${how}`);
  }
  const known = isStandIn ? STAND_IN_PROPERTIES : storedProperties(object);
  const count = source.i32();
  for (let index = 0; index < count; index += 1) {
    source.what = "the name of a property";
    const name = source.text();
    const value = source.variant(depth + 1);
    if (name === SCRIPT && value !== null) {
      source.invalid("the object has a script, and scripts of Godot's cannot run here");
    }
    // As in the engine, a property that the class does not have is passed over, and an id that is no int.
    if (known.has(name) && (!isStandIn || typeOf(value) === INT)) Reflect.set(object, name, value);
  }
  return object;
}

/** An object with its class and properties. */
export function writeWholeObject(sink: Encoder, object: GodotObjectApi | EncodedObjectAsID, depth: number): void {
  const isStandIn = object instanceof EncodedObjectAsID;
  const className = isStandIn ? STAND_IN : classNameOf(object);
  if (!isStandIn && hasScript(object)) {
    const how = "Godot knows it only if it is registered with ClassDB.register_class";
    sink.fail(
      GodotError.ERR_UNAVAILABLE,
      `the class of a whole object, which inherits ${className}, is not known; ${how}`,
    );
  }
  if (!isStandIn && !isKnown(className)) {
    sink.fail(GodotError.ERR_INVALID_PARAMETER, `a whole ${className} cannot be made again from its properties`);
  }
  const names = isStandIn ? STAND_IN_PROPERTIES : storedProperties(object);
  sink.text(className);
  sink.u32(names.size + 1);
  for (const name of names) {
    sink.text(name);
    sink.variant(Reflect.get(object, name) as Variant, depth + 1);
  }
  sink.text(SCRIPT);
  sink.variant(null, depth + 1);
}
