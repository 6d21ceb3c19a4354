import type { GodotObjectApi } from "./api.js";
import { checkArguments } from "./arguments.js";
import { watch } from "./call-target.js";
import { invoke, methodState } from "./callable-state.js";
import { classNameOf, nativeMethod } from "./class-info.js";
import { defer } from "./deferred.js";
import { invalidArgument } from "./describe-value.js";
import { type ErrorKind, report } from "./error-report.js";

type Via = "call" | "callv" | "call_deferred";

// What Godot calls each fault: a script's own call stops the script, the others are faults of the engine's method.
const KINDS: Readonly<Record<Via, ErrorKind>> = { call: "script_error", callv: "error", call_deferred: "error" };

/** Calls an object's method by its name; `null` if that fails. Methods of the class reference get their arguments checked. */
export function callByName(object: GodotObjectApi, method: unknown, args: unknown, via: Via): unknown {
  const fail = (message: string) => {
    report({ kind: KINDS[via], message, class_name: "Object", method: via });
    return null;
  };
  if (typeof method !== "string") return fail(invalidArgument('"method"', "String", method));
  if (!Array.isArray(args)) return fail(invalidArgument('"arg_array"', "Array", args));
  const className = classNameOf(object);
  const declared = nativeMethod(object, method);
  if (declared !== undefined) {
    const most = declared.arguments.length;
    const vararg = declared.qualifiers.includes("vararg");
    const least = declared.arguments.filter((argument) => argument.default === undefined).length;
    if (args.length < least || (args.length > most && !vararg)) {
      return fail(
        `Cannot call ${className}::${method}: it takes ${most} arguments, but was called with ${args.length}.`,
      );
    }
    if (!checkArguments(object, className, method, args, declared.arguments)) return null;
  }
  return invoke(methodState(object, method), args, { class_name: "Object", method: via }, KINDS[via]);
}

/** The same, after the code now running. The method is looked up then. */
export function callByNameDeferred(object: GodotObjectApi, method: string, args: readonly unknown[]): void {
  defer(() => {
    const result = callByName(object, method, args, "call_deferred");
    const site = { class_name: "Object", method: "call_deferred" };
    if (result instanceof Promise) watch(result, methodState(object, method).target, site);
  });
}
