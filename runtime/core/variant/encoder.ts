import { GodotError, type Variant } from "../api.js";
import { describeValue } from "../describe-value.js";
import { ByteWriter } from "./byte-writer.js";
import { CODECS } from "./codecs.js";
import { VariantFailure } from "./failure.js";
import { typeOf } from "./type-of.js";
import { MAX_DEPTH } from "./type-ids.js";
import type { Vector2, Vector3, Vector4 } from "./vectors.js";

export interface EncoderOptions {
  /** Whether objects are written with their class and properties, instead of their ids. */
  readonly objects: boolean;
  /** How many bytes the whole may have. */
  readonly limit: number;
}

/** Writes one Variant, with all that it holds. */
export class Encoder extends ByteWriter {
  readonly objects: boolean;

  constructor({ objects, limit }: EncoderOptions) {
    super(limit);
    this.objects = objects;
  }

  /** @param depth - How many containers stand around the value. */
  variant(value: Variant, depth: number): void {
    if (depth > MAX_DEPTH) {
      const why = `more than ${MAX_DEPTH} containers are nested, or one contains itself`;
      throw new VariantFailure(GodotError.ERR_OUT_OF_MEMORY, `Cannot encode the value: ${why}.`);
    }
    const codec = CODECS[typeOf(value)];
    if (codec === undefined) this.refuse(value);
    codec.write(this, value, depth);
  }

  /** Fails because of a value that is no Variant, or none `that …`. */
  refuse(value: unknown, that = ""): never {
    const hint = typeof value === "function" ? "; Callable.from(…) makes a Callable of it" : "";
    throw new VariantFailure(
      GodotError.ERR_INVALID_PARAMETER,
      `Cannot encode the value: ${describeValue(value)} is no Variant${that}${hint}.`,
    );
  }

  int(value: number | bigint): void {
    if (typeof value === "bigint" && BigInt.asIntN(64, value) !== value) {
      const why = `${describeValue(value)} does not fit into 64 bits`;
      throw new VariantFailure(GodotError.ERR_INVALID_PARAMETER, `Cannot encode the value: ${why}.`);
    }
    this.i64(value);
  }

  vector2(value: Vector2): void {
    this.f32(value.x);
    this.f32(value.y);
  }

  vector3(value: Vector3): void {
    this.f32(value.x);
    this.f32(value.y);
    this.f32(value.z);
  }

  vector4(value: Vector4): void {
    this.f32(value.x);
    this.f32(value.y);
    this.f32(value.z);
    this.f32(value.w);
  }
}
