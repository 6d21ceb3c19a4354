import { classNameOf } from "./class-info.js";
import { describeThrown, describeValue } from "./describe-value.js";
import { report } from "./error-report.js";
import { instanceIdOf } from "./instance-id.js";
import { type Invocable, methodNamed } from "./method-named.js";

/** What a callable calls, apart from bound and unbound arguments. */
export interface CallTarget {
  /** Whose method it is; `null` for a function that belongs to no object. */
  readonly receiver: unknown;
  /** The name of the method or function, empty for a function without one. */
  readonly method: string;
  /** The function; `null` if it is looked up by name at each call. */
  readonly direct: Invocable | null;
  /** Whether receiver and name tell which function it is, so that two targets with the same ones are the same. */
  readonly named: boolean;
}

/** Godot's "base comparison", which decides whether two callables are the same connection. */
export function sameTarget(left: CallTarget, right: CallTarget): boolean {
  if (left.direct !== null && left.direct === right.direct) return true;
  return left.named && right.named && left.receiver === right.receiver && left.method === right.method;
}

/** The function that a call would reach now, `null` if there is none. */
export function functionOf(target: CallTarget): Invocable | null {
  return target.direct ?? methodNamed(target.receiver, target.method);
}

/** Why there is none. */
export function whyNot({ receiver }: CallTarget): string {
  return receiver === null ? "its object is null." : "there is no such method.";
}

/** Whether there is nothing to call, not even a name. */
export function isNull({ receiver, method, direct }: CallTarget): boolean {
  return receiver === null && method === "" && direct === null;
}

/** A target in a message: `WebRTCPeerConnection::poll`. */
export function describeTarget(target: CallTarget): string {
  const { receiver, method } = target;
  const name = method === "" ? "<anonymous lambda>" : method;
  if (receiver !== null) return `${ownerName(receiver)}::${name}`;
  return target.direct === null ? `null::${method === "" ? "null" : method}` : name;
}

function ownerName(receiver: unknown): string {
  if (typeof receiver !== "object" || receiver === null) return typeof receiver;
  return instanceIdOf(receiver) === 0 ? describeValue(receiver) : classNameOf(receiver);
}

/**
 * Calls a function for the user; `null` if it throws, which is reported.
 *
 * @param source - Where a report says it happened: a class's name, or an object, whose class is then looked up.
 * @param method - The method or signal of it.
 */
export function run(
  called: Invocable,
  target: CallTarget,
  args: readonly unknown[],
  source: object | string,
  method: string,
): unknown {
  try {
    return Reflect.apply(called, target.receiver ?? undefined, args);
  } catch (cause) {
    reportThrown(target, source, method, cause);
    return null;
  }
}

/** An async function fails later than it returns, and nobody else looks at the promise of a handler. */
export function watch(result: unknown, target: CallTarget, source: object | string, method: string): void {
  if (!(result instanceof Promise)) return;
  result.then(undefined, (cause: unknown) => reportThrown(target, source, method, cause));
}

/** Reports an exception of a function that was called for the user. See {@link run}. */
export function reportThrown(target: CallTarget, source: object | string, method: string, cause: unknown): void {
  const class_name = typeof source === "string" ? source : classNameOf(source);
  const message = `${describeTarget(target)} threw ${describeThrown(cause)}`;
  report({ kind: "script_error", message, class_name, method, cause });
}
