import * as TypeId from "./type-ids.js";
import { VariantValue } from "./variant-value.js";

/** A number that is a float in Godot, integral or not. JavaScript's own numbers cannot say so: `1` and `1.0` are one. */
export class Float extends VariantValue {
  declare readonly value: number;
  /** The 64 bits of a NaN, which has more forms than JavaScript tells apart. */
  declare readonly bits: bigint | undefined;

  constructor(value: number, bits?: bigint) {
    super();
    this.value = value;
    this.bits = bits;
  }

  get variant_type(): number {
    return TypeId.FLOAT;
  }

  override valueOf(): number {
    return this.value;
  }

  toString(): string {
    return Number.isInteger(this.value) ? this.value.toFixed(1) : String(this.value);
  }
}

/**
 * Forces a number to be encoded as a float, as `1.0` does in GDScript.
 *
 * @param x - Any number. Only integral ones need this: all others are floats anyway.
 */
export function float(x: number): Float {
  return new Float(x);
}
