import { expect, test } from "vitest";
import type { Variant } from "../../../generated/api/Variant.js";
import { GodotError } from "../core.js";
import {
  bytes_to_var,
  bytes_to_var_with_objects,
  var_to_bytes,
  var_to_bytes_with_objects,
} from "../../../runtime/core/index.js";
import { watchReports } from "../watch-reports.js";
import { build } from "./build-value.js";
import { describeVariant } from "./describe-variant.js";
import { type Described, hex, nesting, unhex, VECTOR_CASES } from "./recorded.js";

const reports = watchReports();

/** Classes of the engine's that exist here too. */
const KNOWN = ["RefCounted"];

function isKnown({ t, v }: Described): boolean {
  return t !== "Object" || v === null || KNOWN.includes((v as { class: string }).class);
}

/** Where the bytes hold an object's id, which nobody can foretell. */
const ID: Readonly<Record<string, readonly [from: number, to: number]>> = {
  object_refcounted: [4, 12],
  object_with_script: [4, 12],
  object_file_script: [4, 12],
  object_gradient: [4, 12],
  signal_real: [24, 32],
};

function withoutId(name: string, bytes: Uint8Array): string {
  const [from, to] = ID[name] ?? [0, 0];
  return hex(bytes.slice().fill(0, from, to));
}

function expectDescription(value: Variant, expected: Described): void {
  if (typeof expected.v === "string" && /inside one another/.test(expected.v)) {
    let depth = 0;
    let inner: Variant | undefined = value;
    for (; inner !== undefined && inner !== null; depth += 1) {
      inner = Array.isArray(inner) ? (inner[0] as Variant | undefined) : (inner as Map<Variant, Variant>).get(null);
    }
    expect(depth).toBe(nesting(expected.v));
    return;
  }
  expect(describeVariant(value)).toEqual(expected);
}

test("all 209 recorded values are here", () => {
  expect(VECTOR_CASES).toHaveLength(209);
});

test.each(VECTOR_CASES.map((each) => [each.name, each] as const))("%s is encoded as the engine does", (name, each) => {
  const bytes = var_to_bytes(build(each.value));
  expect(withoutId(name, bytes)).toBe(withoutId(name, unhex(each.bytes)));
  expect(reports.map(({ code }) => code)).toEqual(each.refused === undefined ? [] : [codeNamed(each.refused)]);
});

const withBytes = VECTOR_CASES.filter(({ bytes }) => bytes !== "").map((each) => [each.name, each] as const);

test.each(withBytes)("%s is decoded, and encoded again to the same bytes", (_, each) => {
  const exact = bytes_to_var(unhex(each.bytes), { exact: true });
  expectDescription(exact, each.decoded ?? each.value);
  // The engine makes an object of an id, which gets an id of its own. Here the id stays what it was.
  const isId = each.decoded?.t === "Object";
  if (each.reencodeSame !== false || isId) expect(hex(var_to_bytes(exact))).toBe(hex(unhex(each.bytes)));
  expect(reports).toEqual([]);
});

const withObjects = VECTOR_CASES.filter(({ bytesWithObjects }) => bytesWithObjects !== undefined).map(
  (each) => [each.name, each] as const,
);

test.each(withObjects)("%s is encoded and decoded with objects", (name, each) => {
  const bytes = unhex(each.bytesWithObjects ?? "");
  if (isKnown(each.value) && each.refusedWithObjects === undefined) {
    expect(hex(var_to_bytes_with_objects(build(each.value)))).toBe(hex(bytes));
  }
  if (bytes.length === 0) return;
  const expected = each.decodedWithObjects ?? each.value;
  const value = bytes_to_var_with_objects(bytes, { exact: true });
  if (name === "dict_typed_script_empty") {
    // The engine has lost the script here, which the bytes name.
    const typed_value = { builtin: "Object", class: "RefCounted", script: "res://desc.gd" };
    expectDescription(value, { ...expected, typed_value });
  } else if (isKnown(expected)) {
    expectDescription(value, expected);
    expect(reports).toEqual([]);
  } else {
    expect([value, reports[0]?.code]).toEqual([null, GodotError.ERR_INVALID_DATA]);
  }
});

test.each(["array_contains_itself", "dict_contains_itself", "array_depth_1026", "dict_depth_1026"])(
  "%s is refused with objects, too",
  (name) => {
    const each = VECTOR_CASES.find((one) => one.name === name);
    expect(var_to_bytes_with_objects(build(each?.value ?? { t: "Nil", v: null }))).toHaveLength(0);
    expect(reports.map(({ code }) => code)).toEqual([GodotError.ERR_OUT_OF_MEMORY]);
  },
);

function codeNamed(name: string): GodotError | undefined {
  return (GodotError as unknown as Record<string, GodotError>)[name];
}
