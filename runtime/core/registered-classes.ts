import { GodotError } from "./api.js";
import { classNames, nameClass } from "./class-info.js";
import { reportError } from "./error-report.js";
import type { GodotObject } from "./object.js";

/** A class that `new` works on without arguments. */
export type InstantiableClass = new () => GodotObject;

const classes = new Map<string, InstantiableClass>();

/** The class that is registered by this name. */
export function classNamed(name: string): InstantiableClass | undefined {
  return classes.get(name);
}

/** The names of a registered class and its parents, nearest first. */
export function namesOf(name: string): string[] {
  const constructor = classes.get(name);
  return constructor === undefined ? [] : [...classNames(constructor)];
}

/** Registers a class, once. */
export function registerClass(class_: InstantiableClass, name: string): GodotError {
  const present = classes.get(name);
  if (present === undefined) {
    classes.set(name, class_);
    nameClass(class_, name);
  } else if (present !== class_) {
    const message = `Another class is already registered as "${name}".`;
    return reportError("ClassDB", "register_class", message, GodotError.ERR_ALREADY_EXISTS);
  }
  return GodotError.OK;
}
