import {
  type AwaitedSignal,
  type CallableApi,
  type ConnectionApi,
  type GodotObjectApi,
  GodotError,
  type SignalApi,
  type WaitOptions,
} from "./api.js";
import { reportError } from "./error-report.js";
import { instanceIdOf } from "./instance-id.js";
import { SignalAddress } from "./signal-address.js";
import type { SignalTable } from "./signal-table.js";
import { findTable } from "./signal-tables.js";

/** Anything that may be called, whatever it takes. */
type AnyCallable = ((...args: never[]) => unknown) | CallableApi;

/**
 * Godot's Signal: a signal of an object.
 *
 * A class of your own declares one as a field of the same name: `readonly hit = new Signal<[damage: number]>(this, "hit")`.
 */
export class Signal<Args extends readonly unknown[] = readonly unknown[]>
  extends SignalAddress
  implements SignalApi<Args>
{
  /** The connections of the object; of an empty signal, none. */
  readonly #table: SignalTable | null;
  /** Kept here too, because going through a bound method for it would cost more than the emission. */
  readonly #name: string;

  constructor(from?: SignalApi);
  constructor(object: GodotObjectApi | null, signal: string);
  constructor(first: unknown = null, signal: unknown = "") {
    const from = first instanceof Signal ? first : null;
    const object = from === null ? asObject(first) : from.get_object();
    const given = typeof signal === "string" ? signal : "";
    const name = from === null ? given : from.#name;
    super(object, name);
    this.#name = name;
    this.#table = object === null ? null : findTable(object);
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
    return Promise.reject(new Error(`Cannot wait for signal "${this.#name}": it belongs to no object.`));
  }
}

function asObject(value: unknown): GodotObjectApi | null {
  return instanceIdOf(value) === 0 ? null : (value as GodotObjectApi);
}

function reportEmpty(method: string, code?: GodotError): void {
  reportError("Signal", method, "The signal is empty: it belongs to no object.", code);
}
