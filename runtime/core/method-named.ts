/** Anything that can be called. */
export type Invocable = (...args: unknown[]) => unknown;

/** A method of any value by its name, `null` if there is none. Own properties of Object.prototype are not methods. */
export function methodNamed(receiver: unknown, name: string): Invocable | null {
  try {
    const found = (receiver as Record<string, unknown>)[name];
    if (typeof found !== "function" || name === "constructor") return null;
    return found === Reflect.get(Object.prototype, name) ? null : (found as Invocable);
  } catch {
    // Null has no methods, and a getter that throws is none.
    return null;
  }
}
