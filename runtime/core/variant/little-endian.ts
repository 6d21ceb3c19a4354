/** Whether numbers lie in memory as they do on the wire. Nearly everywhere. */
const IS_NATIVE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The memory of a typed array that is made of little-endian bytes. They are copied. */
export function fromBytes(bytes: Uint8Array, size: number): ArrayBuffer {
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  if (!IS_NATIVE) swap(copy, size);
  return copy.buffer;
}

/** The little-endian bytes of a typed array. Not to be changed: they may be its own. */
export function bytesOf(array: Int32Array | BigInt64Array | Float32Array | Float64Array): Uint8Array {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  if (IS_NATIVE) return bytes;
  const copy = bytes.slice();
  swap(copy, array.BYTES_PER_ELEMENT);
  return copy;
}

function swap(bytes: Uint8Array, size: number): void {
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}
