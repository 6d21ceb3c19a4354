import { GodotError, type Variant } from "../api.js";
import type { Callable } from "../callable.js";
import { ByteReader } from "./byte-reader.js";
import { CODECS } from "./codecs.js";
import { MAX_DEPTH, WIDE } from "./type-ids.js";

export interface DecoderOptions {
  /** Whether objects may be made, of classes that the bytes name. */
  readonly objects: boolean;
  /** Whether floats and typed containers are marked as such. */
  readonly exact: boolean;
}

/** Reads one Variant, with all that it holds. */
export class Decoder extends ByteReader {
  readonly objects: boolean;
  readonly exact: boolean;
  /** How many items were left out because their typed container does not take them. */
  dropped = 0;
  /** Four bytes say that there is one. It takes many times as much memory, so one serves for all. */
  emptyCallable: Callable | undefined;

  constructor(bytes: Uint8Array, { objects, exact }: DecoderOptions) {
    super(bytes);
    this.objects = objects;
    this.exact = exact;
  }

  /** @param depth - How many containers stand around the value. */
  variant(depth: number): Variant {
    if (depth > MAX_DEPTH) this.fail(GodotError.ERR_OUT_OF_MEMORY, `more than ${MAX_DEPTH} containers are nested`);
    const header = this.u32("the type of a Variant");
    const codec = CODECS[header & 0xff];
    if (codec === undefined) {
      this.fail(
        GodotError.ERR_INVALID_DATA,
        `${header & 0xff} is no type; Godot has the types 0 to ${CODECS.length - 1}`,
      );
    }
    return codec.read(this, header, depth);
  }

  /**
   * The next number of a vector. Builds of Godot with double precision send 64 bits; vectors here hold 32, as all others.
   * Room for it was {@link take}n.
   */
  real(at: number, index: number, header: number): number {
    return (header & WIDE) === 0
      ? this.view.getFloat32(at + 4 * index, true)
      : this.view.getFloat64(at + 8 * index, true);
  }

  /** The place of so many numbers. */
  takeReals(count: number, header: number, what: string): number {
    return this.take((header & WIDE) === 0 ? 4 * count : 8 * count, what);
  }
}
