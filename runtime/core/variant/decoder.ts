import { GodotError, type Variant } from "../api.js";
import type { Callable } from "../callable.js";
import { ByteReader } from "./byte-reader.js";
import { CODECS } from "./codecs.js";
import type { Codec } from "./codec.js";
import type { ContentType } from "./element-type-codec.js";
import type { MISFIT } from "./fit-element.js";
import type { Float } from "./float.js";
import { MAX_DEPTH, WIDE } from "./format.js";
import { TYPE_NAMES } from "./type-names.js";

/** How what JavaScript has no types for is kept. */
export interface ExactForms {
  /** @param position - Where the float was read from. */
  float(value: number, source: Decoder, position: number): Float;
  fit(value: Variant, wanted: ContentType): Variant | typeof MISFIT;
  array(type: ContentType): Variant[];
  dictionary(keyType: ContentType, valueType: ContentType): Map<Variant, Variant>;
}

export interface DecoderOptions {
  /** Whether objects may be made, of classes that the bytes name. */
  readonly objects: boolean;
  /** Whether floats and typed containers are marked as such. */
  readonly exact?: ExactForms | undefined;
}

/** Reads one Variant, with all that it holds. */
export class Decoder extends ByteReader {
  declare readonly objects: boolean;
  declare readonly exact: ExactForms | undefined;
  /** The header of the value that is being read: its type, and above it what is special about it. */
  header = 0;
  /** How many items were left out because their typed container does not take them. */
  dropped = 0;
  /** Four bytes say that there is one. It takes many times as much memory, so one serves for all. */
  emptyCallable: Callable | undefined;

  constructor(bytes: Uint8Array, { objects, exact }: DecoderOptions) {
    super(bytes);
    this.objects = objects;
    this.exact = exact;
  }

  get isWide(): boolean {
    return (this.header & WIDE) !== 0;
  }

  /** @param depth - How many containers stand around the value. */
  variant(depth: number): Variant {
    if (depth > MAX_DEPTH) this.fail(GodotError.ERR_OUT_OF_MEMORY, `more than ${MAX_DEPTH} containers are nested`);
    this.what = "the type of a Variant";
    this.header = this.u32();
    const type = this.header & 0xff;
    this.what = this.nameOf(type);
    return (CODECS[type] as Codec).read(this, depth) as Variant;
  }

  /** The name of a type by its number, as it was read. */
  nameOf(type: number): string {
    return TYPE_NAMES[type] ?? this.invalid(`${type} is no type, expected 0 to ${TYPE_NAMES.length - 1}`);
  }

  /**
   * A component of a vector. Builds of Godot with double precision send 64 bits for each; vectors here hold 32, as those
   * of all other builds.
   */
  real(): number {
    return this.isWide ? this.f64() : this.f32();
  }
}
