/** Godot's constant values and default values, which the XML has as GDScript expressions. */

/** The TypeScript literal of a number; undefined if the text is none. */
export function numberLiteral(value: string): string | undefined {
  if (/^[+-]?inf$/i.test(value)) return value.startsWith("-") ? "-Infinity" : "Infinity";
  if (/^nan$/i.test(value)) return "NaN";
  return /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(value) ? withoutZeros(value) : undefined;
}

/** In front, they would make another number of it. */
function withoutZeros(value: string): string {
  return value.replace(/^(-?)0+(?=\d)/, "$1");
}

export function isInteger(value: string): boolean {
  return /^-?\d+$/.test(value);
}

/** `Vector2(0, 0)` → `Vector2`: the type of a value that is written as a constructor call. */
export function constructedType(value: string): string | undefined {
  return /^([A-Z]\w*)\(.*\)$/s.exec(value)?.[1];
}
