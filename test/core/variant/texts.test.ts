import { expect, test } from "vitest";
import { bytes_to_var, var_to_bytes } from "../../../runtime/core/index.js";
import { watchReports } from "../watch-reports.js";
import { hex, unhex } from "./recorded.js";

const reports = watchReports();

// Short texts are kept between calls, in a bounded number of places that many texts share.
test("many texts, of all lengths and over and over, come back as they were", () => {
  const mixed = "Größe日本😀é";
  const texts = Array.from({ length: 5000 }, (_, index) => `${index * 7919}`.padEnd(index % 70, "abcdefg"));
  const others = Array.from({ length: 500 }, (_, index) => `${mixed.slice(index % 7)}${index}`);
  const bytes = var_to_bytes([...texts, ...others, ...texts]);
  for (let round = 0; round < 2; round += 1) {
    expect(bytes_to_var(bytes)).toEqual([...texts, ...others, ...texts]);
  }
  expect(hex(var_to_bytes(bytes_to_var(bytes)))).toBe(hex(bytes));
});

test.each([
  ["one character differs at the start", "xbcdefgh", "ybcdefgh"],
  ["in the middle", "abcdxfgh", "abcdyfgh"],
  ["at the end", "abcdefgx", "abcdefgy"],
  ["one is the start of the other", "abcdefg", "abcdefgh"],
  ["one has a character of two bytes", "aé", "aab"],
])("texts are not taken for each other: %s", (_, one, other) => {
  expect(bytes_to_var(var_to_bytes([one, other, one, other]))).toEqual([one, other, one, other]);
});

test.each([
  ["what stands in the padding is not looked at", "0400000005000000 68656c6c6f ffff01", "hello"],
  ["a text ends at a NUL", "0400000005000000 6865006c6f 000000", "he"],
  ["what is no UTF-8 behind a NUL does no harm", "0400000004000000 6800ff80", "h"],
  ["a byte-order mark is skipped", "0400000004000000 efbbbf68", "h"],
  ["an empty text", "0400000000000000", ""],
])("%s", (_, bytes, text) => {
  // The text that is kept, for those that begin alike.
  expect(bytes_to_var(unhex("04000000050000006865".concat("6c6c6f000000")))).toBe("hello");
  expect(bytes_to_var(unhex(bytes.replaceAll(" ", "")))).toBe(text);
  expect(reports).toEqual([]);
});

test.each([
  ["at the writer's own length for short texts", 48],
  ["one above it", 49],
  ["above what the buffer begins with", 100_000],
])("a text of ASCII and one of more bytes than characters, %s", (_, length) => {
  for (const text of ["a".repeat(length), "é".repeat(length), `${"a".repeat(length - 1)}é`]) {
    expect(bytes_to_var(var_to_bytes([text, "end"]))).toEqual([text, "end"]);
  }
});

test("what is written after a longer value holds nothing of it", () => {
  var_to_bytes("x".repeat(200));
  expect(hex(var_to_bytes(["a", "abc", "abcd", "é"]))).toBe(
    ["1c00000004000000", "040000000100000061000000", "040000000300000061626300", "040000000400000061626364"].join("") +
      "0400000002000000c3a90000",
  );
});
