import type { ArgumentInfo } from "./api.js";
import { ownerOf } from "./bound-methods.js";
import type { ClassOutline } from "./class-outline.js";
import { methodNamed } from "./method-named.js";
import { chainOf, ownValue } from "./prototype-chain.js";

/** A class, as far as its name and its place in the chain go. */
export type Constructor = abstract new (...args: never[]) => object;

const registered = new WeakMap<object, string>();

/** Gives a class the name by which `get_class` and ClassDB know it. */
export function nameClass(constructor: Constructor, name: string): void {
  registered.set(constructor, name);
}

function ownInfo(constructor: object): ClassOutline | undefined {
  return ownValue(constructor, "classInfo") as ClassOutline | undefined;
}

/** The name of this very class: the registered one, else that of its own reflection data. Not an inherited one. */
function ownName(constructor: object): string | undefined {
  return registered.get(constructor) ?? ownInfo(constructor)?.name;
}

/** The class of an object. Not asked from the object itself, which may have a property of that name. */
function classOf(object: object): object {
  return (Object.getPrototypeOf(object) as object).constructor;
}

/** The reflection data of an object's classes, that of the nearest class first. */
export function* infosOf(object: object): Generator<ClassOutline> {
  for (const constructor of chainOf(classOf(object))) {
    const info = ownInfo(constructor);
    if (info !== undefined) yield info;
  }
}

/** The names of a class and its parents, as far as they have one, nearest first. */
export function* classNames(constructor: object): Generator<string> {
  for (const at of chainOf(constructor)) {
    const name = ownName(at);
    if (name !== undefined) yield name;
  }
}

/** Godot's `get_class`: the nearest class with a name. */
export function classNameOf(object: object): string {
  const [name = "Object"] = classNames(classOf(object));
  return name;
}

/** Whether an object's class, or one it inherits, has this name. */
export function isOfClass(object: object, name: string): boolean {
  return [...classNames(classOf(object))].includes(name);
}

/** Whether an object's own class is a user's, what in Godot would be a script on a native object. */
export function hasScript(object: object): boolean {
  return ownName(classOf(object)) === undefined;
}

/** What the class reference says of a method or signal of an object's class, `undefined` if it has none of this name. */
function declared<Kind extends "methods" | "signals">(object: object, kind: Kind, name: string) {
  for (const { [kind]: members } of infosOf(object)) {
    if (Object.hasOwn(members, name)) return members[name] as ClassOutline[Kind][string];
  }
  return undefined;
}

/** The arguments of a signal that the class reference declares, `undefined` if it declares no such signal. */
export function nativeSignal(object: object, name: string): readonly ArgumentInfo[] | undefined {
  return declared(object, "signals", name);
}

/** What the class reference says of a method, `undefined` if a user's class has taken the method over. */
export function nativeMethod(object: object, name: string): ClassOutline["methods"][string] | undefined {
  // A function that the user has put in its place belongs to no class.
  const owner = ownerOf(methodNamed(object, name));
  const isNative = owner?.named === true && ownInfo(owner.holder.constructor) !== undefined;
  return isNative ? declared(object, "methods", name) : undefined;
}

/** The arguments that the class reference declares for a method, or for the setter of a property. */
export function argumentsOf(object: object, method: string): readonly ArgumentInfo[] {
  const told = declared(object, "methods", method);
  if (told !== undefined) return told.arguments;
  for (const { properties } of infosOf(object)) {
    for (const [name, { setter, type }] of Object.entries(properties)) if (setter === method) return [{ name, type }];
  }
  return [];
}
