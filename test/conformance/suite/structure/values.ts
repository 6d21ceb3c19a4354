import { expect } from "vitest";
import type { ArgumentInfo, TypeInfo } from "../../../../generated/api/ClassInfo.js";
import { Callable, GodotObject, Signal } from "../../../../runtime/core/index.js";
import { classNamed, enumValues } from "./reference.js";

/** Some value that fits a type, and that a method of it has something to do with. */
export function sampleOf({ type, enum: enumName }: TypeInfo): unknown {
  if (enumName !== undefined) return enumValues(enumName)[0];
  const samples: Readonly<Record<string, unknown>> = {
    String: "text",
    StringName: "name",
    int: 1,
    float: 0.5,
    bool: false,
    Dictionary: {},
    Array: [],
    PackedByteArray: new Uint8Array([1]),
    Callable: new Callable(),
    Signal: new Signal(),
    Variant: "value",
  };
  if (Object.hasOwn(samples, type)) return samples[type];
  if (classNamed(type) !== undefined) return null;
  throw new Error(`There is no sample of type ${type}. Add one to suite/structure/values.ts.`);
}

/** Checks that a value is one of a type of the reference. */
export function expectOfType(value: unknown, { type, enum: enumName, bitfield }: TypeInfo): void {
  if (enumName !== undefined && bitfield !== true)
    expect(enumValues(enumName), `values of ${enumName}`).toContain(value);
  else if (type === "void") expect(value).toBeUndefined();
  else if (type === "int") expect(Number.isInteger(value) || typeof value === "bigint", "an int").toBe(true);
  else if (type === "float") expect(value).toBeTypeOf("number");
  else if (type === "bool") expect(value).toBeTypeOf("boolean");
  else if (type === "String" || type === "StringName") expect(value).toBeTypeOf("string");
  else if (type === "PackedByteArray") expect(value).toBeInstanceOf(Uint8Array);
  else if (type === "Array" || type.endsWith("[]")) expect(value).toBeInstanceOf(Array);
  else if (type === "Dictionary") expect(value).toBeTypeOf("object");
  else if (type === "Variant") expect(value, "null stands for nothing").not.toBeUndefined();
  else if (value !== null) expectInstance(value, type);
}

/** What a default of the reference says: a GDScript expression of a number, text or truth value, or an empty container. */
export function valueOfDefault(expression: string): unknown {
  const containers: Readonly<Record<string, unknown>> = { "{}": {}, "[]": [] };
  if (Object.hasOwn(containers, expression)) return containers[expression];
  return JSON.parse(expression.replace(/^&"/, '"'));
}

/** Another value of the type, which the property takes as it is. */
export function otherValue(info: TypeInfo, value: unknown): unknown {
  if (info.enum !== undefined) return enumValues(info.enum).find((candidate) => candidate !== value);
  if (info.type === "bool") return value !== true;
  // A power of two: some properties round to one.
  if (info.type === "int") return value === 4096 ? 2048 : 4096;
  if (info.type === "float") return 0.25;
  return sampleOf(info) === value ? "other" : sampleOf(info);
}

/** As printed in titles: `type: String, sdp: String = ""`. */
export function printArguments(infos: readonly ArgumentInfo[]): string {
  return infos
    .map(({ name, type, default: value }) => `${name}: ${type}${value === undefined ? "" : ` = ${value}`}`)
    .join(", ");
}

function expectInstance(value: unknown, type: string): void {
  const wanted = classNamed(type);
  if (wanted === undefined) throw new Error(`There is no class ${type} to compare with.`);
  expect(value).toBeInstanceOf(wanted);
  if (value instanceof GodotObject) expect(value.is_class(type)).toBe(true);
}
