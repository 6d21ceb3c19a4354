import { VariantValue } from "./variant-value.js";

/** A value that is a few numbers, its components. */
export abstract class NumberTuple extends VariantValue {
  toString(): string {
    return `(${Object.values(this).join(", ")})`;
  }
}
