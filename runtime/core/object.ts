import { GodotObjectOutline } from "../../generated/outline/Object.js";
import {
  type CallableApi,
  type ConnectionApi,
  ConnectFlags,
  type Dictionary,
  GodotError,
  type GodotObjectApi,
  type Variant,
} from "./api.js";
import { checkArguments } from "./arguments.js";
import { bindMethodsOf } from "./bound-methods.js";
import { callByName } from "./call-by-name.js";
import { callLater, methodState } from "./callable-state.js";
import { classNameOf, hasScript, isOfClass } from "./class-info.js";
import { outline } from "./class-outline.js";
import { defineConstants } from "./constants.js";
import { invalidArgument } from "./describe-value.js";
import { reportError } from "./error-report.js";
import { assignInstanceId, instanceIdOf } from "./instance-id.js";
import { methodNamed } from "./method-named.js";
import { Signal } from "./signal.js";
import { signalListOf } from "./signal-list.js";
import { nameFrom, SignalTable, tableOf } from "./signal-table.js";
import { provideTables } from "./signal-tables.js";

/** What may be given as a callable. */
type Connectable = CallableApi | ((...args: never[]) => unknown);

const makeTable = (object: GodotObjectApi): SignalTable => new SignalTable(object);

/** Godot's Object, the parent of all classes with methods and signals. Its methods are bound: see bound-methods.ts. */
export class GodotObject implements GodotObjectApi {
  /** What the class reference says of the class; each class of the reference has its own. */
  static readonly classInfo = outline(GodotObjectOutline);

  declare static readonly ConnectFlags: typeof ConnectFlags;
  declare static readonly CONNECT_DEFERRED: ConnectFlags.CONNECT_DEFERRED;
  declare static readonly CONNECT_PERSIST: ConnectFlags.CONNECT_PERSIST;
  declare static readonly CONNECT_ONE_SHOT: ConnectFlags.CONNECT_ONE_SHOT;
  declare static readonly CONNECT_REFERENCE_COUNTED: ConnectFlags.CONNECT_REFERENCE_COUNTED;
  declare static readonly CONNECT_APPEND_SOURCE_OBJECT: ConnectFlags.CONNECT_APPEND_SOURCE_OBJECT;
  declare readonly ConnectFlags: typeof ConnectFlags;
  declare readonly CONNECT_DEFERRED: ConnectFlags.CONNECT_DEFERRED;
  declare readonly CONNECT_PERSIST: ConnectFlags.CONNECT_PERSIST;
  declare readonly CONNECT_ONE_SHOT: ConnectFlags.CONNECT_ONE_SHOT;
  declare readonly CONNECT_REFERENCE_COUNTED: ConnectFlags.CONNECT_REFERENCE_COUNTED;
  declare readonly CONNECT_APPEND_SOURCE_OBJECT: ConnectFlags.CONNECT_APPEND_SOURCE_OBJECT;

  static {
    defineConstants(this, { ConnectFlags });
  }

  /** The signals that were asked for. */
  #signals: Map<string, Signal> | undefined;

  constructor() {
    bindMethodsOf(new.target.prototype);
    assignInstanceId(this);
    provideTables(makeTable);
  }

  /** The signal of a name, the same one each time: what the getter of a signal returns. */
  protected getSignal<Args extends readonly unknown[]>(name: string): Signal<Args> {
    this.#signals ??= new Map();
    let signal = this.#signals.get(name);
    if (signal === undefined) {
      signal = new Signal(this, name);
      this.#signals.set(name, signal);
    }
    return signal as Signal<Args>;
  }

  add_user_signal(signal: string, arguments_: readonly Variant[] = []): void {
    const table = tableOf(this);
    if (!checkArguments(this, "Object", "add_user_signal", [signal, arguments_])) return;
    if (signal === "" || table.knows(signal)) refuse("add_user_signal", "new name", signal);
    else table.addUserSignal(signal, [...arguments_]);
  }

  remove_user_signal(signal: string): void {
    if (!tableOf(this).removeUserSignal(signal)) refuse("remove_user_signal", "signal that was added", signal);
  }

  has_signal(signal: string): boolean {
    return tableOf(this).knows(signal);
  }

  has_user_signal(signal: string): boolean {
    return tableOf(this).userSignals.has(signal);
  }

  get_signal_list(): Dictionary[] {
    return signalListOf(this);
  }

  connect(signal: string, callable: Connectable, flags = 0): GodotError {
    return tableOf(this).connect(signal, callable, flags, "Object");
  }

  disconnect(signal: string, callable: Connectable): void {
    tableOf(this).disconnect(signal, callable, "Object");
  }

  is_connected(signal: string, callable: Connectable): boolean {
    return tableOf(this).isConnected(signal, callable, "Object");
  }

  has_connections(signal: string): boolean {
    return tableOf(this).connections(signal).length > 0;
  }

  get_signal_connection_list(signal: string): ConnectionApi[] {
    return new Signal(this, signal).get_connections();
  }

  /** Emitters that only these connections know of are not kept alive by them. */
  get_incoming_connections(): ConnectionApi[] {
    const result: ConnectionApi[] = [];
    for (const emitter of tableOf(this).incoming.emitters()) {
      for (const [name, { callable, flags }] of emitter.connectionsTo(this)) {
        result.push({ signal: new Signal(emitter.object, name), callable, flags });
      }
    }
    return result;
  }

  emit_signal(signal: string, ...args: unknown[]): GodotError {
    const table = tableOf(this);
    const code = table.emit(signal, args);
    // As in Godot, where a plain object answers with the code alone, and one with a script prints as well.
    if (code === GodotError.ERR_UNAVAILABLE && hasScript(this) && !table.knows(signal)) {
      const message = `Cannot emit signal "${nameFrom(signal)}": ${this.get_class()} has no such signal.`;
      reportError("Object", "emit_signal", message, code);
    }
    return code;
  }

  set_block_signals(enable: boolean): void {
    tableOf(this).blocked = enable;
  }

  is_blocking_signals(): boolean {
    return tableOf(this).blocked;
  }

  call(method: string, ...args: unknown[]): Variant {
    return callByName(this, method, args, "call") as Variant;
  }

  callv(method: string, arg_array: readonly Variant[]): Variant {
    return callByName(this, method, arg_array, "callv") as Variant;
  }

  call_deferred(method: string, ...args: unknown[]): Variant {
    callLater(methodState(this, method), "Object", (via) => callByName(this, method, args, via));
    return null;
  }

  has_method(method: string): boolean {
    return methodNamed(this, method) !== null;
  }

  get_class(): string {
    return classNameOf(this);
  }

  is_class(class_: string): boolean {
    return isOfClass(this, class_);
  }

  get_instance_id(): number {
    return instanceIdOf(this);
  }

  to_string(): string {
    return `<${this.get_class()}#${this.get_instance_id()}>`;
  }

  /** What JavaScript shows in texts: {@link to_string}. */
  toString(): string {
    return this.to_string();
  }
}

function refuse(method: string, expected: string, signal: unknown): void {
  reportError("Object", method, invalidArgument('"signal"', expected, signal));
}
