import type { Decoder } from "./decoder.js";
import type { Encoder } from "./encoder.js";

/** How the values of one type are written behind the header, and read. */
export interface Codec {
  /** @param depth - How many containers stand around the value. */
  read(source: Decoder, depth: number): unknown;
  /** The value is of the type: who looks the codec up has looked at that. */
  write(sink: Encoder, value: unknown, depth: number): void;
}

/** The codecs of a group of types, by the numbers of the types. */
export type CodecTable = Readonly<Record<number, Codec>>;
