import { report, reportError } from "../error-report.js";
import type { VariantFailure } from "./failure.js";

/** Reports why a value could not be encoded or decoded. `heading` comes first: what of the call it is about. */
export function reportVariantFailure(failure: VariantFailure, class_name: string, method: string, heading = ""): void {
  const { message, code, cause } = failure;
  report({ kind: "error", message: heading + message, class_name, method, code, cause });
}

/** Reports, once for all, that items did not fit into typed containers. The value was decoded without them. */
export function reportDropped(count: number, class_name: string, method: string): void {
  if (count === 0) return;
  const message = `${count} items of typed Arrays or Dictionaries are left out: they are of other types.`;
  reportError(class_name, method, message);
}
