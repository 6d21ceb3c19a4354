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

  /** What was written, as an array of its own. */
  finish(): Uint8Array {
    this.expect(0);
    return this.#bytes.slice(0, this.#length);
  }

  /** To be called at the end, come what may. */
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
    if (this.#length + size > this.limit) {
      this.fail(GodotError.ERR_OUT_OF_MEMORY, `it needs more than ${this.limit} bytes`);
    }
  }

  fail(code: GodotError, why: string): never {
    throw new VariantFailure(code, `Cannot encode the value: ${why}.`);
  }

  /** Returns the place of the number, so that it can be written once more. */
  u32(value: number, at = this.reserve(4)): number {
    this.#view.setUint32(at, value, true);
    return at;
  }

  i64(value: number | bigint): void {
    const at = this.reserve(8);
    if (typeof value === "bigint") {
      this.#view.setBigInt64(at, value, true);
    } else {
      this.#view.setUint32(at, value, true);
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
    this.#zeros(-bytes.length & 3);
  }

  /**
   * A text behind its length in bytes. Godot's Strings hold neither NUL characters nor halves of surrogate pairs: both
   * become U+FFFD, as they do when the engine makes a String of them.
   */
  text(text: string, terminated = false): void {
    const { length } = text;
    this.expect(length);
    const header = this.u32(0);
    // A character may need three bytes. What is left over is taken back.
    const start = this.reserve(3 * length);
    let size = 0;
    // What is short is mostly ASCII, which is quicker written here.
    while (size < length && length <= SHORT_TEXT) {
      const code = text.charCodeAt(size);
      if (code === 0 || code > 0x7f) break;
      this.#bytes[start + size] = code;
      size += 1;
    }
    if (size < length) {
      const clean = text.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text;
      size = encoder.encodeInto(clean, this.#bytes.subarray(start)).written;
    }
    this.#length = start + size;
    if (terminated) size += this.#zeros(1);
    this.u32(size, header);
    this.#zeros(-size & 3);
  }

  /** Three at most: fill() takes longer than a short text. */
  #zeros(count: number): number {
    const at = this.reserve(count);
    for (let index = 0; index < count; index += 1) this.#bytes[at + index] = 0;
    return count;
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
