/** Messages that both sides can make and compare without passing them on another way. Runs on Node and in pages. */

const encoder = new TextEncoder();

/** One message as it arrived. The length of text is that of its UTF-8 form. */
export interface Received extends Payload {
  readonly checksum: number;
}

/** A message by what it is made of: each side makes it for itself. */
export interface Payload {
  readonly isText: boolean;
  readonly length: number;
}

export function make({ isText, length }: Payload): string | Uint8Array<ArrayBuffer> {
  return isText ? text(length) : pattern(length);
}

/** Bytes in which every position counts. */
function pattern(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) % 251);
}

/** Text of so many bytes, of characters that have one to four of them, NUL among them. */
function text(length: number): string {
  const sample = "aé✓🎲\0";
  const bytes = encoder.encode(sample).length;
  return sample.repeat(Math.floor(length / bytes)) + "x".repeat(length % bytes);
}

export function received(message: string | Uint8Array): Received {
  const bytes = typeof message === "string" ? encoder.encode(message) : message;
  return { isText: typeof message === "string", length: bytes.length, checksum: checksum(bytes) };
}

/** FNV-1a, 32 bits. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
