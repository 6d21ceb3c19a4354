import type { GodotObjectApi } from "./api.js";
import { checkArguments } from "./arguments.js";
import { invoke, methodState } from "./callable-state.js";
import { classNameOf, nativeMethod } from "./class-info.js";
import { invalidArgument } from "./describe-value.js";
import { report } from "./error-report.js";

type Via = "call" | "callv" | "call_deferred";

/** Calls an object's method by its name; `null` if that fails. Methods of the class reference get their arguments checked. */
export function callByName(object: GodotObjectApi, method: unknown, args: unknown, via: Via): unknown {
  // What Godot calls a fault: a script's own call stops the script, the others are faults of the engine's method.
  const kind = via === "call" ? "script_error" : "error";
  const fail = (message: string) => {
    report({ kind, message, class_name: "Object", method: via });
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
  return invoke(methodState(object, method), args, "Object", via, kind);
}
