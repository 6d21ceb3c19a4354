import {
  type AwaitedSignal,
  ConnectFlags,
  GodotError,
  type GodotObjectApi,
  type Variant,
  type WaitOptions,
} from "./api.js";
import { isCustom } from "./callable-state.js";
import { type CallTarget, describeTarget, functionOf, isNull, sameTarget, whyNot } from "./call-target.js";
import { Callable } from "./callable.js";
import { classNameOf } from "./class-info.js";
import { Connection } from "./connection.js";
import { declaredSignal } from "./declared-signals.js";
import { describeValue, invalidArgument } from "./describe-value.js";
import { reportError } from "./error-report.js";
import { Incoming } from "./incoming.js";
import { instanceIdOf } from "./instance-id.js";
import type { Signal } from "./signal.js";
import { findTable } from "./signal-tables.js";
import { waitFor } from "./wait.js";

/** Which class's method a fault is reported as. */
export type Via = "Signal" | "Object";

/** The connections of an object. */
export function tableOf(object: GodotObjectApi): SignalTable {
  return findTable(object) ?? new SignalTable(object);
}

/** What the object whose method is connected knows of its emitters. */
function incomingOf({ state }: Connection): Incoming<SignalTable> | undefined {
  const { receiver } = state;
  return instanceIdOf(receiver) === 0 ? undefined : tableOf(receiver as GodotObjectApi).incoming;
}

function isOneShot({ flags }: Connection): boolean {
  return (flags & ConnectFlags.CONNECT_ONE_SHOT) !== 0;
}

/** Callers without types may give anything as a name: then it is a name that no signal has. */
export function nameFrom(given: unknown): string {
  return typeof given === "string" ? given : describeValue(given);
}

/** All signals of one object: who is connected to them, and to whose signals the object is connected. */
export class SignalTable {
  declare readonly object: GodotObjectApi;
  readonly incoming = new Incoming<SignalTable>();
  #reference: WeakRef<SignalTable> | undefined;
  /** The signals of add_user_signal, with what was said of their arguments. */
  readonly userSignals = new Map<string, readonly Variant[]>();
  blocked = false;
  /** By the names of the signals. An emission may be walking through a list, so lists are replaced and never changed. */
  readonly #connections = new Map<string, readonly Connection[]>();
  /** Whether there may be any: most emissions need not look for them. */
  #oneShots = false;

  constructor(object: GodotObjectApi) {
    this.object = object;
  }

  knows(name: string): boolean {
    return this.userSignals.has(name) || declaredSignal(this.object, name) !== null;
  }

  addUserSignal(name: string, args: readonly Variant[]): void {
    this.userSignals.set(name, args);
    this.#connections.set(name, []);
  }

  /** Its connections go with it. Returns false if there is none. */
  removeUserSignal(name: string): boolean {
    return this.userSignals.delete(name) && this.#connections.delete(name);
  }

  connections(name: string): readonly Connection[] {
    return this.#connections.get(name) ?? [];
  }

  /** Every connection whose callable is a method of `target`, with the name of its signal. */
  *connectionsTo(target: object): Generator<[name: string, connection: Connection]> {
    for (const [name, connections] of this.#connections) {
      for (const connection of connections) if (connection.state.receiver === target) yield [name, connection];
    }
  }

  connect(name: string, given: unknown, flags: unknown, via: Via): GodotError {
    const method = "connect";
    const callable = this.#accept(name, given, via, method);
    if (callable === null) return GodotError.ERR_INVALID_PARAMETER;
    const state = Callable.stateOf(callable);
    const refuse = (why: string) => refused(name, state, why, via, method);
    if (typeof flags !== "number" || !Number.isSafeInteger(flags)) {
      return refuse(invalidArgument('"flags"', "int", flags));
    }
    // A method of an object may come later.
    const mayCome = state.receiver !== null && !isCustom(state);
    if (functionOf(state) === null && !mayCome) return refuse(whyNot(state));
    const present = this.find(name, callable);
    if (present === undefined) {
      this.#add(name, new Connection(callable, flags));
    } else {
      if ((flags & ConnectFlags.CONNECT_REFERENCE_COUNTED) === 0) return refuse("they are already connected.");
      present.count += 1;
    }
    return GodotError.OK;
  }

  disconnect(name: string, given: unknown, via: Via): void {
    const method = "disconnect";
    const callable = this.#accept(name, given, via, method);
    if (callable === null || this.release(name, callable)) return;
    refused(name, Callable.stateOf(callable), "they are not connected.", via, method);
  }

  isConnected(name: string, given: unknown, via: Via): boolean {
    const callable = this.#accept(name, given, via, "is_connected");
    return callable !== null && this.find(name, callable) !== undefined;
  }

  /** Takes back one connection, without a report. Returns false if there was none. */
  release(name: string, callable: Callable): boolean {
    const connection = this.find(name, callable);
    if (connection === undefined) return false;
    this.#release(name, connection);
    return true;
  }

  find(name: string, callable: Callable): Connection | undefined {
    const state = Callable.stateOf(callable);
    return this.connections(name).find((connection) => sameTarget(connection.state, state));
  }

  /** See {@link waitFor}. */
  wait<Args extends readonly unknown[]>(signal: Signal, options: WaitOptions): Promise<AwaitedSignal<Args>> {
    return waitFor(signal, this, options);
  }

  /** Calls what is connected, in the order of connection; what is connected meanwhile has to wait for the next emission. */
  emit(name: string, args: readonly unknown[]): GodotError {
    if (this.blocked) return GodotError.ERR_CANT_ACQUIRE_RESOURCE;
    const connections = this.#connections.get(name);
    if (connections === undefined) return GodotError.ERR_UNAVAILABLE;
    // All of these before the first call, so that an emission from within a handler does not reach them again.
    if (this.#oneShots) {
      for (const connection of connections) if (isOneShot(connection)) this.#release(name, connection);
    }
    let code = GodotError.OK;
    for (const connection of connections) {
      if (!connection.deliver(this.object, name, args)) code = GodotError.ERR_METHOD_NOT_FOUND;
    }
    return code;
  }

  #add(name: string, connection: Connection): void {
    this.#connections.set(name, [...this.connections(name), connection]);
    this.#oneShots ||= isOneShot(connection);
    incomingOf(connection)?.add((this.#reference ??= new WeakRef(this)));
  }

  #release(name: string, connection: Connection): void {
    connection.count -= 1;
    if (connection.count > 0) return;
    const rest = this.connections(name).filter((other) => other !== connection);
    this.#connections.set(name, rest);
    // Godot forgets a class's signal with its last connection, and never forgets that a script's signal was connected:
    // emit_signal tells the difference.
    if (rest.length === 0 && declaredSignal(this.object, name) === "native") this.#connections.delete(name);
  }

  #accept(given: unknown, callable: unknown, via: Via, method: string): Callable | null {
    const name = nameFrom(given);
    const accepted = Callable.accept(callable);
    if (accepted === null) {
      refused(name, null, invalidArgument('"callable"', "Callable or function", callable), via, method);
      return null;
    }
    const state = Callable.stateOf(accepted);
    if (!isNull(state) && this.knows(name)) return accepted;
    const unknown = `${classNameOf(this.object)} has no signal "${name}". A field ${name} = new Signal(this, "${name}") declares one.`;
    refused(name, state, isNull(state) ? "the callable is empty." : unknown, via, method);
    return null;
  }
}

/** Reports why a signal and a callable do not go together. */
function refused(name: string, target: CallTarget | null, why: string, via: Via, method: string): GodotError {
  const code = GodotError.ERR_INVALID_PARAMETER;
  const both = `Signal "${name}"${target === null ? "" : ` and ${describeTarget(target)}`}`;
  reportError(via, method, `${both}: ${why}`, method === "connect" ? code : undefined);
  return code;
}
