const ids = new WeakMap<WeakKey, number>();
let last = 0;

/** Gives a new object its number. Counted up from 1, never given twice. */
export function assignInstanceId(object: object): void {
  last += 1;
  ids.set(object, last);
}

/** The number of an object, 0 for `null` and for whatever is not a GodotObject. */
export function instanceIdOf(value: unknown): number {
  // The map has nothing for what is no object.
  return ids.get(value as WeakKey) ?? 0;
}
