import { GodotError } from "../../generated/api/@GlobalScope.js";
import { BackendError } from "../backend/backend.js";
import { describeThrown } from "../core/describe-value.js";
import { OptionError } from "./option-reader.js";

/** Why a call failed that threw this. Getters of a user's dictionary may throw anything, also what cannot be looked at. */
export function reasonOf(error: unknown): string {
  return is(BackendError, error) ? error.message : describeThrown(error);
}

export function codeOf(error: unknown): GodotError {
  return is(OptionError, error) ? error.code : GodotError.FAILED;
}

function is<T>(Kind: abstract new (...args: never[]) => T, error: unknown): error is T {
  try {
    return error instanceof Kind;
  } catch {
    // A proxy without a prototype to ask for.
    return false;
  }
}
