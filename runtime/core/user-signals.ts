import type { GodotObjectApi, Variant } from "./api.js";
import { invalidArgument } from "./describe-value.js";
import { reportError } from "./error-report.js";
import { tableOf } from "./signal-table.js";

function fail(method: string, message: string): void {
  reportError("Object", method, message);
}

/** Gives one object a signal that its class does not have. */
export function addUserSignal(object: GodotObjectApi, name: unknown, args: unknown): void {
  const method = "add_user_signal";
  const table = tableOf(object);
  if (typeof name !== "string") {
    fail(method, invalidArgument('"signal"', "String", name));
  } else if (!Array.isArray(args)) {
    fail(method, invalidArgument('"arguments"', "Array", args));
  } else if (name === "") {
    fail(method, "The name of a signal cannot be empty.");
  } else if (table.knows(name)) {
    fail(method, `Cannot add signal "${name}": the object already has a signal of that name.`);
  } else {
    table.addUserSignal(name, [...(args as readonly Variant[])]);
  }
}

/** Takes such a signal away again, and its connections with it. */
export function removeUserSignal(object: GodotObjectApi, name: string): void {
  const method = "remove_user_signal";
  const table = tableOf(object);
  if (table.userSignals.has(name)) {
    table.removeUserSignal(name);
  } else if (table.knows(name)) {
    fail(method, `Signal "${name}" belongs to the class; only added signals can be removed.`);
  } else {
    fail(method, `The object has no signal "${name}".`);
  }
}
