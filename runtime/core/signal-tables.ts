/**
 * Where the connections of objects are kept. Apart from what the connections are made of: that comes with the objects, and
 * whoever has only the class Signal at hand does not load it.
 */
import type { GodotObjectApi } from "./api.js";
import type { SignalTable } from "./signal-table.js";

const tables = new WeakMap<object, SignalTable>();
let make: ((object: GodotObjectApi) => SignalTable) | undefined;

/** Says how the connections of an object are made. Every object does, so there is no object without. */
export function provideTables(factory: (object: GodotObjectApi) => SignalTable): void {
  make = factory;
}

/** The connections of an object, made when first asked for. */
export function findTable(object: GodotObjectApi): SignalTable | null {
  const present = tables.get(object);
  if (present !== undefined) return present;
  const made = make?.(object);
  if (made === undefined) return null;
  tables.set(object, made);
  return made;
}
