import type { Variant } from "../api.js";
import type { Encoder } from "./encoder.js";

/** What a typed container brings along, by this key, so that the codec of containers need not know it. */
export const TYPED = Symbol("typed contents");

export interface TypedContents {
  /** Writes the types, into the header and behind it. */
  begin(sink: Encoder): void;
  /** The item of an Array, or the key of a Dictionary, as it is written. Fails if it is of another type. */
  item(sink: Encoder, value: Variant): Variant;
  /** The value of a Dictionary as it is written. */
  value(value: Variant): Variant;
}

/** @returns undefined if the container is of no type. */
export function typedContents(container: object): TypedContents | undefined {
  return (container as { readonly [TYPED]?: TypedContents })[TYPED];
}
