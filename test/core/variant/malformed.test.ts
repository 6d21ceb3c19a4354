import { expect, test } from "vitest";
import { GodotError } from "../core.js";
import { bytes_to_var, bytes_to_var_with_objects, var_to_bytes } from "../../../runtime/core/index.js";
import { watchReports } from "../watch-reports.js";
import { describeVariant } from "./describe-variant.js";
import { hex, MALFORMED_CASES, type Outcome, unhex } from "./recorded.js";

const reports = watchReports();

test("all 385 recorded inputs are here", () => {
  expect(MALFORMED_CASES).toHaveLength(385);
});

function codeNamed(name: string | null | undefined): GodotError | undefined {
  return (GodotError as unknown as Record<string, GodotError>)[name ?? ""];
}

/** An id stays what it was; the engine makes an object of it, with an id of its own. */
const IDS_STAY = ["object_as_id_42"];

test.each(MALFORMED_CASES.map((each) => [each.name, each] as const))("%s", (name, each) => {
  const bytes = unhex(each.bytes);
  const given = bytes.slice();
  const exact = bytes_to_var(bytes, { exact: true });
  const plain = bytes_to_var(bytes);
  expect(bytes).toEqual(given);
  if (each.value === undefined) {
    expect([exact, plain]).toEqual([null, null]);
    expect(reports.map(({ code, kind }) => [code, kind])).toEqual(
      Array.from({ length: 2 }, () => [codeNamed(each.refused), "error"]),
    );
    return;
  }
  expect(reports.length > 0).toBe(each.reports === true);
  reports.length = 0;
  if (!/inside one another/.test(String(each.value.v))) expect(describeVariant(exact)).toEqual(each.value);
  if (!IDS_STAY.includes(name)) expect(hex(var_to_bytes(exact))).toBe(hex(unhex(each.reencoded ?? each.bytes)));
  expect(reports).toEqual([]);
});

/** What differs because the engine's classes and scripts do not exist here. */
const OTHERWISE: Readonly<Record<string, Outcome>> = {
  object_singleton_class: { refused: "ERR_INVALID_DATA" },
  object_node_class: { refused: "ERR_INVALID_DATA" },
  object_negative_props: { refused: "ERR_INVALID_DATA" },
  object_bad_prop_name: { refused: "ERR_INVALID_DATA" },
  object_prop_wrong_type: { refused: "ERR_INVALID_DATA" },
  object_script_prop_path: { refused: "ERR_INVALID_DATA" },
  // There are no files to look into: a type keeps the path of its script, whether there is one or not.
  dict_typed_script_path: {
    value: {
      t: "Dictionary",
      v: [],
      typed_key: { builtin: "Nil", class: "", script: null },
      typed_value: { builtin: "Object", class: "RefCounted", script: "res://desc.gd" },
    },
  },
  array_typed_script_missing: {
    value: { t: "Array", v: [], typed: { builtin: "Object", class: "RefCounted", script: "res://nope.gd" } },
  },
};

const withObjects = MALFORMED_CASES.filter((each) => each.withObjects !== undefined);

test.each(withObjects.map((each) => [each.name, each] as const))("%s with objects", (name, each) => {
  const expected = OTHERWISE[name] ?? each.withObjects;
  const value = bytes_to_var_with_objects(unhex(each.bytes), { exact: true });
  if (expected?.value === undefined) {
    expect([value, reports.map(({ code }) => code)]).toEqual([null, [codeNamed(expected?.refused)]]);
  } else {
    expect(describeVariant(value)).toEqual(expected.value);
  }
});
