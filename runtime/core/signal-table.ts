import {
  type AwaitedSignal,
  ConnectFlags,
  GodotError,
  type GodotObjectApi,
  type Variant,
  type WaitOptions,
} from "./api.js";
import { isCustom } from "./callable-state.js";
import { describeTarget, functionOf, isNull, NO_METHOD, sameTarget } from "./call-target.js";
import { Callable } from "./callable.js";
import { classNameOf } from "./class-info.js";
import { Connection } from "./connection.js";
import { declaredSignal } from "./declared-signals.js";
import { invalidArgument } from "./describe-value.js";
import { reportError } from "./error-report.js";
import { Incoming } from "./incoming.js";
import { instanceIdOf } from "./instance-id.js";
import type { Signal } from "./signal.js";
import { findTable } from "./signal-tables.js";
import { waitFor } from "./wait.js";

/** The connections of one signal. */
interface Slots {
  connections: Connection[];
  /** An emission may be walking through that very array: copy before changing it. */
  shared: boolean;
  oneShots: number;
}

/** Which class's method a fault is reported as. */
export type Via = "Signal" | "Object";

/** The connections of an object. */
export function tableOf(object: GodotObjectApi): SignalTable {
  return findTable(object) ?? new SignalTable(object);
}

/** What the object whose method is connected knows of its emitters. */
function incomingOf({ state }: Connection): Incoming<SignalTable> | undefined {
  const { receiver } = state.target;
  return instanceIdOf(receiver) === 0 ? undefined : tableOf(receiver as GodotObjectApi).incoming;
}

/** All signals of one object: who is connected to them, and to whose signals the object is connected. */
export class SignalTable {
  declare readonly object: GodotObjectApi;
  readonly incoming = new Incoming<SignalTable>();
  #reference: WeakRef<SignalTable> | undefined;
  /** The signals of add_user_signal, with what was said of their arguments. */
  readonly userSignals = new Map<string, readonly Variant[]>();
  blocked = false;
  readonly #slots = new Map<string, Slots>();

  constructor(object: GodotObjectApi) {
    this.object = object;
  }

  knows(name: string): boolean {
    return this.userSignals.has(name) || declaredSignal(this.object, name) !== null;
  }

  addUserSignal(name: string, args: readonly Variant[]): void {
    this.userSignals.set(name, args);
    this.#slots.set(name, { connections: [], shared: false, oneShots: 0 });
  }

  removeUserSignal(name: string): void {
    this.#slots.delete(name);
    this.userSignals.delete(name);
  }

  connections(name: string): readonly Connection[] {
    return this.#slots.get(name)?.connections ?? [];
  }

  /** Every connection whose callable is a method of `target`, with the name of its signal. */
  *connectionsTo(target: object): Generator<[name: string, connection: Connection]> {
    for (const [name, { connections }] of this.#slots) {
      for (const connection of connections) if (connection.state.target.receiver === target) yield [name, connection];
    }
  }

  connect(name: string, given: unknown, flags: unknown, via: Via): GodotError {
    const callable = this.#accept(given, name, "connect", via);
    if (callable === null) return GodotError.ERR_INVALID_PARAMETER;
    const state = Callable.stateOf(callable);
    const refuse = (why: string) => this.#refuse(via, "connect", name, callable, why);
    if (typeof flags !== "number" || !Number.isSafeInteger(flags)) {
      return refuse(invalidArgument('"flags"', "int", flags));
    }
    if (state.target.receiver === null && state.target.direct === null) return refuse("its object is null.");
    if (isCustom(state) && functionOf(state.target) === null) return refuse(NO_METHOD);
    if (!this.knows(name))
      return refuse(`${this.#noSignal(name)} A field ${name} = new Signal(this, "${name}") declares one.`);
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
    const callable = this.#accept(given, name, "disconnect", via);
    if (callable === null) return;
    const why = this.knows(name) ? "they are not connected." : this.#noSignal(name);
    if (!this.knows(name) || !this.release(name, callable)) this.#refuse(via, "disconnect", name, callable, why);
  }

  isConnected(name: string, given: unknown, via: Via): boolean {
    const callable = this.#accept(given, name, "is_connected", via);
    if (callable === null) return false;
    if (this.knows(name)) return this.find(name, callable) !== undefined;
    this.#refuse(via, "is_connected", name, callable, this.#noSignal(name));
    return false;
  }

  /** Takes back one connection, without a report. Returns false if there was none. */
  release(name: string, callable: Callable): boolean {
    const connection = this.find(name, callable);
    if (connection === undefined) return false;
    this.#release(name, connection);
    return true;
  }

  find(name: string, callable: Callable): Connection | undefined {
    const { target } = Callable.stateOf(callable);
    return this.#slots.get(name)?.connections.find((connection) => sameTarget(connection.state.target, target));
  }

  /** See {@link waitFor}. */
  wait<Args extends readonly unknown[]>(signal: Signal, options: WaitOptions): Promise<AwaitedSignal<Args>> {
    return waitFor(signal, this, options);
  }

  /** Calls what is connected, in the order of connection; what is connected meanwhile has to wait for the next emission. */
  emit(name: string, args: readonly unknown[]): GodotError {
    if (this.blocked) return GodotError.ERR_CANT_ACQUIRE_RESOURCE;
    const slots = this.#slots.get(name);
    if (slots === undefined) return GodotError.ERR_UNAVAILABLE;
    const { connections } = slots;
    if (connections.length === 0) return GodotError.OK;
    slots.shared = true;
    if (slots.oneShots > 0) this.#releaseOneShots(name, connections);
    let code = GodotError.OK;
    for (const connection of connections) {
      if (!connection.deliver(this.object, name, args)) code = GodotError.ERR_METHOD_NOT_FOUND;
    }
    return code;
  }

  /** All of them before the first call, so that an emission from within a handler does not reach them again. */
  #releaseOneShots(name: string, connections: readonly Connection[]): void {
    for (const connection of connections) {
      if ((connection.flags & ConnectFlags.CONNECT_ONE_SHOT) !== 0) this.#release(name, connection);
    }
  }

  #add(name: string, connection: Connection): void {
    let slots = this.#slots.get(name);
    if (slots === undefined) {
      slots = { connections: [], shared: false, oneShots: 0 };
      this.#slots.set(name, slots);
    }
    if (slots.shared) slots.connections = [...slots.connections];
    slots.shared = false;
    slots.connections.push(connection);
    if ((connection.flags & ConnectFlags.CONNECT_ONE_SHOT) !== 0) slots.oneShots += 1;
    incomingOf(connection)?.add((this.#reference ??= new WeakRef(this)));
  }

  #release(name: string, connection: Connection): void {
    connection.count -= 1;
    const slots = this.#slots.get(name);
    if (connection.count > 0 || slots === undefined) return;
    slots.connections = slots.connections.filter((other) => other !== connection);
    slots.shared = false;
    if ((connection.flags & ConnectFlags.CONNECT_ONE_SHOT) !== 0) slots.oneShots -= 1;
    // Godot forgets a class's signal with its last connection, and never forgets that a script's signal was connected:
    // emit_signal tells the difference.
    if (slots.connections.length === 0 && declaredSignal(this.object, name) === "native") this.#slots.delete(name);
  }

  #accept(given: unknown, name: string, method: string, via: Via): Callable | null {
    const callable = Callable.accept(given);
    if (callable === null) {
      this.#fail(via, method, invalidArgument(`"callable" for signal "${name}"`, "Callable or function", given));
    } else if (isNull(Callable.stateOf(callable).target)) {
      this.#refuse(via, method, name, callable, "the callable is empty.");
      return null;
    }
    return callable;
  }

  #noSignal(name: string): string {
    return `${classNameOf(this.object)} has no signal "${name}".`;
  }

  #refuse(via: Via, method: string, name: string, callable: Callable, why: string): GodotError {
    return this.#fail(via, method, `Signal "${name}" and ${describeTarget(Callable.stateOf(callable).target)}: ${why}`);
  }

  #fail(via: Via, method: string, message: string): GodotError {
    const code = GodotError.ERR_INVALID_PARAMETER;
    reportError(via, method, message, method === "connect" ? code : undefined);
    return code;
  }
}
