const decoder = new TextDecoder("utf-8", { fatal: true });

/** Texts of this length are kept, and up to {@link SLOTS} of them: keys of Dictionaries come again and again. */
const LONGEST_KEPT = 32;
const SLOTS = 512;
const kept: string[] = new Array<string>(SLOTS).fill("");

/**
 * The text of some UTF-8, up to the first NUL and without a byte-order mark, as Godot reads it; `null` if it is not valid.
 *
 * @param end - Where the bytes end, whether there is a NUL or not.
 */
export function readText(bytes: Uint8Array, start: number, end: number): string | null {
  const length = end - start;
  if (length <= LONGEST_KEPT) {
    let hash = length;
    let at = start;
    for (; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === 0 || byte > 0x7f) break;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    if (at === end) return plainText(bytes, start, length, hash & (SLOTS - 1));
  }
  const nul = bytes.subarray(start, end).indexOf(0);
  try {
    return decoder.decode(bytes.subarray(start, nul < 0 ? end : start + nul));
  } catch {
    return null;
  }
}

/** A short text of ASCII characters, made only if it is not the one that was last seen in its slot. */
function plainText(bytes: Uint8Array, start: number, length: number, slot: number): string {
  const candidate = kept[slot] ?? "";
  if (candidate.length === length) {
    let index = 0;
    while (index < length && candidate.charCodeAt(index) === bytes[start + index]) index += 1;
    if (index === length) return candidate;
  }
  const text = String.fromCharCode(...bytes.subarray(start, start + length));
  kept[slot] = text;
  return text;
}
