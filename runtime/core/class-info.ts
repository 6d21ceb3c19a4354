import type { ArgumentInfo } from "./api.js";
import { ownerOf } from "./bound-methods.js";
import type { ClassOutline } from "./class-outline.js";

/** A class, as far as its name and its place in the chain go. */
export type Constructor = abstract new (...args: never[]) => object;

const registered = new WeakMap<object, string>();

/** Gives a class the name by which `get_class` and ClassDB know it. */
export function nameClass(constructor: Constructor, name: string): void {
  registered.set(constructor, name);
}

function ownInfo(constructor: object): ClassOutline | undefined {
  return Object.getOwnPropertyDescriptor(constructor, "classInfo")?.value as ClassOutline | undefined;
}

/** The name of this very class: the registered one, else that of its own reflection data. Not an inherited one. */
function ownName(constructor: object): string | undefined {
  return registered.get(constructor) ?? ownInfo(constructor)?.name;
}

/** The constructors of an object, its own first. */
export function* constructorsOf(object: object): Generator<Constructor> {
  for (let at: unknown = Object.getPrototypeOf(object); typeof at === "object" && at !== null;) {
    const constructor: unknown = Object.getOwnPropertyDescriptor(at, "constructor")?.value;
    if (typeof constructor === "function") yield constructor as Constructor;
    at = Object.getPrototypeOf(at);
  }
}

/** A class and its parents, nearest first. */
function* withParents(constructor: object): Generator<object> {
  for (let at: unknown = constructor; typeof at === "function"; at = Object.getPrototypeOf(at)) yield at;
}

/** The reflection data of an object's classes, that of the nearest class first. */
export function* infosOf(object: object): Generator<ClassOutline> {
  for (const constructor of constructorsOf(object)) {
    const info = ownInfo(constructor);
    if (info !== undefined) yield info;
  }
}

/** The names of a class and its parents, as far as they have one, nearest first. */
export function* classNames(constructor: object): Generator<string> {
  for (const at of withParents(constructor)) {
    const name = ownName(at);
    if (name !== undefined) yield name;
  }
}

/** Godot's `get_class`: the nearest class with a name. */
export function classNameOf(object: object): string {
  for (const constructor of constructorsOf(object)) {
    const name = ownName(constructor);
    if (name !== undefined) return name;
  }
  return "Object";
}

/** Whether an object's class, or one it inherits, has this name. */
export function isOfClass(object: object, name: string): boolean {
  for (const constructor of constructorsOf(object)) if (ownName(constructor) === name) return true;
  return false;
}

/** Whether an object's own class is a user's, what in Godot would be a script on a native object. */
export function hasScript(object: object): boolean {
  for (const constructor of constructorsOf(object)) return ownName(constructor) === undefined;
  return false;
}

/** The arguments of a signal that the class reference declares, `undefined` if it declares no such signal. */
export function nativeSignal(object: object, name: string): readonly ArgumentInfo[] | undefined {
  for (const { signals } of infosOf(object)) if (Object.hasOwn(signals, name)) return signals[name];
  return undefined;
}

/** What the class reference says of a method, `undefined` if a user's class has taken the method over. */
export function nativeMethod(object: object, name: string): ClassOutline["methods"][string] | undefined {
  for (let at: unknown = object; typeof at === "object" && at !== null; at = Object.getPrototypeOf(at)) {
    if (!Object.hasOwn(at, name)) continue;
    if (at === object) {
      // Either the bound function of the class's method is kept here, or the user has put a function of his own here.
      const own: unknown = Object.getOwnPropertyDescriptor(at, name)?.value;
      if (typeof own === "function" && ownerOf(own)?.reachable === true) continue;
      return undefined;
    }
    const constructor: unknown = Object.getOwnPropertyDescriptor(at, "constructor")?.value;
    if (typeof constructor !== "function" || ownInfo(constructor) === undefined) return undefined;
    for (const { methods } of infosOf(object)) if (Object.hasOwn(methods, name)) return methods[name];
    return undefined;
  }
  return undefined;
}

/** The arguments that the class reference declares for a method, or for the setter of a property. */
export function argumentsOf(object: object, method: string): readonly ArgumentInfo[] {
  for (const { methods, properties } of infosOf(object)) {
    const info = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (info !== undefined) return info.arguments;
    for (const [name, { setter, type }] of Object.entries(properties)) if (setter === method) return [{ name, type }];
  }
  return [];
}
