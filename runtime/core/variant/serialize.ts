/**
 * Godot 4's binary form of a Variant, both ways. Its layout and its refusals are the engine's (core/io/marshalls.cpp), as
 * recorded in test/core/variant/fixtures. Where this departs from the engine:
 *
 * - An `EncodedObjectAsID` and a foreign signal keep the id they came with. The engine sends the id of the object that it
 *   has made for the id, which means nothing to anybody else.
 * - Whole objects are of classes that ClassDB has, and have no scripts: the engine's own classes and scripts are not here.
 *   Whether the script of a typed container exists is not known, so its path is kept as it came.
 * - Items that a typed container drops are reported once for all, not each by itself, and a failure inside of containers
 *   is one report, not one for each of them.
 * - Keys of a Dictionary that are Arrays or Dictionaries themselves stay apart even if they hold the same. Without `exact`,
 *   1 and 1.0 are the same key, as everywhere in JavaScript.
 */
import type { Variant } from "../api.js";
import { Decoder, type DecoderOptions } from "./decoder.js";
import { Encoder, type EncoderOptions } from "./encoder.js";
import { asFailure, type VariantFailure } from "./failure.js";

export interface Decoded {
  readonly value: Variant;
  /** How many items were left out because their typed container does not take them. */
  readonly dropped: number;
}

/** The bytes of a value, or why there are none. Never throws. */
export function encodeVariant(value: Variant, options: EncoderOptions): Uint8Array | VariantFailure {
  const encoder = new Encoder(options);
  try {
    encoder.variant(value, 0);
    return encoder.finish();
  } catch (thrown) {
    return asFailure(thrown);
  } finally {
    encoder.release();
  }
}

/** The value that the bytes begin with, or why there is none. Never throws. What follows the value is not looked at. */
export function decodeVariant(bytes: Uint8Array, options: DecoderOptions): Decoded | VariantFailure {
  try {
    const decoder = new Decoder(bytes, options);
    return { value: decoder.variant(0), dropped: decoder.dropped };
  } catch (thrown) {
    return asFailure(thrown);
  }
}
