import { expect, test } from "vitest";
import { Callable, ClassDB, GodotError, GodotObject, RefCounted } from "../core.js";
import * as core from "../../../runtime/core/index.js";
import { watchReports } from "../watch-reports.js";
import { hex, unhex } from "./recorded.js";

const reports = watchReports();
const { bytes_to_var, float, var_to_bytes, var_to_bytes_with_objects } = core;

const INT = "02000000";
/** The number of the type Object. */
const OBJECT = 24;

test.each([
  ["an integral number is an int", 1, `${INT}01000000`],
  ["a large one has 64 bits", 2 ** 40, "020001000000000000010000"],
  ["an integral one that no int can hold is a float", 2 ** 63, "030000000000005f"],
  ["so is -0, which as an int would lose its sign", -0, "0300000000000080"],
  ["a fraction is a float", 0.5, "030000000000003f"],
  ["NaN is a float of 64 bits, as in the engine", NaN, "03000100000000000000f87f"],
  ["float() forces a float", float(1), "030000000000803f"],
  ["a bigint is an int", 1n, `${INT}01000000`],
  ["a large bigint", 2n ** 63n - 1n, "02000100ffffffffffffff7f"],
  ["NUL characters become U+FFFD, as in the engine's Strings", "a\0", "0400000004000000".concat("61efbfbd")],
  ["so do halves of surrogate pairs", "\uD800", "0400000003000000efbfbd00"],
])("%s", (_, value, bytes) => {
  expect(hex(var_to_bytes(value))).toBe(bytes);
});

test("ints beyond 2^53 come back as bigints, all others as numbers", () => {
  const back = (value: number | bigint) => bytes_to_var(var_to_bytes(value));
  expect(back(2n ** 53n)).toBe(2n ** 53n);
  expect(back(-(2n ** 63n))).toBe(-(2n ** 63n));
  expect(back(2n ** 53n - 1n)).toBe(2 ** 53 - 1);
  expect(back(-5n)).toBe(-5);
});

test("plain objects and Maps are Dictionaries, and come back as Maps in their order", () => {
  const plain = { b: 1, a: [true, { c: null }] };
  const map = new Map([
    ["b", 1],
    ["a", [true, new Map([["c", null]])]],
  ] as [string, never][]);
  expect(bytes_to_var(var_to_bytes(plain))).toEqual(map);
  expect(hex(var_to_bytes(map))).toBe(hex(var_to_bytes(plain)));
  expect(bytes_to_var(var_to_bytes(Object.create(null) as Record<string, never>))).toEqual(new Map());
});

test("typed containers keep their type where it is asked for", () => {
  const bytes = var_to_bytes(new core.TypedArray("float", [1, 2]));
  expect(hex(bytes)).toBe("1c0001000300000002000000030000000000803f0300000000000040");
  expect(bytes_to_var(bytes)).toEqual([1, 2]);
  expect(bytes_to_var(bytes)).not.toBeInstanceOf(core.TypedArray);
  const exact = bytes_to_var(bytes, { exact: true });
  expect(exact).toBeInstanceOf(core.TypedArray);
  expect(hex(var_to_bytes(exact))).toBe(hex(bytes));
  const scores = new core.TypedDictionary("String", "float", [["a", 1]]);
  expect(hex(var_to_bytes(scores))).toBe(
    "1b0005000400000003000000010000000400000001000000610000000300000000".concat("00803f"),
  );
});

test.each(["A::b", "::", "A/B//:c::d"])(
  "%s is no NodePath, but an empty one with a report, as in the engine",
  (path) => {
    expect(hex(var_to_bytes(new core.NodePath(path)))).toBe(hex(var_to_bytes(new core.NodePath())));
    expect(reports).toMatchObject([
      { kind: "error", class_name: "NodePath", message: expect.stringContaining(path) as string },
    ]);
  },
);

test.each([
  ["A:b:", "A:b"],
  ["A:", "A"],
  [":", ""],
])("the NodePath %s ends with a colon, which is left out", (path, plain) => {
  expect(hex(var_to_bytes(new core.NodePath(path)))).toBe(hex(var_to_bytes(new core.NodePath(plain))));
  expect(reports).toEqual([]);
});

test("what stands in for an object is whole where objects are, as in the engine", () => {
  const bytes = [
    ["18000000", "11000000456e636f6465644f626a6563744173494400000002000000"],
    ["09000000", "6f626a6563745f6964000000", "02000000", "87d61200"],
    ["06000000", "7363726970740000", "00000000"],
  ]
    .flat()
    .join("");
  const value = new core.EncodedObjectAsID(1234567);
  expect(hex(var_to_bytes_with_objects(value))).toBe(bytes);
  expect(core.bytes_to_var_with_objects(unhex(bytes))).toEqual(value);
  const large = new core.EncodedObjectAsID(-9223372010464213586n);
  expect(core.bytes_to_var_with_objects(var_to_bytes_with_objects([large]))).toEqual([large]);
  // An id that is no int is passed over.
  expect(core.bytes_to_var_with_objects(unhex(bytes.replace("0200000087d61200", "0100000001000000")))).toEqual(
    new core.EncodedObjectAsID(),
  );
  // By its id it is known both ways, as ever.
  expect(core.bytes_to_var_with_objects(var_to_bytes(value))).toEqual(value);
  expect(bytes_to_var(var_to_bytes(value))).toEqual(value);
  expect(reports).toEqual([]);
});

test("a container of objects of any class names none, also where they are only ids, as in the engine", () => {
  const objects = new core.TypedArray(new core.ElementType(OBJECT), [null]);
  const bytes = "1c00010018000000".concat("01000000", "00000000");
  expect(hex(var_to_bytes(objects))).toBe(bytes);
  expect(hex(var_to_bytes_with_objects(objects))).toBe(bytes);
  const byName = new core.TypedDictionary("int", objects.element_type);
  expect(hex(var_to_bytes(byName))).toBe("1b000500".concat("02000000", "18000000", "00000000"));
  // What arrives without objects is a container of ids, and is sent on as one.
  const arrived = bytes_to_var(var_to_bytes(objects), { exact: true });
  expect(hex(var_to_bytes(arrived))).toBe(hex(var_to_bytes(new core.TypedArray("Node", [null]))));
});

test("a typed container refuses what it cannot hold", () => {
  expect(var_to_bytes(new core.TypedArray("int", ["a"]))).toHaveLength(0);
  expect(var_to_bytes(new core.TypedDictionary("String", "Variant", [[1, 1]]))).toHaveLength(0);
  expect(reports.map(({ code, method }) => [code, method])).toEqual(
    Array.from({ length: 2 }, () => [GodotError.ERR_INVALID_PARAMETER, "var_to_bytes"]),
  );
});

const circular: core.TypedArray = new core.TypedArray("Array");
circular.push(circular);
const throwing = {
  get x(): never {
    throw new Error("from a getter");
  },
};
const { proxy, revoke } = Proxy.revocable({}, {});
revoke();

test.each([
  ["undefined", undefined, GodotError.ERR_INVALID_PARAMETER],
  ["a symbol", Symbol("s"), GodotError.ERR_INVALID_PARAMETER],
  ["a function", () => 1, GodotError.ERR_INVALID_PARAMETER],
  ["a Date", new Date(0), GodotError.ERR_INVALID_PARAMETER],
  ["another typed array", new Int16Array(2), GodotError.ERR_INVALID_PARAMETER],
  ["a bigint beyond 64 bits", 2n ** 63n, GodotError.ERR_INVALID_PARAMETER],
  ["a value of it inside", [{ a: [undefined] }], GodotError.ERR_INVALID_PARAMETER],
  ["a getter that throws", throwing, GodotError.ERR_INVALID_PARAMETER],
  ["a revoked proxy", proxy, GodotError.ERR_INVALID_PARAMETER],
  ["what contains itself", circular, GodotError.ERR_OUT_OF_MEMORY],
  ["a sparse array of four milliards", new Array(4_000_000_000), GodotError.ERR_OUT_OF_MEMORY],
])("var_to_bytes refuses %s", (_, value, code) => {
  expect(var_to_bytes(value as never)).toEqual(new Uint8Array());
  expect(reports).toMatchObject([{ kind: "error", class_name: "@GlobalScope", method: "var_to_bytes", code }]);
});

test.each([undefined, null, "text", [1], new ArrayBuffer(4), new Int8Array(4)])("bytes_to_var refuses %o", (given) => {
  expect(bytes_to_var(given as never)).toBeNull();
  expect(reports).toMatchObject([{ method: "bytes_to_var", code: GodotError.ERR_INVALID_PARAMETER }]);
});

test("bytes may be a view into others, and a Buffer; what is decoded has memory of its own", () => {
  const buffer = Buffer.from("ff1d0000000300000001020300ff", "hex").subarray(1);
  const value = bytes_to_var(buffer);
  expect(value).toEqual(Uint8Array.of(1, 2, 3));
  expect(Object.getPrototypeOf(value)).toBe(Uint8Array.prototype);
  buffer.fill(9);
  expect(value).toEqual(Uint8Array.of(1, 2, 3));
});

test("a value that is encoded while another one is does not disturb it", () => {
  const outer = {
    a: "before",
    get b(): number {
      return var_to_bytes(["inner", 1, 2, 3]).length;
    },
  };
  expect(bytes_to_var(var_to_bytes(outer))).toEqual(
    new Map<string, unknown>([
      ["a", "before"],
      ["b", 48],
    ]),
  );
});

test("objects are ids, unless they are allowed", () => {
  const object = new RefCounted();
  const id = bytes_to_var(var_to_bytes(object));
  expect(id).toEqual(new core.EncodedObjectAsID(object.get_instance_id()));
  const whole = core.var_to_bytes_with_objects([object]);
  expect(bytes_to_var(whole)).toBeNull();
  expect(reports.splice(0)).toMatchObject([{ code: GodotError.ERR_UNAUTHORIZED }]);
  const [copy] = core.bytes_to_var_with_objects(whole) as RefCounted[];
  expect(copy?.get_class()).toBe("RefCounted");
  expect(copy).not.toBe(object);
});

test("whole objects are of registered classes only", () => {
  class Known extends GodotObject {}
  class Unknown extends GodotObject {}
  ClassDB.register_class(Known, "VariantTestKnown");
  const [copy] = core.bytes_to_var_with_objects(core.var_to_bytes_with_objects([new Known()])) as Known[];
  expect(copy).toBeInstanceOf(Known);
  expect(core.var_to_bytes_with_objects(new Unknown())).toHaveLength(0);
  expect(reports).toMatchObject([{ method: "var_to_bytes_with_objects", code: GodotError.ERR_UNAVAILABLE }]);
});

test("a callable arrives empty, a signal as its name and its object's id", () => {
  const object = new RefCounted();
  const back = bytes_to_var(var_to_bytes([Callable.from(() => 1), new core.Signal(object, "hit")]));
  const [callable, signal] = back as [Callable, core.EncodedSignalAsID];
  expect(callable.is_null()).toBe(true);
  expect(signal).toEqual(new core.EncodedSignalAsID("hit", object.get_instance_id()));
});

test.each([
  ["A//B/", ["A", "B"], [], false],
  ["/root/A:b:c", ["root", "A"], ["b", "c"], true],
  [":x", [], ["x"], false],
  ["A:b/c", ["A"], ["b/c"], false],
])("the NodePath %s", (path, names, subnames, absolute) => {
  expect(new core.NodePath(path)).toMatchObject({ names, subnames, absolute });
});

test("vectors hold what they send: 32-bit floats, 32-bit integers", () => {
  expect(new core.Vector2(0.1, 2).x).toBe(Math.fround(0.1));
  expect(new core.Vector3i(1.9, -1.9, 2 ** 32 + 5)).toMatchObject({ x: 1, y: -1, z: 5 });
  expect(String(new core.Vector2(1, -2.5))).toBe("(1, -2.5)");
});

const { Vector2, Vector2i, Vector3 } = core;
const axes = "[X: (1, 0, 0), Y: (0, 1, 0), Z: (0, 0, 1)]";

test.each<[value: { toString(): string }, text: string]>([
  [new core.Vector3(1, -2, 0.5), "(1, -2, 0.5)"],
  [new core.Vector4i(1, 2, 3, 4), "(1, 2, 3, 4)"],
  [new core.Quaternion(), "(0, 0, 0, 1)"],
  [new core.Color(0.5), "(0.5, 0, 0, 1)"],
  [new core.Rect2(new Vector2(1, 2), new Vector2(3, 4.5)), "[P: (1, 2), S: (3, 4.5)]"],
  [new core.Rect2i(new Vector2i(1, 2)), "[P: (1, 2), S: (0, 0)]"],
  [new core.AABB(undefined, new Vector3(1, 2, 3)), "[P: (0, 0, 0), S: (1, 2, 3)]"],
  [new core.Plane(new Vector3(0, 1, 0), 2), "[N: (0, 1, 0), D: 2]"],
  [new core.Transform2D(), "[X: (1, 0), Y: (0, 1), O: (0, 0)]"],
  [new core.Transform3D(), `[${axes}, O: (0, 0, 0)]`],
])("%s says its parts by their names", (value, text) => {
  expect(String(value)).toBe(text);
});

test("a key that is there already is the same one, whatever object says so", () => {
  const twice = unhex("1b00000002000000".concat("06000000010000000200000000000000".repeat(2)));
  expect(bytes_to_var(twice)).toEqual(new Map([[new core.Vector2i(1, 2), null]]));
});

test("packed arrays give their items", () => {
  const points = new core.PackedVector2Array([new core.Vector2(1, 2), new core.Vector2(3, 4)]);
  expect([points.size(), points.get(1), points.get(2)]).toEqual([2, new core.Vector2(3, 4), undefined]);
  expect([...points]).toEqual(points.to_array());
  expect(points.components).toEqual(Float32Array.of(1, 2, 3, 4));
  expect(new core.PackedStringArray(["a", "b"]).to_array()).toEqual(["a", "b"]);
});
