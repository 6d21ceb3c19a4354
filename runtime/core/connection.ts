import { GodotError, ConnectFlags } from "./api.js";
import { functionOf, reportThrown, run, watch } from "./call-target.js";
import { arrange, type CallableState, tooFew } from "./callable-state.js";
import { Callable } from "./callable.js";
import { classNameOf } from "./class-info.js";
import { defer } from "./deferred.js";
import { reportError } from "./error-report.js";
import type { Invocable } from "./method-named.js";

const BY_RULES = ConnectFlags.CONNECT_DEFERRED | ConnectFlags.CONNECT_APPEND_SOURCE_OBJECT;

/** One callable connected to one signal. */
export class Connection {
  declare readonly callable: Callable;
  declare readonly flags: number;
  /** How often it was connected with CONNECT_REFERENCE_COUNTED; Godot starts at 0 without that flag. */
  declare count: number;
  declare readonly state: CallableState;
  /** The function to call as it is, if neither flags nor layers nor a look-up by name come in between. */
  readonly #direct: Invocable | null;

  constructor(callable: Callable, flags: number) {
    this.callable = callable;
    this.flags = flags;
    this.count = (flags & ConnectFlags.CONNECT_REFERENCE_COUNTED) === 0 ? 0 : 1;
    this.state = Callable.stateOf(callable);
    this.#direct = this.state.layers === "" && (flags & BY_RULES) === 0 ? this.state.direct : null;
  }

  /**
   * Hands the values of an emission over, now or later. Exceptions are reported, never thrown.
   *
   * @returns Whether a call could be made; exceptions in it do not count.
   */
  deliver(source: object, signal: string, args: readonly unknown[]): boolean {
    const direct = this.#direct;
    if (direct === null) return this.#deliverByRules(source, signal, args);
    // What run() does, but here: most calls of an emission are made at this place.
    try {
      const result = direct(...args);
      if (result instanceof Promise) watch(result, this.state, source, signal);
    } catch (cause) {
      reportThrown(this.state, source, signal, cause);
    }
    return true;
  }

  #deliverByRules(source: object, signal: string, args: readonly unknown[]): boolean {
    const values = (this.flags & ConnectFlags.CONNECT_APPEND_SOURCE_OBJECT) === 0 ? args : this.#append(source, args);
    if ((this.flags & ConnectFlags.CONNECT_DEFERRED) === 0) return this.#call(source, signal, values);
    defer(() => void this.#call(source, signal, values));
    return true;
  }

  /** The emitter goes behind the signal's own values, in front of the bound ones, and out of reach of unbind. */
  #append(source: object, args: readonly unknown[]): readonly unknown[] {
    const index = args.length - this.state.unbound;
    return index < 0 ? args : [...args.slice(0, index), source, ...args.slice(index)];
  }

  #call(source: object, signal: string, args: readonly unknown[]): boolean {
    const called = functionOf(this.state);
    // A method that does not exist (yet) is skipped without a word, as in Godot.
    if (called === null) return true;
    const values = arrange(this.state, args);
    if (values === null) {
      reportError(classNameOf(source), signal, tooFew(this.state, args), GodotError.ERR_METHOD_NOT_FOUND);
      return false;
    }
    watch(run(called, this.state, values, source, signal), this.state, source, signal);
    return true;
  }
}
