import type { Variant } from "../api.js";
import type { Decoder } from "./decoder.js";
import type { Encoder } from "./encoder.js";

/** How the values of one type are written behind the header, and read. */
export interface Codec {
  /** @param depth - How many containers stand around the value. */
  read(source: Decoder, header: number, depth: number): Variant;
  /** Writes the header too. The value is of the type: who looks the codec up has looked at that. */
  write(sink: Encoder, value: unknown, depth: number): void;
}

/** The codecs of a group of types, by the numbers of the types. */
export type CodecTable = readonly (readonly [type: number, codec: Codec])[];
