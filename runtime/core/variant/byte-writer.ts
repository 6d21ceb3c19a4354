import { GodotError } from "../api.js";
import { VariantFailure } from "./failure.js";

const SCRATCH_SIZE = 0x1_0000;
const SHORT_TEXT = 48;
const encoder = new TextEncoder();

/**
 * Kept for the next value, because most are small; `null` while one is being written. A view, because to make one costs
 * more than to make an array over its memory.
 */
let scratch: DataView<ArrayBuffer> | null = null;

/** Writes little-endian values into a buffer that grows up to a limit. */
export class ByteWriter {
  /** How many bytes the whole may have. */
  declare readonly limit: number;
  #bytes: Uint8Array;
  #view: DataView<ArrayBuffer>;
  #length = 0;

  constructor(limit: number) {
    this.limit = limit;
    this.#view = scratch ?? new DataView(new ArrayBuffer(SCRATCH_SIZE));
    this.#bytes = new Uint8Array(this.#view.buffer);
    // A getter of the value's may encode another one meanwhile.
    scratch = null;
  }

  /** What was written, as an array of its own. Nothing may be written any more. */
  finish(): Uint8Array {
    this.expect(0);
    const result = this.#bytes.slice(0, this.#length);
    this.release();
    return result;
  }

  release(): void {
    if (this.#bytes.length === SCRATCH_SIZE) scratch = this.#view;
  }

  /** Makes room for that many bytes, and gives their place. */
  reserve(size: number): number {
    const at = this.#length;
    const needed = at + size;
    if (needed > this.#bytes.length) this.#grow(needed);
    this.#length = needed;
    return at;
  }

  /** Fails if so many more bytes are too many, before anything is done for them. */
  expect(size: number): void {
    if (this.#length + size <= this.limit) return;
    this.fail(GodotError.ERR_OUT_OF_MEMORY, `it needs more than ${this.limit} bytes`);
  }

  fail(code: GodotError, why: string): never {
    throw new VariantFailure(code, `Cannot encode the value: ${why}.`);
  }

  /** Returns the place of the number, for {@link u32At}. */
  u32(value: number): number {
    const at = this.reserve(4);
    this.#view.setUint32(at, value, true);
    return at;
  }

  u32At(at: number, value: number): void {
    this.#view.setUint32(at, value, true);
  }

  i32(value: number): void {
    this.u32(value);
  }

  i64(value: number | bigint): void {
    const at = this.reserve(8);
    if (typeof value === "bigint") {
      this.#view.setBigInt64(at, BigInt.asIntN(64, value), true);
    } else {
      this.#view.setUint32(at, value >>> 0, true);
      this.#view.setInt32(at + 4, Math.floor(value / 0x1_0000_0000), true);
    }
  }

  f32(value: number): void {
    const at = this.reserve(4);
    this.#view.setFloat32(at, value, true);
  }

  f64(value: number): void {
    const at = this.reserve(8);
    this.#view.setFloat64(at, value, true);
  }

  /** Bytes as they are, then zeros up to a multiple of 4. */
  raw(bytes: Uint8Array): void {
    this.expect(bytes.length);
    const at = this.reserve(bytes.length);
    this.#bytes.set(bytes, at);
    this.#pad(bytes.length);
  }

  /**
   * A text behind its length in bytes. Godot's Strings hold neither NUL characters nor halves of surrogate pairs: both
   * become U+FFFD, as they do when the engine makes a String of them.
   */
  text(text: string, terminated = false): void {
    this.expect(text.length);
    const at = this.u32(0);
    let length = text.length <= SHORT_TEXT ? this.#plain(text) : -1;
    if (length < 0) length = this.#encoded(text);
    if (terminated) {
      this.#bytes[this.reserve(1)] = 0;
      length += 1;
    }
    this.u32At(at, length);
    this.#pad(length);
  }

  /** Writes ASCII as it is, and gives its length; -1 if it was something else, which then is not written. */
  #plain(text: string): number {
    const at = this.reserve(text.length);
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code === 0 || code > 0x7f) {
        this.#length = at;
        return -1;
      }
      this.#bytes[at + index] = code;
    }
    return text.length;
  }

  #encoded(text: string): number {
    const clean = text.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text;
    const at = this.reserve(clean.length * 3);
    const { written } = encoder.encodeInto(clean, this.#bytes.subarray(at));
    this.#length = at + written;
    return written;
  }

  #pad(length: number): void {
    const size = -length & 3;
    const at = this.reserve(size);
    // Three at most: fill() takes longer than a short text.
    for (let index = 0; index < size; index += 1) this.#bytes[at + index] = 0;
  }

  #grow(needed: number): void {
    // What is written counts: texts are given room for three bytes a character before it is known what they need.
    this.expect(0);
    const bytes = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    bytes.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }
}
