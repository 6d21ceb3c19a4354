import { classNameOf } from "./class-info.js";
import { ownerOf } from "./bound-methods.js";
import { instanceIdOf } from "./instance-id.js";
import { report } from "./error-report.js";
import { describeThrown } from "./describe-value.js";

export type Invocable = (...args: unknown[]) => unknown;

/** Why something cannot be called. */
export const NO_METHOD = "there is no such method.";

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

export const NO_TARGET: CallTarget = { receiver: null, method: "", direct: null, named: true };

/** The target behind a function: a bound method counts as the method of its object, all else as a lambda. */
export function targetOfFunction(direct: Invocable): CallTarget {
  const owner = ownerOf(direct);
  if (owner === undefined) return { receiver: null, method: direct.name, direct, named: false };
  return { receiver: owner.object, method: owner.method, direct, named: owner.reachable };
}

/** Godot's "base comparison", which decides whether two callables are the same connection. */
export function sameTarget(left: CallTarget, right: CallTarget): boolean {
  if (left.direct !== null && left.direct === right.direct) return true;
  return left.named && right.named && left.receiver === right.receiver && left.method === right.method;
}

/** A method of any value by its name, `null` if there is none. Own properties of Object.prototype are not methods. */
export function methodNamed(receiver: unknown, name: string): Invocable | null {
  if (receiver === null || receiver === undefined || name === "" || name === "constructor") return null;
  try {
    const found: unknown = Reflect.get(Object(receiver) as object, name, receiver);
    if (typeof found !== "function") return null;
    const inherited: unknown = Reflect.get(Object.prototype, name);
    return found === inherited ? null : (found as Invocable);
  } catch {
    // A getter that throws is no method.
    return null;
  }
}

/** The function that a call would reach now, `null` if there is none. */
export function functionOf(target: CallTarget): Invocable | null {
  return target.direct ?? methodNamed(target.receiver, target.method);
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
  return instanceIdOf(receiver) === 0 ? receiver.constructor.name : classNameOf(receiver);
}

/** Where a report about a call says it happened. */
export interface CallSite {
  readonly class_name: string;
  readonly method: string;
}

/** Reports an exception of a function that was called for the user. */
export function reportThrown(target: CallTarget, site: CallSite, cause: unknown): void {
  report({ kind: "script_error", message: `${describeTarget(target)} threw ${describeThrown(cause)}`, ...site, cause });
}

/** An async function fails later than it returns, and nobody else looks at the promise of a handler. */
export function watch(result: Promise<unknown>, target: CallTarget, site: CallSite): void {
  result.then(undefined, (cause: unknown) => reportThrown(target, site, cause));
}
