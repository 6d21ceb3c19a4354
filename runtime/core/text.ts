// Both keep every character: a byte-order mark and NUL are text like any other.
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Godot's `String.to_utf8_buffer()`: the bytes of a text.
 *
 * @param text - Any text; halves of surrogate pairs become U+FFFD.
 * @returns A new array of its UTF-8 bytes.
 */
export function to_utf8_buffer(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * Godot's `PackedByteArray.get_string_from_utf8()`: the text of some bytes, the inverse of {@link to_utf8_buffer}.
 *
 * @param bytes - UTF-8; sequences that are not valid become U+FFFD.
 * @returns The whole text, NUL characters included. (The engine stops at the first one.)
 */
export function get_string_from_utf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
