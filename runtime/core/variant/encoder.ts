import { GodotError, type Variant } from "../api.js";
import { describeValue } from "../describe-value.js";
import { ByteWriter } from "./byte-writer.js";
import { CODECS } from "./codecs.js";
import { MAX_DEPTH } from "./format.js";
import { typeOf } from "./type-of.js";

export interface EncoderOptions {
  /** Whether objects are written with their class and properties, instead of their ids. */
  readonly objects: boolean;
  /** How many bytes the whole may have. */
  readonly limit: number;
}

/** Writes one Variant, with all that it holds. */
export class Encoder extends ByteWriter {
  declare readonly objects: boolean;
  /** The type of the value that is being written, and where its header is. */
  #type = 0;
  #header = 0;

  constructor({ objects, limit }: EncoderOptions) {
    super(limit);
    this.objects = objects;
  }

  /** @param depth - How many containers stand around the value. */
  variant(value: Variant, depth: number): void {
    if (depth > MAX_DEPTH) {
      this.fail(GodotError.ERR_OUT_OF_MEMORY, `more than ${MAX_DEPTH} containers are nested`);
    }
    const type = typeOf(value);
    const codec = CODECS[type];
    if (codec === undefined) this.refuse(value);
    this.#type = type;
    this.#header = this.u32(type);
    codec.write(this, value, depth);
  }

  /** Adds to the header what is special about the value; before anything that is inside of it. */
  mark(flags: number): void {
    this.u32(this.#type | flags, this.#header);
  }

  /** Fails because of a value that is no Variant, or none `that …`. */
  refuse(value: unknown, that = ""): never {
    const hint = typeof value === "function" ? "; Callable.from(…) makes a Callable of it" : "";
    this.fail(GodotError.ERR_INVALID_PARAMETER, `${describeValue(value)} is no Variant${that}${hint}`);
  }
}
