import { VariantValue } from "./variant-value.js";

/** A value that is a few numbers, its components. */
export abstract class NumberTuple extends VariantValue {
  toString(): string {
    return `(${Object.values(this).join(", ")})`;
  }
}

/** A value that is a few named parts. */
export abstract class LabelledParts extends VariantValue {
  toString(): string {
    const parts = Object.entries(this).map(([name, part]) => `${name.charAt(0).toUpperCase()}: ${String(part)}`);
    return `[${parts.join(", ")}]`;
  }
}
