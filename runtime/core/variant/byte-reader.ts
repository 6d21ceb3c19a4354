import { GodotError } from "../api.js";
import { VariantFailure } from "./failure.js";
import { readText } from "./text-reader.js";

/** Reads little-endian values from bytes that may end, or be wrong, at any place. */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  position = 0;

  constructor(bytes: Uint8Array) {
    // Node's Buffer gives slice() another meaning. What is plain is not wrapped: that is a fifth of the time of an int.
    const isPlain = Object.getPrototypeOf(bytes) === Uint8Array.prototype;
    this.bytes = isPlain ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Fails unless so many bytes follow. */
  need(size: number, what: string): void {
    const left = this.bytes.length - this.position;
    if (left >= size) return;
    this.fail(GodotError.ERR_INVALID_DATA, `${what} needs ${size} bytes, ${Math.max(0, left)} are left`);
  }

  /** The place of the next `size` bytes, which are then behind. */
  take(size: number, what: string): number {
    this.need(size, what);
    const at = this.position;
    this.position = at + size;
    return at;
  }

  u32(what: string): number {
    return this.view.getUint32(this.take(4, what), true);
  }

  i32(what: string): number {
    return this.view.getInt32(this.take(4, what), true);
  }

  /** A 64-bit integer: a number as far as that is exact, else a bigint. */
  i64(what: string): number | bigint {
    const at = this.take(8, what);
    const value = this.view.getInt32(at + 4, true) * 0x1_0000_0000 + this.view.getUint32(at, true);
    return Number.isSafeInteger(value) ? value : this.view.getBigInt64(at, true);
  }

  // The next three read what need() has found to be there, of a value that is looked at as a whole.

  whole(): number {
    const at = this.position;
    this.position = at + 4;
    return this.view.getInt32(at, true);
  }

  f32(): number {
    const at = this.position;
    this.position = at + 4;
    return this.view.getFloat32(at, true);
  }

  f64(): number {
    const at = this.position;
    this.position = at + 8;
    return this.view.getFloat64(at, true);
  }

  /** A text behind its length in bytes, padded to 4. As in the engine, it ends at the first NUL. */
  text(what: string): string {
    this.need(4, what);
    const length = this.whole();
    const padded = length + (-length & 3);
    if (length < 0 || padded > this.bytes.length - this.position) {
      const left = this.bytes.length - this.position;
      this.fail(GodotError.ERR_FILE_EOF, `${what} of ${length} bytes does not fit into the ${left} that are left`);
    }
    const at = this.take(padded, what);
    const text = readText(this.bytes, this.view, at, length);
    if (text === null) this.fail(GodotError.ERR_INVALID_DATA, `${what} is not UTF-8`);
    return text;
  }

  /** How many items of a size follow. They are known to be there, so that there may be made room for them. */
  count(size: number, what: string): number {
    const count = this.i32(`the count of ${what}`);
    const left = this.bytes.length - this.position;
    if (count < 0 || count * size > left) {
      this.fail(GodotError.ERR_INVALID_DATA, `${what} of ${count} items does not fit into the ${left} bytes left`);
    }
    return count;
  }

  fail(code: GodotError, why: string): never {
    throw new VariantFailure(code, `Cannot decode the bytes at ${Math.min(this.position, this.bytes.length)}: ${why}.`);
  }
}
