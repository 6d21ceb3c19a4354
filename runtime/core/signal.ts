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
  readonly #object: GodotObjectApi | null;
  readonly #name: string;
  /** The connections of the object; of an empty signal, none. */
  readonly #table: SignalTable | null;

  constructor(from?: SignalApi);
  constructor(object: GodotObjectApi | null, signal: string);
  constructor(first: unknown = null, signal: unknown = "") {
    bindMethodsOf(new.target.prototype);
    const isCopy = first instanceof Signal;
    this.#object = isCopy ? first.#object : asObject(first);
    this.#name = isCopy ? first.#name : typeof signal === "string" ? signal : "";
    this.#table = this.#object === null ? null : findTable(this.#object);
  }

  /** Whether a value is the signal of this name of this object. @internal */
  static is(value: unknown, object: object, name: string): boolean {
    return value instanceof Signal && value.#object === object && value.#name === name;
  }

  get_object(): GodotObjectApi | null {
    return this.#object;
  }

  get_object_id(): number {
    return instanceIdOf(this.#object);
  }

  get_name(): string {
    return this.#name;
  }

  is_null(): boolean {
    return this.#object === null && this.#name === "";
  }

  "operator =="(right: SignalApi): boolean {
    return right instanceof Signal && this.#object === right.#object && this.#name === right.#name;
  }

  "operator !="(right: SignalApi): boolean {
    return !this["operator =="](right);
  }

  toString(): string {
    const object = this.#object;
    return `${object === null ? "null" : `<${classNameOf(object)}#${instanceIdOf(object)}>`}::[signal]${this.#name}`;
  }

  connect(callable: ((...args: [...Args]) => unknown) | CallableApi, flags = 0): GodotError {
    if (this.#table !== null) return this.#table.connect(this.#name, callable, flags, "Signal");
    reportEmpty("connect", GodotError.ERR_UNCONFIGURED);
    return GodotError.ERR_UNCONFIGURED;
  }

  disconnect(callable: AnyCallable): void {
    if (this.#table === null) reportEmpty("disconnect");
    else this.#table.disconnect(this.#name, callable, "Signal");
  }

  is_connected(callable: AnyCallable): boolean {
    if (this.#table !== null) return this.#table.isConnected(this.#name, callable, "Signal");
    reportEmpty("is_connected");
    return false;
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
}

function asObject(value: unknown): GodotObjectApi | null {
  return instanceIdOf(value) === 0 ? null : (value as GodotObjectApi);
}

function reportEmpty(method: string, code?: GodotError): void {
  reportError("Signal", method, EMPTY, code);
}
