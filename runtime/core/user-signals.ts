import type { GodotObjectApi, Variant } from "./api.js";
import { checkArguments } from "./arguments.js";
import { invalidArgument } from "./describe-value.js";
import { reportError } from "./error-report.js";
import { tableOf } from "./signal-table.js";

function fail(method: string, message: string): void {
  reportError("Object", method, message);
}

/** Gives one object a signal that its class does not have. */
export function addUserSignal(object: GodotObjectApi, name: string, args: readonly Variant[]): void {
  const method = "add_user_signal";
  const table = tableOf(object);
  if (!checkArguments(object, "Object", method, [name, args])) return;
  if (name === "" || table.knows(name)) fail(method, invalidArgument('"signal"', "new name", name));
  else table.addUserSignal(name, [...args]);
}

/** Takes such a signal away again, and its connections with it. */
export function removeUserSignal(object: GodotObjectApi, name: string): void {
  const method = "remove_user_signal";
  const table = tableOf(object);
  if (table.userSignals.has(name)) {
    table.removeUserSignal(name);
  } else {
    fail(method, invalidArgument('"signal"', "signal that was added", name));
  }
}
