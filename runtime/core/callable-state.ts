import { ownerOf } from "./bound-methods.js";
import { type CallTarget, describeTarget, functionOf, run, watch, whyNot } from "./call-target.js";
import { defer } from "./deferred.js";
import { type ErrorKind, report } from "./error-report.js";
import { instanceIdOf } from "./instance-id.js";
import type { Invocable } from "./method-named.js";

/** All there is to a callable. */
export interface CallableState extends CallTarget {
  /** How many of the last values of a call are dropped. */
  readonly unbound: number;
  /** What is passed behind the remaining ones. */
  readonly bound: readonly unknown[];
  /** One mark per bind and unbind with its number of arguments, innermost first: what equality compares. */
  readonly layers: string;
  /** How many arguments fewer than its function this takes, because of all layers. */
  readonly taken: number;
}

/** That of a method of an object by its name. */
export function methodState(receiver: unknown, method: string): CallableState {
  return plainState(receiver, method, null, true);
}

/** That of a function: a bound method counts as the method of its object, all else as a lambda. */
export function functionState(direct: Invocable): CallableState {
  const { receiver, method, named } = ownerOf(direct) ?? { receiver: null, method: direct.name, named: false };
  return plainState(receiver, method, direct, named);
}

/** Nothing is bound or unbound. */
function plainState(receiver: unknown, method: string, direct: Invocable | null, named: boolean): CallableState {
  return { receiver, method, direct, named, unbound: 0, bound: [], layers: "", taken: 0 };
}

/** Whether it is more than a method of an object by its name. */
export function isCustom({ receiver, named, layers }: CallableState): boolean {
  if (layers !== "" || !named) return true;
  return receiver !== null && instanceIdOf(receiver) === 0;
}

/** The values a function gets when its callable is called with these, `null` if unbind wants more than there are. */
export function arrange({ unbound, bound }: CallableState, args: readonly unknown[]): readonly unknown[] | null {
  if (unbound === 0 && bound.length === 0) return args;
  if (args.length < unbound) return null;
  return [...args.slice(0, args.length - unbound), ...bound];
}

/** A call that cannot be made, in a message. */
export function cannotCall(state: CallableState, why: string): string {
  return `Cannot call ${describeTarget(state)}: ${why}`;
}

/** Why {@link arrange} gave nothing. */
export function tooFew(state: CallableState, args: readonly unknown[]): string {
  return cannotCall(state, `it unbinds ${state.unbound} arguments, but was called with ${args.length}.`);
}

/**
 * Calls what a callable stands for; `null` if that fails.
 *
 * @param class_name - Whose method the user called for it, for reports.
 * @param kind - How a call that cannot be made is reported. Exceptions are always script errors.
 */
export function invoke(
  state: CallableState,
  args: readonly unknown[],
  class_name: string,
  method: string,
  kind: ErrorKind,
): unknown {
  const called = functionOf(state);
  const values = arrange(state, args);
  if (called !== null && values !== null) return run(called, state, values, class_name, method) ?? null;
  const message = called === null ? cannotCall(state, whyNot(state)) : tooFew(state, args);
  report({ kind, message, class_name, method });
  return null;
}

/** Makes a call after the code now running. Nobody else gets to see what it returns. */
export function callLater(state: CallableState, class_name: string, call: (method: "call_deferred") => unknown): void {
  const method = "call_deferred";
  defer(() => {
    watch(call(method), state, class_name, method);
  });
}
