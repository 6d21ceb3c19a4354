import { chainOf, ownValue } from "./prototype-chain.js";

const LONGEST_VALUE = 60;

const NAMES: Readonly<Record<string, string>> = { bigint: "int", boolean: "bool" };

/** The first characters of a text, on one line, with an ellipsis if some are missing. */
export function clip(text: string, length = LONGEST_VALUE): string {
  // A message may be about megabytes of text: cut before looking at it.
  const line = text.slice(0, 4 * length).replaceAll(/\s+/g, " ");
  return line.length > length || text.length > 4 * length ? `${line.slice(0, length)}…` : line;
}

/** A value in a few words for a message: its type in Godot's terms, and as much of it as fits. Never throws. */
export function describeValue(value: unknown): string {
  try {
    return describe(value);
  } catch {
    // A proxy may refuse to tell what it is.
    return "an object that cannot be described";
  }
}

function describe(value: unknown): string {
  switch (typeof value) {
    case "undefined":
      return "nothing";
    case "string":
      return `String ${JSON.stringify(clip(value))}`;
    case "number":
      return `${Number.isInteger(value) ? "int" : "float"} ${value}`;
    case "function":
      return "a function";
    case "object":
      return describeObject(value);
    case "bigint":
    case "boolean":
    case "symbol":
      return `${NAMES[typeof value] ?? typeof value} ${clip(String(value))}`;
  }
}

function describeObject(value: object | null): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `Array of ${value.length}`;
  if (value instanceof Uint8Array) return `PackedByteArray of ${value.length}`;
  for (const prototype of chainOf(Object.getPrototypeOf(value) as object | null)) {
    const constructor = ownValue(prototype, "constructor");
    if (typeof constructor === "function" && !["", "Object"].includes(constructor.name)) return constructor.name;
  }
  return "Dictionary";
}

/** The message about an argument that is of the wrong type, or out of range. */
export function invalidArgument(argument: string, expected: string, given: unknown): string {
  return `Invalid argument ${argument}: expected ${expected}, got ${describeValue(given)}.`;
}

/** The message about something that wants another state. */
export function wrongState(expected: string, actual: string): string {
  return `Expected ${expected}, this is ${actual}.`;
}

/** What an int has to be, for such a message. */
export function intRange(min: number, max: number): string {
  return `int from ${min} to ${max}`;
}

/** The same about an option, without the full stop. */
export function invalidOption(option: string, expected: string, given: unknown): string {
  return `option "${option}" must be ${expected}, got ${describeValue(given)}`;
}

/** What was thrown, in one line: `TypeError: x is not a function`. Never throws. */
export function describeThrown(thrown: unknown): string {
  try {
    if (thrown instanceof Error) return clip(`${thrown.name}: ${thrown.message}`, 300);
  } catch {
    // A proxy, or a getter that throws itself: what follows does not trust it either.
  }
  return describeValue(thrown);
}
