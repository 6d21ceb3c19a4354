import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { BackendError } from "./backend.js";

/**
 * Wraps a callback that native code calls. An exception that left it would end the process, so it stops here; the
 * adapter's own listeners do not throw, which makes this the last line of defence.
 */
export function guarded<Args extends unknown[]>(callback: (...args: Args) => void): (...args: Args) => void {
  return (...args) => {
    try {
      callback(...args);
    } catch (error) {
      reportDropped(error);
    }
  };
}

/** Tells of an exception that a native callback must not let out. */
export function reportDropped(error: unknown): void {
  console.error("ERROR: A native WebRTC callback failed; the event is dropped.\n   at:", error);
}

/** Calls into native code and turns what it throws into a {@link BackendError} with the bare reason. */
export function attempt<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    throw backendError(error);
  }
}

/** What native code threw, as a {@link BackendError} with the bare reason. */
export function backendError(error: unknown): BackendError {
  const message = error instanceof Error ? error.message : String(error);
  return new BackendError(message.replace(/^libdatachannel error while [^:]*: /, ""));
}

const COLLECT_AFTER_MS = 50;
let collection: NodeJS.Timeout | undefined;

/**
 * A native channel that could not be cleaned up by its closing event keeps the process alive until it is collected,
 * and an idle process never collects. So ask for one collection, shared by all that wait for it.
 */
export function collectSoon(): void {
  collection ??= setTimeout(() => {
    collection = undefined;
    setFlagsFromString("--expose-gc");
    runInNewContext("gc()");
  }, COLLECT_AFTER_MS);
}
