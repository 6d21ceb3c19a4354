import { GodotError, type GodotObjectApi, type Variant } from "../api.js";
import { Callable } from "../callable.js";
import { instanceIdOf } from "../instance-id.js";
import { Signal } from "../signal.js";
import type { CodecTable } from "./codec.js";
import type { Decoder } from "./decoder.js";
import type { Encoder } from "./encoder.js";
import { EncodedObjectAsID, EncodedSignalAsID, RID } from "./handles.js";
import { readWholeObject, writeWholeObject } from "./whole-objects.js";
import { TypeId, WIDE } from "./type-ids.js";

/** What refers to things of the process that holds them. */
export const OBJECTS: CodecTable = [
  [
    TypeId.RID,
    {
      read: (source) => new RID(source.i64("a RID")),
      write(sink, value: RID) {
        sink.u32(TypeId.RID);
        sink.i64(value.id);
      },
    },
  ],
  [TypeId.OBJECT, { read: readObject, write: writeObject }],
  [
    TypeId.CALLABLE,
    {
      // Godot sends no callables: what arrives is an empty one, the same throughout a value.
      read: (source) => (source.emptyCallable ??= new Callable()),
      write: (sink) => sink.u32(TypeId.CALLABLE),
    },
  ],
  [TypeId.SIGNAL, { read: readSignal, write: writeSignal }],
];

function readObject(source: Decoder, header: number, depth: number): Variant {
  if ((header & WIDE) !== 0) {
    const id = source.i64("the id of an object");
    return id === 0 ? null : new EncodedObjectAsID(id);
  }
  if (source.objects) return readWholeObject(source, depth);
  const how = "allow objects only if you trust where the bytes come from";
  source.fail(GodotError.ERR_UNAUTHORIZED, `there is an object, and objects are not allowed; ${how}`);
}

function writeObject(sink: Encoder, value: GodotObjectApi | EncodedObjectAsID, depth: number): void {
  if (value instanceof EncodedObjectAsID) writeId(sink, value.object_id);
  else if (sink.objects) writeWholeObject(sink, value, depth);
  else writeId(sink, instanceIdOf(value));
}

function writeId(sink: Encoder, id: number | bigint): void {
  sink.u32(TypeId.OBJECT | WIDE);
  sink.i64(id);
}

function readSignal(source: Decoder): Variant {
  const name = source.text("the name of a Signal");
  const id = source.i64("the object of a Signal");
  return name === "" && id === 0 ? new Signal() : new EncodedSignalAsID(name, id);
}

function writeSignal(sink: Encoder, value: Signal | EncodedSignalAsID): void {
  const isForeign = value instanceof EncodedSignalAsID;
  sink.u32(TypeId.SIGNAL);
  sink.text(isForeign ? value.name : value.get_name());
  sink.i64(isForeign ? value.object_id : value.get_object_id());
}
