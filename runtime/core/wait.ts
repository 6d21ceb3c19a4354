import { type AbortSignalLike, type AwaitedSignal, ConnectFlags, GodotError, type WaitOptions } from "./api.js";
import { Callable } from "./callable.js";
import { invalidOption } from "./describe-value.js";
import type { Signal } from "./signal.js";
import type { SignalTable } from "./signal-table.js";

/** A deadline passed before a signal was emitted. */
export class SignalTimeoutError extends Error {
  override readonly name = "TimeoutError";
}

/** The longest delay that setTimeout takes; a longer one would end at once. */
const LONGEST_DELAY = 2 ** 31 - 1;

/**
 * The values of a signal's next emission. Whatever ends the wait, nothing stays behind: no connection, timer or listener.
 *
 * @param table - The connections of the signal's object.
 */
export function waitFor<Args extends readonly unknown[]>(
  signal: Signal,
  table: SignalTable,
  options: WaitOptions,
): Promise<AwaitedSignal<Args>> {
  return new Promise((resolve, reject) => {
    const { timeout = Infinity, signal: abort } = options;
    const name = signal.get_name();
    const cannot = (why: string): string => `Cannot wait for signal "${name}": ${why}.`;
    const fault = faultIn(timeout, abort);
    if (fault !== null) {
      reject(new TypeError(cannot(fault)));
      return;
    }
    let timer: ReturnType<typeof setTimeout> | undefined = undefined;
    const callable = Callable.from((...args: unknown[]) => {
      finish();
      resolve(valuesOf<Args>(args));
    });

    function finish(): void {
      clearTimeout(timer);
      abort?.removeEventListener("abort", aborted);
      table.release(name, callable);
    }
    function aborted(): void {
      finish();
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the reason is what the user chose
      reject(abort?.reason ?? new Error(cannot("aborted")));
    }

    if (abort?.aborted === true) {
      aborted();
    } else if (table.connect(name, callable, ConnectFlags.CONNECT_ONE_SHOT, "Signal") !== GodotError.OK) {
      reject(new Error(cannot("there is none")));
    } else {
      abort?.addEventListener("abort", aborted);
      if (timeout === Infinity) return;
      timer = setTimeout(
        () => {
          finish();
          reject(new SignalTimeoutError(`Signal "${name}" was not emitted within ${timeout} ms.`));
        },
        Math.min(timeout, LONGEST_DELAY),
      );
    }
  });
}

/** What is wrong with the options, `null` if nothing is. Callers without types may pass anything. */
function faultIn(timeout: unknown, abort: AbortSignalLike | undefined): string | null {
  if (typeof timeout !== "number" || !(timeout >= 0)) {
    return invalidOption("timeout", "a number of milliseconds", timeout);
  }
  if (abort !== undefined && typeof abort.addEventListener !== "function") {
    return invalidOption("signal", "an AbortSignal", abort);
  }
  return null;
}

/** What GDScript's `await` gives: nothing is null, one value is itself, more are an array. */
function valuesOf<Args extends readonly unknown[]>(args: readonly unknown[]): AwaitedSignal<Args> {
  if (args.length === 0) return null as AwaitedSignal<Args>;
  return (args.length === 1 ? args[0] : args) as AwaitedSignal<Args>;
}
