import { GodotError, type GodotObjectApi } from "./api.js";
import { describeValue, invalidArgument } from "./describe-value.js";
import { reportError } from "./error-report.js";
import { GodotObject } from "./object.js";
import { classNamed, type InstantiableClass, namesOf, registerClass } from "./registered-classes.js";

function fail(method: string, message: string): GodotError {
  return reportError("ClassDB", method, message, GodotError.ERR_INVALID_PARAMETER);
}

/** Users extend the public names, whose types are the documented interfaces; behind each stands a class of ours. */
function isGodotClass(value: unknown): value is InstantiableClass {
  return typeof value === "function" && value.prototype instanceof GodotObject;
}

/** Godot's ClassDB: classes by their names. Only what the extensions need. */
export const ClassDB = {
  /**
   * Registers a class, so that `set_default_extension` can choose it, and `get_class` of its objects names it.
   *
   * @param class_ - A subclass of a class of the reference, constructible without arguments.
   * @param name - What to call it; by default the name in its source, which minifiers change.
   * @returns `ERR_INVALID_PARAMETER` if it is no such class, `ERR_ALREADY_EXISTS` if another class has the name.
   */
  register_class(class_: new () => GodotObjectApi, name?: string): GodotError {
    if (!isGodotClass(class_)) {
      return fail("register_class", invalidArgument('"class"', "subclass of GodotObject", class_));
    }
    const wanted: unknown = name ?? class_.name;
    if (typeof wanted !== "string" || wanted === "") {
      return fail("register_class", invalidArgument('"name"', "String that is not empty", wanted));
    }
    return registerClass(class_, wanted);
  },

  class_exists(class_: string): boolean {
    return classNamed(class_) !== undefined;
  },

  /** The name of the parent of a registered class, empty for an unknown class. */
  get_parent_class(class_: string): string {
    const [, parent] = namesOf(class_);
    return parent ?? "";
  },

  /** Whether a registered class is, or inherits, a class of that name. */
  is_parent_class(class_: string, inherits: string): boolean {
    return namesOf(class_).includes(inherits);
  },

  /** A new object of a registered class, `null` for an unknown class. */
  instantiate(class_: string): GodotObject | null {
    const constructor = classNamed(class_);
    if (constructor !== undefined) return new constructor();
    fail("instantiate", `No class is registered as ${describeValue(class_)}.`);
    return null;
  },
} as const;
