import { nativeSignal } from "./class-info.js";
import { Signal } from "./signal.js";

/** Who declared a signal: the class reference, or a member of a user's class. */
export type DeclaredSignal = "native" | "script";

/**
 * Whether an object has a signal by its class.
 *
 * A user's class declares one by a member of the same name that is that Signal of the object:
 * `readonly hit = new Signal<[damage: number]>(this, "hit")`. GDScript has the keyword `signal` for it.
 */
export function declaredSignal(object: object, name: unknown): DeclaredSignal | null {
  // Callers without types may ask for anything.
  if (typeof name !== "string") return null;
  if (nativeSignal(object, name) !== undefined) return "native";
  if (!(name in object)) return null;
  try {
    return Signal.is(Reflect.get(object, name), object, name) ? "script" : null;
  } catch {
    // A getter that throws declares nothing.
    return null;
  }
}

/** The signals that fields of a user's class declare. */
export function scriptSignals(object: object): string[] {
  return Object.keys(object).filter((name) => declaredSignal(object, name) === "script");
}
