import { type ArgumentInfo, GodotError } from "./api.js";
import { Callable } from "./callable.js";
import { argumentsOf, isOfClass } from "./class-info.js";
import { invalidArgument } from "./describe-value.js";
import { reportError } from "./error-report.js";
import { TYPE_NAMES } from "./variant/type-names.js";
import { typeOf } from "./variant/type-of.js";

/**
 * Whether the values that a user passed are of the types the class reference declares. Reports the first that is not.
 *
 * @param method - A method, or the setter of a property.
 * @param infos - The declared arguments, if not those of the class reference. Values beyond them are not looked at, and
 *   one with a default may be missing.
 * @returns Whether all fit. If not, the method returns ERR_INVALID_PARAMETER, or the default value of its type.
 */
export function checkArguments(
  object: object,
  className: string,
  method: string,
  values: readonly unknown[],
  infos: readonly ArgumentInfo[] = declaredArguments(object, className, method),
): boolean {
  for (let index = 0; index < infos.length; index += 1) {
    const info = infos[index];
    if (info === undefined) break;
    const value = values[index];
    if (value === undefined && info.default !== undefined) continue;
    if (fits(info.type, value)) continue;
    const what = `${index + 1} "${info.name}" of ${className}.${method}()`;
    reportError(className, method, invalidArgument(what, info.type, value), GodotError.ERR_INVALID_PARAMETER);
    return false;
  }
  return true;
}

/** What was looked up once, by class and method: some of it is asked for with each packet. */
const declared = new Map<string, Map<string, readonly ArgumentInfo[]>>();

function declaredArguments(object: object, className: string, method: string): readonly ArgumentInfo[] {
  const ofClass = declared.get(className) ?? new Map<string, readonly ArgumentInfo[]>();
  const infos = ofClass.get(method) ?? argumentsOf(object, method);
  declared.set(className, ofClass.set(method, infos));
  return infos;
}

/** An int that was accepted, as a number: callers without types may give a bigint. */
export function intOf<Int extends number>(value: Int): Int {
  const given: unknown = value;
  return Number(given) as Int;
}

function fits(type: string, value: unknown): boolean {
  try {
    return matches(type, value);
  } catch {
    // A proxy may refuse to tell what it is.
    return false;
  }
}

function matches(type: string, value: unknown): boolean {
  switch (type) {
    case "Variant":
      return true;
    case "StringName":
    case "NodePath":
      return typeof value === "string";
    case "int":
      return typeof value === "bigint" ? BigInt.asIntN(64, value) === value : Number.isSafeInteger(value);
    case "float":
      return typeof value === "number";
    case "Callable":
      return typeof value === "function" || value instanceof Callable;
    default: {
      // `Array[int]`, `int[]`, `Dictionary[int, String]`: what is in it is not looked at.
      const container = type.endsWith("[]") ? "Array" : type.replace(/\[.*/, "");
      // Parameters of a class take null, as in Godot.
      if (value === null) return type === "Object" || !TYPE_NAMES.includes(container);
      const actual = TYPE_NAMES[typeOf(value)];
      return actual === container || (actual === "Object" && isOfClass(value as object, type));
    }
  }
}
