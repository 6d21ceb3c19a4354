const FUNCTIONS = `
import type { ClassInfo } from "./api/ClassInfo.js";
import type * as object from "./api/Object.js";
import type * as signal from "./api/Signal.js";

export type { Signal } from "./api/Signal.js";
export declare function builtinValue<T>(expression: string): T;
export interface ClassOutline extends Pick<ClassInfo, "name"> {}
export declare function outline(text: string): ClassOutline;
export declare function defineConstants(
  class_: { readonly classInfo: ClassOutline },
  enums: Readonly<Record<string, object>>,
  others?: object,
): void;
export declare function checkArguments(
  object: object,
  className: string,
  method: string,
  values: readonly unknown[],
): boolean;
export declare function missingVirtual<T>(object: object, className: string, method: string, fallback: T): T;
export declare function missingOptionalVirtual<T>(object: object, className: string, method: string, fallback: T): T;
export declare function withFallbacks<Fallbacks extends abstract new () => object>(
  class_: abstract new () => object,
  fallbacks: Fallbacks,
): Fallbacks;
export declare function isOverridden(object: object, base: abstract new () => object, method: string): boolean;
export declare function setDefaultExtension(facade: unknown, extension: string, name: string): void;
export declare function instantiateDefault<T>(facade: new () => T): T;

export interface GodotObject extends object.GodotObject {}
export class GodotObject {
  static readonly classInfo: ClassOutline;
  getSignal<Args extends readonly unknown[]>(name: string): signal.Signal<Args> {
    throw new Error(name);
  }
}
`;

/** Virtuals that the overrides say a class by hand declares itself, in camelCase. */
const BY_HAND: Readonly<Record<string, string>> = {
  PacketPeer: `
  _getPacket(...args: never[]): unknown {
    return args;
  }
  _putPacket(...args: never[]): unknown {
    return args;
  }
`,
};

/** A runtime that has what glue needs, as far as the compiler is concerned: its functions, and classes by hand. */
export function stubRuntime(classes: Readonly<Record<string, string>>): string {
  const made = Object.entries(classes).map(
    ([name, parent]) => `
import type * as ${name}Module from "./api/${name}.js";
const ${name}Base = ${parent} as unknown as (new () => ${name}Module.${name} & ${parent}) & { readonly classInfo: ClassOutline };
export class ${name} extends ${name}Base {${BY_HAND[name] ?? ""}}
`,
  );
  return FUNCTIONS + made.join("");
}
