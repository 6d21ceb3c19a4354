import {
  type AwaitedSignal,
  type CallableApi,
  type ConnectionApi,
  type GodotObjectApi,
  GodotError,
  type SignalApi,
  type WaitOptions,
} from "./api.js";
import { bindMethodsOf } from "./bound-methods.js";
import { classNameOf } from "./class-info.js";
import { reportError } from "./error-report.js";
import { instanceIdOf } from "./instance-id.js";
import type { SignalTable } from "./signal-table.js";
import { findTable } from "./signal-tables.js";

const EMPTY = "The signal belongs to no object.";

/** Anything that may be called, whatever it takes. */
type AnyCallable = ((...args: never[]) => unknown) | CallableApi;

/**
 * Godot's Signal: a signal of an object.
 *
 * A class of your own declares one as a field of the same name: `readonly hit = new Signal<[damage: number]>(this, "hit")`.
 */
export class Signal<Args extends readonly unknown[] = readonly unknown[]> implements SignalApi<Args> {
  readonly #name: string;
  /** The connections of the object; of an empty signal, none. */
  readonly #table: SignalTable | null;

  constructor(from?: SignalApi);
  constructor(object: GodotObjectApi | null, signal: string);
  constructor(first: unknown = null, signal: unknown = "") {
    bindMethodsOf(new.target.prototype);
    if (first instanceof Signal) {
      this.#table = first.#table;
      this.#name = first.#name;
    } else {
      this.#table = instanceIdOf(first) === 0 ? null : findTable(first as GodotObjectApi);
      this.#name = typeof signal === "string" ? signal : "";
    }
  }

  /** Whether a value is the signal of this name of this object. @internal */
  static is(value: unknown, object: object, name: string): boolean {
    return value instanceof Signal && value.#table?.object === object && value.#name === name;
  }

  get_object(): GodotObjectApi | null {
    return this.#table?.object ?? null;
  }

  get_object_id(): number {
    return instanceIdOf(this.get_object());
  }

  get_name(): string {
    return this.#name;
  }

  is_null(): boolean {
    return this.#table === null && this.#name === "";
  }

  "operator =="(right: SignalApi): boolean {
    return right instanceof Signal && this.#table === right.#table && this.#name === right.#name;
  }

  "operator !="(right: SignalApi): boolean {
    return !this["operator =="](right);
  }

  toString(): string {
    const object = this.get_object();
    return `${object === null ? "null" : `<${classNameOf(object)}#${instanceIdOf(object)}>`}::[signal]${this.#name}`;
  }

  connect(callable: ((...args: [...Args]) => unknown) | CallableApi, flags = 0): GodotError {
    const code = GodotError.ERR_UNCONFIGURED;
    return this.#living("connect", code)?.connect(this.#name, callable, flags, "Signal") ?? code;
  }

  disconnect(callable: AnyCallable): void {
    this.#living("disconnect")?.disconnect(this.#name, callable, "Signal");
  }

  is_connected(callable: AnyCallable): boolean {
    return this.#living("is_connected")?.isConnected(this.#name, callable, "Signal") ?? false;
  }

  emit(...args: Args): void {
    this.#table?.emit(this.#name, args);
  }

  has_connections(): boolean {
    return this.#table !== null && this.#table.connections(this.#name).length > 0;
  }

  get_connections(): ConnectionApi[] {
    const connections = this.#table?.connections(this.#name) ?? [];
    return connections.map(({ callable, flags }) => ({ signal: this, callable, flags }));
  }

  wait(options: WaitOptions = {}): Promise<AwaitedSignal<Args>> {
    if (this.#table !== null) return this.#table.wait<Args>(this, options);
    return Promise.reject(new Error(`Cannot wait for signal "${this.#name}". ${EMPTY}`));
  }

  /** The connections, without which the method fails. */
  #living(method: string, code?: GodotError): SignalTable | null {
    if (this.#table === null) reportError("Signal", method, EMPTY, code);
    return this.#table;
  }
}
