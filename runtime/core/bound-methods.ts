/**
 * `object.method` is one and the same function each time, and knows its object, as in GDScript.
 *
 * Done by turning the methods on the prototypes into accessors, once per class: an accessor hands out the bound function
 * and keeps it as an own property of the object, so that the next access is a plain one. Fields or decorators per class
 * would do the same for one class, but break overriding and `super`.
 */
import { chainOf, ownValue } from "./prototype-chain.js";

type Method = (this: unknown, ...args: unknown[]) => unknown;

interface Owner {
  readonly receiver: object;
  readonly method: string;
  /** False for what `super.method` gave: the name leads to another function. */
  readonly named: boolean;
  /** The prototype that has the method. */
  readonly holder: object;
}

/** The prototypes whose methods are bound ones. Those of Object.prototype stay as they are. */
const converted = /* @__PURE__ */ new WeakSet<object>([Object.prototype]);
const owners = new WeakMap<object, Owner>();

/** The object and method a bound function belongs to, `undefined` for everything else. */
export function ownerOf(value: unknown): Owner | undefined {
  return owners.get(value as object);
}

/**
 * Makes the methods of a class and of all its parents bound ones. Cheap when it was done before.
 *
 * @param prototype - `new.target.prototype` of the constructor that calls this.
 */
export function bindMethodsOf(prototype: object): void {
  for (let at = prototype; !converted.has(at); at = Object.getPrototypeOf(at) as object) {
    converted.add(at);
    const properties: { [name: string]: TypedPropertyDescriptor<unknown> } = Object.getOwnPropertyDescriptors(at);
    for (const [name, { value, configurable, enumerable = false }] of Object.entries(properties)) {
      if (name === "constructor" || configurable !== true || typeof value !== "function") continue;
      convert(at, name, value as Method, enumerable);
    }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isPrototype(value: object): boolean {
  const constructor = ownValue(value, "constructor");
  return typeof constructor === "function" && constructor.prototype === value;
}

/** Whether a method of this name, asked from the object, is the one of `holder`, and not one that overrides it. */
function isNearest(object: object, name: string, holder: object): boolean {
  for (const at of chainOf(object)) if (Object.hasOwn(at, name)) return at === holder;
  return false;
}

function define(object: object, name: string, value: unknown, enumerable: boolean): boolean {
  return Reflect.defineProperty(object, name, { value, enumerable, writable: true, configurable: true });
}

function convert(holder: object, name: string, method: Method, enumerable: boolean): void {
  // What cannot be kept in the object itself: functions reached by `super.name`, and those of frozen objects.
  let others: WeakMap<object, Method> | undefined;

  function bound(this: unknown): Method {
    if (!isObject(this) || isPrototype(this)) return method;
    const known = others?.get(this);
    if (known !== undefined) return known;
    const result: Method = method.bind(this);
    const named = isNearest(this, name, holder);
    owners.set(result, { receiver: this, method: name, named, holder });
    if (!named || !define(this, name, result, false)) (others ??= new WeakMap()).set(this, result);
    return result;
  }

  function replace(this: unknown, value: unknown): void {
    if (!isObject(this)) return;
    // A method put on a prototype is a method like the others; on an object it is an own property.
    if (isPrototype(this) && typeof value === "function") convert(this, name, value as Method, enumerable);
    else define(this, name, value, true);
  }

  Object.defineProperty(holder, name, { get: bound, set: replace, enumerable, configurable: true });
}
