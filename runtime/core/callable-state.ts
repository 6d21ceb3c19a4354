import { type CallSite, type CallTarget, describeTarget, functionOf, NO_METHOD, reportThrown } from "./call-target.js";
import { type ErrorKind, report } from "./error-report.js";
import { instanceIdOf } from "./instance-id.js";

/** All there is to a callable. */
export interface CallableState {
  readonly target: CallTarget;
  /** How many of the last values of a call are dropped. */
  readonly unbound: number;
  /** What is passed behind the remaining ones. */
  readonly bound: readonly unknown[];
  /** One mark per bind and unbind with its number of arguments, innermost first: what equality compares. */
  readonly layers: string;
  /** How many arguments fewer than its function this takes, because of all layers. */
  readonly taken: number;
}

/** The rest of a state without bind or unbind. */
export const NO_LAYERS = { unbound: 0, bound: [], layers: "", taken: 0 } as const;

/** That of a method of an object by its name. */
export function methodState(receiver: unknown, method: string): CallableState {
  return { target: { receiver, method, direct: null, named: true }, ...NO_LAYERS };
}

/** Whether it is more than a method of an object by its name. */
export function isCustom({ target, layers }: CallableState): boolean {
  if (layers !== "" || !target.named) return true;
  return target.receiver !== null && instanceIdOf(target.receiver) === 0;
}

/** The values a function gets when its callable is called with these, `null` if unbind wants more than there are. */
export function arrange(state: CallableState, args: readonly unknown[]): readonly unknown[] | null {
  const { unbound, bound } = state;
  if (unbound === 0 && bound.length === 0) return args;
  if (args.length < unbound) return null;
  return [...args.slice(0, args.length - unbound), ...bound];
}

/** Why {@link arrange} gave nothing. */
export function tooFew(state: CallableState, args: readonly unknown[]): string {
  return `${describeTarget(state.target)} unbinds ${state.unbound} arguments, but was called with ${args.length}`;
}

/**
 * Calls what a callable stands for; `null` if that fails.
 *
 * @param kind - How a call that cannot be made is reported. Exceptions are always script errors.
 */
export function invoke(state: CallableState, args: readonly unknown[], site: CallSite, kind: ErrorKind): unknown {
  const called = functionOf(state.target);
  if (called === null) {
    const reason = state.target.receiver === null ? "its object is null." : NO_METHOD;
    report({ kind, message: `Cannot call ${describeTarget(state.target)}: ${reason}`, ...site });
    return null;
  }
  const values = arrange(state, args);
  if (values === null) {
    report({ kind, message: `${tooFew(state, args)}.`, ...site });
    return null;
  }
  try {
    return Reflect.apply(called, state.target.receiver ?? undefined, values) ?? null;
  } catch (cause) {
    reportThrown(state.target, site, cause);
    return null;
  }
}
