import { expect, test } from "vitest";
import { get_string_from_utf8, to_utf8_buffer } from "./core.js";

test.each(["", "Hi from P1", "Grüße, 世界 🎉", "a\0b", "\uFEFFmark", "\0"])("%j survives both ways", (text) => {
  expect(get_string_from_utf8(to_utf8_buffer(text))).toBe(text);
});

test.each<[string, number[], string]>([
  ["a lone continuation byte", [0x61, 0x80, 0x62], "a\uFFFDb"],
  ["an end that is cut off", [0xe4, 0xb8], "\uFFFD"],
  ["a surrogate", [0xed, 0xa0, 0x80], "\uFFFD\uFFFD\uFFFD"],
])("%s becomes U+FFFD", (_, bytes, text) => {
  expect(get_string_from_utf8(Uint8Array.from(bytes))).toBe(text);
});

test("half a surrogate pair becomes U+FFFD", () => {
  expect(to_utf8_buffer("\uD800")).toEqual(Uint8Array.of(0xef, 0xbf, 0xbd));
});
