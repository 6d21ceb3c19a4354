import { expect } from "vitest";
import * as scope from "../../../../generated/api/@GlobalScope.js";
import type { ClassInfo, MethodInfo, PropertyInfo } from "../../../../generated/api/ClassInfo.js";
import { GodotObject, Signal } from "../../../../runtime/core/index.js";
import type { Chapter } from "../contract.js";
import type { Stage } from "../stage.js";
import { CLASS_INFOS, classNamed, withAncestors } from "./reference.js";
import { BENIGN, REFUSED, SPECIMENS, WITHOUT_OBJECTS } from "./specimens.js";
import { expectOfType, otherValue, sampleOf, valueOfDefault } from "./values.js";

/**
 * What the reflection data says of every class, member by member, checked on live objects of the implementation: a
 * member that the reference has and the code has not, or has otherwise, fails under its own name.
 */
export const structureChapter: Chapter = ({ stage, check }) => {
  check("structure: every class of the reference has a specimen to check", () => {
    const known = [...Object.keys(SPECIMENS), ...WITHOUT_OBJECTS].sort();
    expect(CLASS_INFOS.map(({ name }) => name).sort(), "suite/structure/specimens.ts").toEqual(known);
  });
  for (const info of CLASS_INFOS) {
    const specimen = specimenOf(info, stage);
    check(`structure: ${info.name} inherits what the reference says`, () => expectInheritance(info, specimen()));
    for (const [name, method] of Object.entries(info.methods)) {
      check(`structure: ${info.name}.${name}()`, () => expectMethod(info, name, method, specimen, stage));
    }
    for (const [name, property] of Object.entries(info.properties)) {
      check(`structure: ${info.name}.${name}`, () => expectProperty(name, property, specimen()));
    }
    for (const name of Object.keys(info.signals)) {
      check(`structure: ${info.name}.${name}`, () => expectSignal(info, name, specimen()));
    }
    for (const name of Object.keys(info.enums)) {
      check(`structure: ${info.name}.${name}`, () => expectEnum(info, name, specimen()));
    }
    for (const [name, value] of Object.entries(info.constants)) {
      check(`structure: ${info.name}.${name}`, () => expectConstant(info, name, value, specimen()));
    }
    (info.constructors ?? []).forEach(({ arguments: infos }, index) => {
      const title = `structure: ${info.name}(${infos.map(({ name }) => name).join(", ")})`;
      check(title, () => expectConstructor(info, index, specimen()));
    });
    for (const { name, returns } of info.operators ?? []) {
      check(`structure: ${info.name} ${name}`, () => {
        const object = specimen();
        expectOfType(Reflect.apply(functionOf(object, name), object, [object]), returns);
      });
    }
  }
};

/** Makes an object of the class; for a scope, what its module exports. */
function specimenOf({ name }: ClassInfo, stage: Stage): () => object {
  if (WITHOUT_OBJECTS.has(name)) return () => ({ ...scope, Error: scope.GodotError });
  return () => {
    const make = SPECIMENS[name];
    if (make === undefined) throw new Error(`Say in suite/structure/specimens.ts how to get a ${name}.`);
    return make(stage);
  };
}

function expectInheritance(info: ClassInfo, object: object): void {
  if (WITHOUT_OBJECTS.has(info.name)) return;
  for (const { name } of withAncestors(info)) {
    expect(object, name).toBeInstanceOf(classNamed(name));
    if (object instanceof GodotObject) expect(object.is_class(name), name).toBe(true);
  }
  if (object instanceof GodotObject) expect(withAncestors(info).at(-1)?.name).toBe("Object");
}

function expectMethod(info: ClassInfo, name: string, method: MethodInfo, specimen: () => object, stage: Stage): void {
  const isStatic = method.qualifiers.includes("static");
  const infos = method.arguments;
  // Pointers of C++ are not spoken here: what stands for them is said by the types.
  const hasPointers = infos.some(({ type }) => type.includes("*"));
  const required = infos.filter((argument) => argument.default === undefined).length;
  const given = BENIGN[`${info.name}.${name}`] ?? (hasPointers ? [new Uint8Array([1])] : infos.map(sampleOf));
  const defaults = infos.slice(required).map((argument) => valueOfDefault(argument.default ?? "null"));
  // With every default left out, and with every default given.
  const short = given.slice(0, method.qualifiers.includes("vararg") ? undefined : required);
  const calls = defaults.length === 0 ? [short] : [short, [...given.slice(0, required), ...defaults]];
  for (const args of calls) {
    const object = specimen();
    if (object instanceof GodotObject && !isStatic) expect(object.has_method(name)).toBe(true);
    const owner = (isStatic ? classNamed(info.name) : undefined) ?? object;
    const run = functionOf(owner, name);
    if (!hasPointers) expect(run.length, "arguments without default").toBe(required);
    const result: unknown = Reflect.apply(run, owner, args);
    if (!hasPointers) expectOfType(result, method.returns);
    const reports = stage.takeReports();
    // What a new object has to refuse is told, and nothing else is.
    expect(reports.length > 0, reports.map(({ message }) => message).join(" | ")).toBe(
      REFUSED.has(`${info.name}.${name}`),
    );
  }
}

function expectProperty(name: string, property: PropertyInfo, object: object): void {
  expect(name in object, `the property ${name}`).toBe(true);
  const value: unknown = Reflect.get(object, name);
  expectOfType(value, property);
  if (property.default !== undefined) expect(value).toEqual(valueOfDefault(property.default));
  if (property.setter === "") return;
  const other = otherValue(property, value);
  Reflect.set(object, name, other);
  expect(Reflect.get(object, name)).toEqual(other);
}

function expectSignal(info: ClassInfo, name: string, object: object): void {
  const signal: unknown = Reflect.get(object, name);
  if (!(signal instanceof Signal) || !(object instanceof GodotObject)) throw new Error(`There is no signal ${name}.`);
  expect(signal.get_name()).toBe(name);
  expect(signal.get_object()).toBe(object);
  expect(object.has_signal(name)).toBe(true);
  const infos = info.signals[name] ?? [];
  const listed = object.get_signal_list().find((entry) => Reflect.get(entry, "name") === name);
  expect(listed).toMatchObject({ args: infos.map((argument) => ({ name: argument.name, type: argument.type })) });
  const values = infos.map(sampleOf);
  const received: unknown[][] = [];
  signal.connect((...args: unknown[]) => void received.push(args));
  signal.emit(...values);
  expect(received).toEqual([values]);
}

function expectEnum(info: ClassInfo, name: string, object: object): void {
  const values = info.enums[name]?.values ?? {};
  for (const owner of [object, classNamed(info.name)]) {
    if (owner === undefined) continue;
    const found = Reflect.get(owner, name) as Readonly<Record<string, unknown>>;
    // An enum of TypeScript also leads from numbers to names.
    const named = Object.entries(found).filter(([key]) => !/^-?\d+$/.test(key));
    expect(Object.fromEntries(named)).toEqual(values);
    if (!WITHOUT_OBJECTS.has(info.name)) {
      for (const [constant, value] of Object.entries(values))
        expect(Reflect.get(owner, constant), constant).toBe(value);
    }
  }
}

function expectConstant(info: ClassInfo, name: string, value: number | string, object: object): void {
  for (const owner of [object, classNamed(info.name)]) {
    if (owner !== undefined) expect(Reflect.get(owner, name)).toBe(value);
  }
}

function expectConstructor(info: ClassInfo, index: number, object: object): void {
  const Made = classNamed(info.name) as new (...args: unknown[]) => object;
  const infos = info.constructors?.[index]?.arguments ?? [];
  const args = infos.map((argument) => (argument.type === info.name ? object : sampleOf(argument)));
  const made = new Made(...args);
  expect(made).toBeInstanceOf(Made);
  // The one with an argument of its own type copies it.
  const isCopy = infos.length === 1 && infos[0]?.type === info.name;
  if (isCopy) expect(Reflect.apply(functionOf(made, "operator =="), made, [object])).toBe(true);
}

function functionOf(object: object, name: string): (...args: unknown[]) => unknown {
  const found: unknown = Reflect.get(object, name);
  if (typeof found !== "function") throw new Error(`There is no method ${name}.`);
  return found as (...args: unknown[]) => unknown;
}
