const LONGEST_VALUE = 60;

/** The first characters of a text, on one line, with an ellipsis if some are missing. */
export function clip(text: string, length = LONGEST_VALUE): string {
  // A message may be about megabytes of text: cut before looking at it.
  const line = text.slice(0, 4 * length).replaceAll(/\s+/g, " ");
  return line.length > length || text.length > 4 * length ? `${line.slice(0, length)}…` : line;
}

/** The name a constructor gave an object, found without running any code of that object. */
function constructorName(value: object): string {
  for (let at: unknown = value; typeof at === "object" && at !== null; at = Object.getPrototypeOf(at)) {
    const constructor: unknown = Object.getOwnPropertyDescriptor(at, "constructor")?.value;
    if (typeof constructor === "function" && constructor.name !== "") return constructor.name;
  }
  return "Object";
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
    case "bigint":
      return `int ${clip(String(value))}`;
    case "boolean":
      return `bool ${value}`;
    case "function":
      return "a function";
    case "object":
      return describeObject(value);
    default:
      return `${typeof value} ${clip(String(value))}`;
  }
}

function describeObject(value: object | null): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `Array of ${value.length}`;
  const name = constructorName(value);
  if (value instanceof Uint8Array) return `PackedByteArray of ${value.length}`;
  return name === "Object" ? "Dictionary" : name;
}

/** The message about an argument that is of the wrong type, or out of range. */
export function invalidArgument(argument: string, expected: string, given: unknown): string {
  return `Invalid argument ${argument}: expected ${expected}, got ${describeValue(given)}.`;
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
    return "an error that cannot be described";
  }
  return describeValue(thrown);
}
