import { GodotError, type GodotObjectApi } from "./api.js";
import { type Constructor, classNames, nameClass } from "./class-info.js";
import { describeValue, invalidArgument } from "./describe-value.js";
import { report, reportError } from "./error-report.js";
import { GodotObject } from "./object.js";

/** A class that `new` works on without arguments. */
export type InstantiableClass = new () => GodotObject;

const classes = new Map<string, InstantiableClass>();

/** The class that stands in for a façade: what the user chose, and what the platform brings. */
const chosen = new Map<Constructor, InstantiableClass>();
const provided = new Map<Constructor, () => InstantiableClass>();

function fail(class_name: string, method: string, message: string): GodotError {
  return reportError(class_name, method, message, GodotError.ERR_INVALID_PARAMETER);
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
      return fail("ClassDB", "register_class", invalidArgument('"class"', "subclass of GodotObject", class_));
    }
    const wanted: unknown = name ?? class_.name;
    if (typeof wanted !== "string" || wanted === "") {
      return fail("ClassDB", "register_class", invalidArgument('"name"', "String that is not empty", wanted));
    }
    const present = classes.get(wanted);
    if (present === class_) return GodotError.OK;
    if (present !== undefined) {
      fail("ClassDB", "register_class", `Another class is already registered as "${wanted}".`);
      return GodotError.ERR_ALREADY_EXISTS;
    }
    classes.set(wanted, class_);
    nameClass(class_, wanted);
    return GodotError.OK;
  },

  class_exists(class_: string): boolean {
    return classes.has(class_);
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
    const constructor = classes.get(class_);
    if (constructor !== undefined) return new constructor();
    fail("ClassDB", "instantiate", `No class is registered as ${describeValue(class_)}.`);
    return null;
  },
} as const;

/** The names of a registered class and its parents. */
function namesOf(name: string): string[] {
  const constructor = classes.get(name);
  return constructor === undefined ? [] : [...classNames(constructor)];
}

/**
 * Chooses the class that `new` on a façade makes; the last choice counts. Reports what cannot be chosen and then changes
 * nothing.
 *
 * @param facade - E.g. WebRTCPeerConnection.
 * @param extensionClassName - The class that the chosen one must be or inherit, e.g. `"WebRTCPeerConnectionExtension"`.
 * @param name - The name by which the chosen class is registered in ClassDB.
 */
export function setDefaultExtension(facade: Constructor, extensionClassName: string, name: unknown): void {
  const [facadeName = facade.name] = classNames(facade);
  const refuse = (why: string) => void fail(facadeName, "set_default_extension", `${why} The default is unchanged.`);
  if (typeof name !== "string") {
    refuse(invalidArgument('"extension_class"', "StringName", name));
    return;
  }
  const constructor = classes.get(name);
  if (constructor === undefined) {
    refuse(`No class is registered as ${describeValue(name)}; register it with ClassDB.register_class first.`);
  } else if (!ClassDB.is_parent_class(name, extensionClassName)) {
    refuse(`Class "${name}" does not inherit ${extensionClassName}.`);
  } else {
    chosen.set(facade, constructor);
  }
}

/**
 * Says which class `new` on a façade makes as long as the user has not chosen one.
 *
 * @param factory - Called at the first need only, so that no platform's code is loaded or run by an import.
 */
export function provideDefault(facade: Constructor, factory: () => InstantiableClass): void {
  provided.set(facade, factory);
}

/**
 * What the constructor of a façade returns: an object of the chosen class, or else of the platform's one. Without either,
 * as in Godot, a warning says so once, and the object is a bare one, whose methods report that they are missing.
 */
export function instantiateDefault<Facade extends Constructor>(facade: Facade): InstanceType<Facade> {
  const constructor = chosen.get(facade) ?? provided.get(facade)?.() ?? bareClass(facade);
  return new constructor() as InstanceType<Facade>;
}

function bareClass(facade: Constructor): InstantiableClass {
  const [name = facade.name] = classNames(facade);
  const message =
    `There is no implementation of ${name}. Register one with ClassDB.register_class(YourClass, "YourClass"), and choose ` +
    `it with ${name}.set_default_extension("YourClass").`;
  report({ kind: "warning", message, class_name: name, method: "new" });
  // A class of its own, because `new` on the façade itself leads back to here. Kept, so that the warning comes once.
  const bare = class extends (facade as InstantiableClass) {};
  provideDefault(facade, () => bare);
  return bare;
}
