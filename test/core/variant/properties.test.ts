import { expect, test } from "vitest";
import { bytes_to_var, bytes_to_var_with_objects, var_to_bytes } from "../../../runtime/core/index.js";
import { watchReports } from "../watch-reports.js";
import { below, seeded } from "./random.js";
import { randomVariant } from "./random-variant.js";
import { hex, MALFORMED_CASES, unhex, VECTOR_CASES } from "./recorded.js";

const reports = watchReports();

test("what is encoded comes back as it was", () => {
  const random = seeded(1);
  for (let round = 0; round < 3000; round += 1) {
    const value = randomVariant(random);
    const bytes = var_to_bytes(value);
    expect(bytes.length % 4).toBe(0);
    expect(bytes_to_var(bytes)).toEqual(value);
    expect(hex(var_to_bytes(bytes_to_var(bytes, { exact: true })))).toBe(hex(bytes));
  }
  expect(reports).toEqual([]);
});

test("mutated and random bytes give a value or a report, and no exception", () => {
  const random = seeded(2);
  const sources = [...VECTOR_CASES, ...MALFORMED_CASES]
    .map(({ bytes }) => unhex(bytes))
    .filter(({ length }) => length > 0);
  const outcomes = { values: 0, refusals: 0 };
  for (let round = 0; round < 20_000; round += 1) {
    const bytes = mutate(sources[below(random, sources.length)] ?? new Uint8Array(), random);
    reports.length = 0;
    const read = round % 4 === 0 ? bytes_to_var_with_objects : bytes_to_var;
    const value = read(bytes, { exact: round % 2 === 0 });
    expect(reports.length).toBeLessThanOrEqual(1);
    if (reports[0]?.code === undefined) outcomes.values += 1;
    else {
      expect(value).toBeNull();
      outcomes.refusals += 1;
    }
    // Whatever was read can be written, or is refused, but not thrown at.
    if (read === bytes_to_var) var_to_bytes(value);
  }
  expect(outcomes.values).toBeGreaterThan(1000);
  expect(outcomes.refusals).toBeGreaterThan(1000);
});

function mutate(source: Uint8Array, random: () => number): Uint8Array {
  if (random() < 0.1) return Uint8Array.from({ length: below(random, 64) }, () => below(random, 40));
  const bytes = source.slice(0, random() < 0.3 ? below(random, source.length + 1) : 4096);
  for (let count = below(random, 4); count > 0 && bytes.length > 0; count -= 1) {
    const at = below(random, bytes.length);
    bytes[at] = random() < 0.5 ? below(random, 256) : (bytes[at] ?? 0) ^ (1 << below(random, 8));
  }
  return bytes;
}

test.each(["1b", "1c", "1d", "1e", "1f", "20", "21", "22", "23", "24", "25", "26"])(
  "type %s: a count that the bytes cannot hold takes neither time nor memory",
  (type) => {
    const started = performance.now();
    const before = process.memoryUsage();
    for (const count of ["ffffff7f", "00000040", "ffff0000"]) {
      for (let round = 0; round < 100; round += 1) expect(bytes_to_var(unhex(`${type}000000${count}`))).toBeNull();
    }
    const after = process.memoryUsage();
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(10_000_000);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(reports).toHaveLength(300);
  },
);

test("the time to decode grows with the bytes, not with their square", () => {
  // Many empty texts, Dictionaries with a StringName each, and nulls that a typed Array drops.
  for (const [head, item] of [
    ["1c000000", "0400000000000000"],
    ["1c000000", "1b0000000100000015000000010000006100000000000000"],
    ["1c00010002000000", "00000000"],
  ] as const) {
    const count = 200_000;
    const started = performance.now();
    const bytes = unhex(`${head}${le32(count)}(${item})*${count}`);
    expect(bytes_to_var(bytes)).toBeInstanceOf(Array);
    expect(performance.now() - started).toBeLessThan(5000);
  }
  expect(reports.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^200000 items of typed Arrays or Dictionaries are left out/),
  ]);
});

function le32(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes.toString("hex");
}
