import { GodotError, type GodotObjectApi } from "../api.js";
import { Callable } from "../callable.js";
import { instanceIdOf } from "../instance-id.js";
import { Signal } from "../signal.js";
import type { CodecTable } from "./codec.js";
import { WIDE } from "./format.js";
import { EncodedObjectAsID, EncodedSignalAsID, RID } from "./handles.js";
import * as TypeId from "./type-ids.js";
import { readWholeObject, writeWholeObject } from "./whole-objects.js";

/** What refers to things of the process that holds them. */
export const OBJECTS: CodecTable = {
  [TypeId.RID]: {
    read: (source) => new RID(source.i64()),
    write: (sink, { id }: RID) => sink.i64(id),
  },
  [TypeId.OBJECT]: {
    read(source, depth) {
      if (source.isWide) {
        const id = source.i64();
        return id === 0 ? null : new EncodedObjectAsID(id);
      }
      if (source.objects) return readWholeObject(source, depth);
      return source.fail(GodotError.ERR_UNAUTHORIZED, "there is an object, which is not allowed");
    },
    write(sink, value: GodotObjectApi | EncodedObjectAsID, depth) {
      if (sink.objects) {
        writeWholeObject(sink, value, depth);
        return;
      }
      sink.mark(WIDE);
      sink.i64(value instanceof EncodedObjectAsID ? value.object_id : instanceIdOf(value));
    },
  },
  [TypeId.CALLABLE]: {
    // Godot sends no callables: what arrives is an empty one, the same throughout a value.
    read: (source) => (source.emptyCallable ??= new Callable()),
    write() {},
  },
  [TypeId.SIGNAL]: {
    read(source) {
      const name = source.text();
      const id = source.i64();
      return name === "" && id === 0 ? new Signal() : new EncodedSignalAsID(name, id);
    },
    write(sink, value: Signal | EncodedSignalAsID) {
      const isForeign = value instanceof EncodedSignalAsID;
      sink.text(isForeign ? value.name : value.get_name());
      sink.i64(isForeign ? value.object_id : value.get_object_id());
    },
  },
};
