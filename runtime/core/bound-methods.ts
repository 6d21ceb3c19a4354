/**
 * `object.method` is one and the same function each time, and knows its object, as in GDScript.
 *
 * Done by turning the methods on the prototypes into accessors, once per class: an accessor hands out the bound function
 * and keeps it as an own property of the object, so that the next access is a plain one. Fields or decorators per class
 * would do the same for one class, but break overriding and `super`.
 */

type Method = (this: unknown, ...args: unknown[]) => unknown;

interface Owner {
  readonly object: object;
  readonly method: string;
  /** False for what `super.method` gave: the name leads to another function. */
  readonly reachable: boolean;
}

const converted = new WeakSet();
const owners = new WeakMap<object, Owner>();

/** The object and method a bound function belongs to. */
export function ownerOf(method: object): Owner | undefined {
  return owners.get(method);
}

/**
 * Makes the methods of a class and of all its parents bound ones. Cheap when it was done before.
 *
 * @param prototype - `new.target.prototype` of the constructor that calls this.
 */
export function bindMethodsOf(prototype: object): void {
  for (let at: unknown = prototype; isObject(at) && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    if (converted.has(at)) return;
    converted.add(at);
    for (const name of Object.getOwnPropertyNames(at)) {
      const descriptor = Object.getOwnPropertyDescriptor(at, name);
      if (name === "constructor" || descriptor?.configurable !== true || typeof descriptor.value !== "function")
        continue;
      convert(at, name, descriptor.value as Method, descriptor.enumerable === true);
    }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isPrototype(value: object): boolean {
  const constructor: unknown = Object.getOwnPropertyDescriptor(value, "constructor")?.value;
  return typeof constructor === "function" && constructor.prototype === value;
}

/** Whether a method of this name, asked from the object, is the one of `holder`, and not one that overrides it. */
function isNearest(object: object, name: string, holder: object): boolean {
  if (Object.hasOwn(object, name)) return false;
  let at: unknown = Object.getPrototypeOf(object);
  while (isObject(at) && at !== holder && !Object.hasOwn(at, name)) at = Object.getPrototypeOf(at);
  return at === holder;
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
    const reachable = isNearest(this, name, holder);
    owners.set(result, { object: this, method: name, reachable });
    if (!reachable || !define(this, name, result, false)) (others ??= new WeakMap()).set(this, result);
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
