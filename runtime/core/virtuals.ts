import { report } from "./error-report.js";

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
    report({ kind: "error", message, class_name: className, method });
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
