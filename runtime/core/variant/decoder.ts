import { GodotError, type Variant } from "../api.js";
import type { Callable } from "../callable.js";
import { ByteReader } from "./byte-reader.js";
import { CODECS } from "./codecs.js";
import { MAX_DEPTH, WIDE } from "./type-ids.js";
import { Vector2, Vector3, Vector4 } from "./vectors.js";

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
   * Fails unless so many numbers of a vector follow. Builds of Godot with double precision send 64 bits for each; vectors
   * here hold 32, as those of all other builds.
   */
  needReals(count: number, header: number, what: string): void {
    this.need((header & WIDE) === 0 ? 4 * count : 8 * count, what);
  }

  // What follows reads numbers that needReals() has found to be there.

  real(header: number): number {
    return (header & WIDE) === 0 ? this.f32() : this.f64();
  }

  vector2(header: number): Vector2 {
    return new Vector2(this.real(header), this.real(header));
  }

  vector3(header: number): Vector3 {
    return new Vector3(this.real(header), this.real(header), this.real(header));
  }

  vector4(header: number): Vector4 {
    return new Vector4(this.real(header), this.real(header), this.real(header), this.real(header));
  }
}
