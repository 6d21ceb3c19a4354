import { GodotError } from "./api.js";
import { type Constructor, classNames } from "./class-info.js";
import { describeValue, invalidArgument } from "./describe-value.js";
import { report, reportError } from "./error-report.js";
import { classNamed, type InstantiableClass, namesOf } from "./registered-classes.js";

/** The class that stands in for a façade: what the platform brings, until the user chooses. */
const defaults = new Map<Constructor, () => InstantiableClass>();

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
  const refuse = (why: string): void => {
    reportError(facadeName, "set_default_extension", why, GodotError.ERR_INVALID_PARAMETER);
  };
  if (typeof name !== "string") {
    refuse(invalidArgument('"extension_class"', "StringName", name));
    return;
  }
  const constructor = classNamed(name);
  if (constructor === undefined) {
    refuse(`No class is registered as ${describeValue(name)}; ClassDB.register_class() comes first.`);
  } else if (!namesOf(name).includes(extensionClassName)) {
    refuse(`Class "${name}" does not inherit ${extensionClassName}.`);
  } else {
    provideDefault(facade, () => constructor);
  }
}

/**
 * Says which class `new` on a façade makes. Who brings one says so before users can choose theirs: the last one counts.
 *
 * @param factory - Called at the first need only, so that no platform's code is loaded or run by an import.
 */
export function provideDefault(facade: Constructor, factory: () => InstantiableClass): void {
  defaults.set(facade, factory);
}

/**
 * What the constructor of a façade returns: an object of the chosen class, or else of the platform's one. Without either,
 * as in Godot, a warning says so once, and the object is a bare one, whose methods report that they are missing.
 */
export function instantiateDefault<Facade extends Constructor>(facade: Facade): InstanceType<Facade> {
  const constructor = defaults.get(facade)?.() ?? bareClass(facade);
  return new constructor() as InstanceType<Facade>;
}

function bareClass(facade: Constructor): InstantiableClass {
  const [name = facade.name] = classNames(facade);
  const message =
    `There is no implementation of ${name}: register one by ClassDB.register_class(YourClass, "YourClass"), and choose it ` +
    `by ${name}.set_default_extension("YourClass").`;
  report({ kind: "warning", message, class_name: name, method: "new" });
  // A class of its own, because `new` on the façade itself leads back to here. Kept, so that the warning comes once.
  const bare = class extends (facade as InstantiableClass) {};
  provideDefault(facade, () => bare);
  return bare;
}
