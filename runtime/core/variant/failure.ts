import { GodotError } from "../api.js";

/** Why a Variant cannot be encoded or decoded. Thrown inside of this folder only; its doors turn it into a report. */
export class VariantFailure extends Error {
  declare readonly code: GodotError;

  constructor(code: GodotError, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What was thrown while a Variant was encoded or decoded, as a code and a sentence. */
export function asFailure(thrown: unknown): VariantFailure {
  if (thrown instanceof VariantFailure) return thrown;
  // The stack, or the memory, did not suffice: the caller stands deep in calls of its own, or the value is too large.
  if (thrown instanceof RangeError) {
    return new VariantFailure(GodotError.ERR_OUT_OF_MEMORY, `Out of memory or stack: ${thrown.message}.`);
  }
  return new VariantFailure(GodotError.ERR_INVALID_PARAMETER, "Reading the value threw an exception.", {
    cause: thrown,
  });
}
