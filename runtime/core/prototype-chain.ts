/** A value and what it inherits from, nearest first. Of a class: the class and its parents. */
export function* chainOf(start: object | null): Generator<object> {
  for (let at = start; at !== null; at = Object.getPrototypeOf(at) as object | null) yield at;
}

/** The value of a property that an object has itself. Runs no getter. */
export function ownValue(object: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(object, name)?.value;
}
