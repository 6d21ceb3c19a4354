import { GodotError } from "../api.js";
import { VariantFailure } from "./failure.js";
import { readText } from "./text-reader.js";

/** Reads little-endian values from bytes that may end, or be wrong, at any place. */
export class ByteReader {
  declare readonly bytes: Uint8Array;
  declare readonly view: DataView;
  position = 0;
  /** What is being read, for messages. */
  what = "";

  constructor(bytes: Uint8Array) {
    // Node's Buffer gives slice() another meaning. What is plain is not wrapped: that is a fifth of the time of an int.
    const isPlain = Object.getPrototypeOf(bytes) === Uint8Array.prototype;
    this.bytes = isPlain ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The place of the next `size` bytes, which are then behind. `code` is what it fails with if there are fewer. */
  take(size: number, code = GodotError.ERR_INVALID_DATA): number {
    const at = this.position;
    const left = this.bytes.length - at;
    if (size > left) this.fail(code, `${this.what} needs ${size} bytes, ${left} are left`);
    this.position = at + size;
    return at;
  }

  u32(): number {
    return this.view.getUint32(this.take(4), true);
  }

  i32(): number {
    return this.view.getInt32(this.take(4), true);
  }

  /** A 64-bit integer: a number as far as that is exact, else a bigint. */
  i64(): number | bigint {
    const at = this.take(8);
    const value = this.view.getInt32(at + 4, true) * 0x1_0000_0000 + this.view.getUint32(at, true);
    return Number.isSafeInteger(value) ? value : this.view.getBigInt64(at, true);
  }

  f32(): number {
    return this.view.getFloat32(this.take(4), true);
  }

  f64(): number {
    return this.view.getFloat64(this.take(8), true);
  }

  /** A text behind its length in bytes, padded to 4. As in the engine, it ends at the first NUL. */
  text(): string {
    // A negative one becomes more than there can be.
    const length = this.u32();
    const at = this.take(length + (-length & 3), GodotError.ERR_FILE_EOF);
    return readText(this.bytes, this.view, at, length) ?? this.invalid(`${this.what} is not UTF-8`);
  }

  invalid(why: string): never {
    this.fail(GodotError.ERR_INVALID_DATA, why);
  }

  fail(code: GodotError, why: string): never {
    throw new VariantFailure(code, `Cannot decode the bytes at ${this.position}: ${why}.`);
  }
}
