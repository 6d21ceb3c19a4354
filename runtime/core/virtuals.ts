import { ownerOf } from "./bound-methods.js";
import { report, reportError } from "./error-report.js";
import { chainOf, ownValue } from "./prototype-chain.js";

/** The virtual methods that were already reported in this process. */
const reported = new Set<string>();

function first(className: string, method: string): boolean {
  const key = `${className}.${method}`;
  if (reported.has(key)) return false;
  reported.add(key);
  return true;
}

/**
 * What a required virtual method does that no subclass overrides: reports it, once per process, and returns `fallback`.
 *
 * @param fallback - The zero value of the method's type.
 */
export function missingVirtual<T>(_object: object, className: string, method: string, fallback: T): T {
  if (first(className, method)) {
    const message = `Required virtual method ${className}.${method}() must be overridden before it is called.`;
    reportError(className, method, message);
  }
  return fallback;
}

/** The same for a virtual method that need not be overridden: a warning. */
export function missingOptionalVirtual<T>(_object: object, className: string, method: string, fallback: T): T {
  if (first(className, method)) {
    const message = `Virtual method ${className}.${method}() was called, but no subclass implements it.`;
    report({ kind: "warning", message, class_name: className, method });
  }
  return fallback;
}

/**
 * Whether an object has a method that `base` has too, but has it from a class below, or as a function of its own.
 *
 * @param base - A class that the object is an instance of.
 */
export function isOverridden(object: object, base: abstract new (...args: never[]) => object, method: string): boolean {
  const own = ownValue(object, method);
  // What an object keeps of its own may be no more than the bound function of its class's method.
  if (typeof own === "function" && ownerOf(own)?.named !== true) return true;
  for (const at of chainOf(Object.getPrototypeOf(object) as object | null)) {
    if (at === base.prototype) return false;
    if (Object.hasOwn(at, method)) return true;
  }
  return false;
}

/**
 * Gives a class the methods that `fallbacks`, a subclass of it, has for it.
 *
 * @returns The class itself, which nothing forces a subclass to complete any more.
 */
export function withFallbacks<Fallbacks extends abstract new () => object>(
  class_: abstract new () => object,
  fallbacks: Fallbacks,
): Fallbacks {
  const methods = Object.getOwnPropertyDescriptors<object>(fallbacks.prototype as object);
  for (const [name, method] of Object.entries<PropertyDescriptor>(methods)) {
    if (name !== "constructor") Object.defineProperty(class_.prototype, name, method);
  }
  return class_ as Fallbacks;
}
