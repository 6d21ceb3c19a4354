import { GodotError, type GodotObjectApi, type Variant } from "../api.js";
import { classNameOf, hasScript, infosOf } from "../class-info.js";
import { GodotObject } from "../object.js";
import { RefCounted } from "../ref-counted.js";
import { classNamed, type InstantiableClass } from "../registered-classes.js";
import type { Decoder } from "./decoder.js";
import type { Encoder } from "./encoder.js";
import { EncodedObjectAsID, STAND_IN } from "./handles.js";
import { typeOf } from "./type-of.js";
import { INT } from "./type-ids.js";

/** Every object of Godot's has this property. Scripts of Godot's do not exist here, so it is always null. */
const SCRIPT = "script";

function classOf(name: string): InstantiableClass | typeof EncodedObjectAsID | undefined {
  if (name === STAND_IN) return EncodedObjectAsID;
  if (name === "Object") return GodotObject;
  return name === "RefCounted" ? RefCounted : classNamed(name);
}

/** The properties that the class reference says can be set, ancestors' included. */
function storedProperties(object: object): Set<string> {
  if (object instanceof EncodedObjectAsID) return new Set(["object_id"]);
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
  const class_ = classOf(className);
  if (class_ === undefined) source.invalid(`no class is registered as ${JSON.stringify(className)}`);
  const object = new class_();
  const known = storedProperties(object);
  const count = source.i32();
  for (let index = 0; index < count; index += 1) {
    source.what = "the name of a property";
    const name = source.text();
    const value = source.variant(depth + 1);
    if (name === SCRIPT && value !== null) {
      source.invalid("the object has a script, which cannot run here");
    }
    // As in the engine, a property that the class does not have is passed over, and an id that is no int.
    const fits = className !== STAND_IN || typeOf(value) === INT;
    if (fits && known.has(name)) Reflect.set(object, name, value);
  }
  return object;
}

/** An object with its class and properties. */
export function writeWholeObject(sink: Encoder, object: GodotObjectApi | EncodedObjectAsID, depth: number): void {
  const className = object instanceof EncodedObjectAsID ? STAND_IN : classNameOf(object);
  if (className !== STAND_IN && hasScript(object)) {
    sink.fail(GodotError.ERR_UNAVAILABLE, `the class of an object, a ${className}, is not registered`);
  }
  if (classOf(className) === undefined) {
    sink.fail(GodotError.ERR_INVALID_PARAMETER, `a ${className} cannot be made of its properties`);
  }
  const names = storedProperties(object);
  sink.text(className);
  sink.u32(names.size + 1);
  for (const name of names) {
    sink.text(name);
    sink.variant(Reflect.get(object, name) as Variant, depth + 1);
  }
  sink.text(SCRIPT);
  sink.variant(null, depth + 1);
}
