import type { CallableApi, GodotObjectApi, Variant } from "./api.js";
import { bindMethodsOf } from "./bound-methods.js";
import { callLater, type CallableState, functionState, invoke, isCustom, methodState } from "./callable-state.js";
import { describeTarget, functionOf, isNull, sameTarget } from "./call-target.js";
import { nativeMethod } from "./class-info.js";
import { describeValue, invalidArgument } from "./describe-value.js";
import { reportError } from "./error-report.js";
import { hashOf } from "./hash.js";
import { instanceIdOf } from "./instance-id.js";
import { type Invocable, methodNamed } from "./method-named.js";

/** Godot's Callable: a function, or a method of an object by its name, with bound and unbound arguments. */
export class Callable implements CallableApi {
  #state: CallableState;

  constructor(from?: CallableApi);
  constructor(object: GodotObjectApi | null, method: string);
  constructor(first: unknown = null, method?: unknown) {
    bindMethodsOf(new.target.prototype);
    if (first instanceof Callable) this.#state = first.#state;
    else this.#state = typeof method === "string" ? methodState(first, method) : methodState(null, "");
  }

  /**
   * Makes a callable of a function. That of a bound method of an object (`object.method`) is a standard callable.
   *
   * @param function_ - Any function; it is called with `this` undefined.
   */
  static from(function_: (...args: never[]) => unknown): Callable {
    return Callable.#of(functionState(function_ as Invocable));
  }

  static create(variant: unknown, method: string): Callable {
    if (instanceIdOf(variant) !== 0 || methodNamed(variant, method) !== null) {
      return Callable.#of(methodState(variant, method));
    }
    fault("create", `${describeValue(variant)} has no method ${describeValue(method)}.`);
    return new Callable();
  }

  /** What a value given as a callable means, `null` if it is neither a function nor a Callable. @internal */
  static accept(value: unknown): Callable | null {
    if (value instanceof Callable) return value;
    return typeof value === "function" ? Callable.from(value as Invocable) : null;
  }

  /** @internal */
  static stateOf(callable: Callable): CallableState {
    return callable.#state;
  }

  static #of(state: CallableState): Callable {
    const result = new Callable();
    result.#state = state;
    return result;
  }

  bind(...args: unknown[]): Callable {
    const { unbound, bound, layers, taken } = this.#state;
    // Values bound here count as values of the call for the layers inside, so unbind drops the last of them first.
    const kept = Math.max(0, args.length - unbound);
    return Callable.#of({
      ...this.#state,
      unbound: Math.max(0, unbound - args.length),
      bound: [...args.slice(0, kept), ...bound],
      layers: `${layers}+${args.length}`,
      taken: taken + args.length,
    });
  }

  bindv(arguments_: readonly Variant[]): Callable {
    if (!isArray("bindv", arguments_) || arguments_.length === 0) return this;
    return this.bind(...arguments_);
  }

  unbind(argcount: number): Callable {
    if (!Number.isSafeInteger(argcount) || argcount < 1) {
      fault("unbind", invalidArgument('"argcount"', "int of 1 or more", argcount));
      return this;
    }
    const { unbound, layers, taken } = this.#state;
    return Callable.#of({
      ...this.#state,
      unbound: unbound + argcount,
      layers: `${layers}-${argcount}`,
      taken: taken - argcount,
    });
  }

  call(...args: unknown[]): Variant {
    return invoke(this.#state, args, "Callable", "call", "script_error") as Variant;
  }

  callv(arguments_: readonly Variant[]): Variant {
    if (!isArray("callv", arguments_)) return null;
    return invoke(this.#state, arguments_, "Callable", "callv", "script_error") as Variant;
  }

  call_deferred(...args: unknown[]): void {
    const state = this.#state;
    callLater(state, "Callable", (method) => invoke(state, args, "Callable", method, "error"));
  }

  get_object(): GodotObjectApi | null {
    const { receiver } = this.#state;
    return instanceIdOf(receiver) === 0 ? null : (receiver as GodotObjectApi);
  }

  get_object_id(): number {
    return instanceIdOf(this.#state.receiver);
  }

  get_method(): string {
    const { method, direct } = this.#state;
    return method === "" && direct !== null ? "<anonymous lambda>" : method;
  }

  /**
   * How many arguments are left to pass. For class methods of the reference, optional ones are counted; for functions it
   * is what JavaScript tells, which stops at the first parameter with a default.
   */
  get_argument_count(): number {
    const called = functionOf(this.#state);
    if (called === null) return 0;
    const object = this.get_object();
    const declared = object === null ? undefined : nativeMethod(object, this.#state.method);
    return (declared?.arguments.length ?? called.length) - this.#state.taken;
  }

  get_bound_arguments(): Variant[] {
    return [...this.#state.bound] as Variant[];
  }

  get_bound_arguments_count(): number {
    return this.#state.bound.length;
  }

  get_unbound_arguments_count(): number {
    return this.#state.unbound;
  }

  is_null(): boolean {
    return isNull(this.#state);
  }

  is_custom(): boolean {
    return isCustom(this.#state);
  }

  is_standard(): boolean {
    return !this.is_custom();
  }

  is_valid(): boolean {
    return functionOf(this.#state) !== null;
  }

  hash(): number {
    return hashOf(this.#state);
  }

  "operator =="(right: CallableApi): boolean {
    if (!(right instanceof Callable)) return false;
    return this.#state.layers === right.#state.layers && sameTarget(this.#state, right.#state);
  }

  "operator !="(right: CallableApi): boolean {
    return !this["operator =="](right);
  }

  toString(): string {
    return describeTarget(this.#state);
  }
}

function fault(method: string, message: string): void {
  reportError("Callable", method, message);
}

function isArray(method: string, value: unknown): boolean {
  if (Array.isArray(value)) return true;
  fault(method, invalidArgument('"arguments"', "Array", value));
  return false;
}
