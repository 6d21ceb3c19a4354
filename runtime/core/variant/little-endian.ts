/** Whether numbers lie in memory as they do on the wire. Nearly everywhere. */
const IS_NATIVE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Numbers of a size as they lie on the wire, from how they lie in memory, and the other way. They stay what they are. */
export function inOrder(bytes: Uint8Array, size: number): Uint8Array {
  if (IS_NATIVE) return bytes;
  const copy = bytes.slice();
  for (let at = 0; at < copy.length; at += size) copy.subarray(at, at + size).reverse();
  return copy;
}
