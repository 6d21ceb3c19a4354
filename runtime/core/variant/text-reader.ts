const decoder = new TextDecoder("utf-8", { fatal: true });

/** ASCII texts of this length are kept, one in each slot: keys of Dictionaries come again and again. */
const LONGEST_KEPT = 32;
const SLOT_BITS = 10;
const kept = new Array<string | undefined>(1 << SLOT_BITS);

/**
 * The text of some UTF-8, up to the first NUL and without a byte-order mark, as Godot reads it; `null` if it is not valid.
 *
 * @param view - The same bytes. Behind the text they go on up to a multiple of 4, with anything.
 * @param length - How many bytes, whether there is a NUL or not.
 */
export function readText(bytes: Uint8Array, view: DataView, start: number, length: number): string | null {
  if (length > LONGEST_KEPT) return decode(bytes, start, length);
  const slot = slotOf(view, start, length);
  const candidate = kept[slot];
  // To find a text costs a third of making it, and a Map need not hash it again.
  if (isSame(candidate, bytes, start, length)) return candidate;
  const text = decode(bytes, start, length);
  // As many characters as bytes: all are ASCII, and comparing them with bytes is enough.
  if (text?.length === length) kept[slot] = text;
  return text;
}

/** Where a text is kept. Four bytes at a time; what the padding adds leads at worst to another slot. */
function slotOf(view: DataView, start: number, length: number): number {
  let hash = length;
  for (let at = start; at < start + length; at += 4) {
    hash = Math.imul(hash ^ view.getUint32(at, true), 0x9e37_79b1);
  }
  return hash >>> (32 - SLOT_BITS);
}

function isSame(text: string | undefined, bytes: Uint8Array, start: number, length: number): text is string {
  if (text?.length !== length) return false;
  for (let index = 0; index < length; index += 1) {
    if (text.charCodeAt(index) !== bytes[start + index]) return false;
  }
  return true;
}

function decode(bytes: Uint8Array, start: number, length: number): string | null {
  const whole = bytes.subarray(start, start + length);
  const nul = whole.indexOf(0);
  try {
    return decoder.decode(nul < 0 ? whole : whole.subarray(0, nul));
  } catch {
    return null;
  }
}
