import { describe, expect, test } from "vitest";
import { Callable, checkArguments, GodotError, GodotObject, RefCounted, Signal } from "./core.js";
import { watchReports } from "./watch-reports.js";

const reports = watchReports();
const object = new GodotObject();
const check = (type: string, value: unknown): boolean =>
  checkArguments(object, "Thing", "use", [value], [{ name: "what", type }]);

class Point {
  x = 0;
}

describe.each<[type: string, good: unknown[], bad: unknown[]]>([
  ["String", ["", "text"], [5, null, undefined, new String("x"), ["x"]]],
  ["StringName", ["x"], [Symbol("x")]],
  ["NodePath", ["../x"], [{}]],
  ["int", [0, -0, -5, 2 ** 53 - 1, 5n, 2n ** 63n - 1n], [1.5, NaN, Infinity, 2 ** 53, 2n ** 63n, "7", true, null]],
  ["float", [0, 1.5, NaN, Infinity], ["1.5", 1n, null]],
  ["bool", [true, false], [0, 1, "true", null, undefined]],
  ["Dictionary", [{}, { a: 1 }, Object.create(null), new Map()], [null, [], new Point(), new Set(), "{}", object]],
  ["Array", [[], [1]], [{}, "abc", new Uint8Array(1), null]],
  ["Dictionary[]", [[], [{}]], [{}, null]],
  ["PackedByteArray", [new Uint8Array(), Buffer.from("x")], [[1], new ArrayBuffer(1), new Int8Array(1), "x", null]],
  ["PackedInt32Array", [new Int32Array(1)], [new Uint8Array(1), [1]]],
  ["PackedFloat64Array", [new Float64Array(1)], [new Float32Array(1)]],
  ["Callable", [() => undefined, new Callable()], ["f", {}, null]],
  ["Signal", [new Signal()], [{}, null]],
  ["Variant", [null, 5, "x", {}, [], undefined], []],
  ["Object", [object, new RefCounted(), null], [{}, "x", undefined, new Point()]],
  ["RefCounted", [new RefCounted(), null], [object, {}, 5]],
  ["NoSuchClass", [null], [object, {}]],
])("%s", (type, good, bad) => {
  test.each(good.map((value) => [value]))("takes %o", (value) => {
    expect(check(type, value)).toBe(true);
    expect(reports).toEqual([]);
  });

  if (bad.length > 0) {
    test.each(bad.map((value) => [value]))("refuses %o", (value) => {
      expect(check(type, value)).toBe(false);
      expect(reports).toHaveLength(1);
    });
  }
});

test("the report names method, argument, expected and given", () => {
  const infos = [
    { name: "label", type: "String" },
    { name: "options", type: "Dictionary", default: "{}" },
  ];
  const use = (...values: unknown[]) =>
    checkArguments(object, "WebRTCPeerConnection", "create_data_channel", values, infos);
  expect(use("chat")).toBe(true);
  expect(use("chat", undefined)).toBe(true);
  expect(use("chat", {}, "one too many")).toBe(true);
  expect(use()).toBe(false);
  expect(use("chat", "negotiated")).toBe(false);
  expect(reports).toMatchObject([
    {
      message:
        'Invalid argument 1 "label" of WebRTCPeerConnection.create_data_channel(): expected String, got nothing.',
    },
    {
      kind: "error",
      message:
        'Invalid argument 2 "options" of WebRTCPeerConnection.create_data_channel(): ' +
        'expected Dictionary, got String "negotiated".',
      class_name: "WebRTCPeerConnection",
      method: "create_data_channel",
      code: GodotError.ERR_INVALID_PARAMETER,
    },
  ]);
});

test.each<[unknown, string]>([
  [null, "null"],
  [5, "int 5"],
  [1.5, "float 1.5"],
  [NaN, "float NaN"],
  [7n, "int 7"],
  [true, "bool true"],
  [`${"long ".repeat(20)}\n`, `String "${"long ".repeat(12)}…"`],
  [[1, 2], "Array of 2"],
  [{ a: 1 }, "Dictionary"],
  [Object.create(null), "Dictionary"],
  [new Map(), "Map"],
  [new Point(), "Point"],
  [new Uint8Array(3), "PackedByteArray of 3"],
  [() => undefined, "a function"],
  [Symbol("x"), "symbol Symbol(x)"],
])("what was given is told briefly: %#", (value, text) => {
  check("Rect2", value ?? undefined);
  check("NodePath", value);
  expect(reports.at(-1)?.message.split(", got ")[1]).toBe(`${text}.`);
});

test("an object that tells nothing of itself fits no type, and does no harm", () => {
  const refuse = () => {
    throw new Error("no");
  };
  const hostile = new Proxy({}, { getPrototypeOf: refuse, get: refuse });
  for (const type of ["Dictionary", "Callable", "Signal", "PackedByteArray", "Object"])
    expect(check(type, hostile)).toBe(false);
  expect(reports.map(({ message }) => message.split(", got ")[1])).toEqual(
    Array.from({ length: 5 }, () => "an object that cannot be described."),
  );
});
