import type { GodotObjectApi, SignalApi } from "./api.js";
import { bindMethodsOf } from "./bound-methods.js";
import { classNameOf } from "./class-info.js";
import { instanceIdOf } from "./instance-id.js";

/** Which signal of which object: the part of a Signal that is compared. */
export class SignalAddress {
  readonly #object: GodotObjectApi | null;
  readonly #name: string;

  constructor(object: GodotObjectApi | null, name: string) {
    bindMethodsOf(new.target.prototype);
    this.#object = object;
    this.#name = name;
  }

  /** Whether a value is the signal of this name of this object. @internal */
  static is(value: unknown, object: object, name: string): boolean {
    return value instanceof SignalAddress && value.#object === object && value.#name === name;
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
    return right instanceof SignalAddress && this.#object === right.#object && this.#name === right.#name;
  }

  "operator !="(right: SignalApi): boolean {
    return !this["operator =="](right);
  }

  toString(): string {
    const object = this.#object;
    return `${object === null ? "null" : `<${classNameOf(object)}#${instanceIdOf(object)}>`}::[signal]${this.#name}`;
  }
}
