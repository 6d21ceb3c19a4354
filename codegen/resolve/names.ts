/**
 * Which names TypeScript allows, and what becomes of the others. Godot's names stay Godot's wherever they can; all rules
 * that change one are here.
 */

/** Words that cannot name a parameter or a declaration in a module. */
const RESERVED_WORDS = new Set(
  (
    "abstract any arguments as async await bigint boolean break case catch class const continue debugger default delete do else " +
    "enum eval export extends false finally for function if implements import in infer instanceof interface keyof let never new null " +
    "number object package private protected public readonly return static string super switch symbol this throw true try type " +
    "typeof undefined unique unknown var void while with yield"
  ).split(" "),
);

/** Reserved for declarations only: a parameter may be called so. */
const CONTEXTUAL_WORDS = new Set(
  "abstract any as async bigint boolean infer keyof never number object readonly string symbol type unique unknown".split(
    " ",
  ),
);

/** What every JavaScript program has, or every generated folder: a class or enum of this name would shadow it. */
const TAKEN_NAMES = new Set(
  (
    "AggregateError Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError " +
    "Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN Number " +
    "Object Promise Proxy RangeError ReferenceError Reflect RegExp Set SharedArrayBuffer String Symbol SyntaxError " +
    "TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet " +
    "Exclude Extract NonNullable Omit Parameters Partial Pick Readonly Record Required ReturnType " +
    "BareSignal ClassInfo Dictionary NativePointer NativeType Variant VariantValue"
  ).split(" "),
);

const IDENTIFIER = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;
/** Most names, told at once. */
const PLAIN_IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** `Object` → `GodotObject`, `@GlobalScope` → `GlobalScope`, `Variant.Type` → `VariantType` */
export function declarationName(godotName: string): string {
  const plain = godotName.replace(/[^\p{ID_Continue}$]/gu, "");
  if (TAKEN_NAMES.has(plain)) return `Godot${plain}`;
  return canNameType(plain) ? plain : `Godot${plain}`;
}

/** Whether a type can be declared under this name as it is. */
export function canNameType(godotName: string): boolean {
  return isIdentifier(godotName) && !RESERVED_WORDS.has(godotName);
}

/** Modules that every generated folder has, lower case: some file systems do not tell case apart. */
const TAKEN_MODULES = new Set(["index", "baresignal", "classinfo", "nativepointer", "variant"]);

/** The file name of a class, without suffix: Godot's name. */
export function moduleName(godotName: string): string {
  return TAKEN_MODULES.has(godotName.toLowerCase()) ? `Godot${godotName}` : godotName;
}

/** `var` → `var_` */
export function parameterName(godotName: string): string {
  const plain = PLAIN_IDENTIFIER.test(godotName) ? godotName : godotName.replace(/[^\p{ID_Continue}$]/gu, "_");
  const name = isIdentifier(plain) ? plain : `_${plain}`;
  return RESERVED_WORDS.has(name) && !CONTEXTUAL_WORDS.has(name) ? `${name}_` : name;
}

/** A key of an interface, class or object: quoted unless it is a plain identifier. `new` and `constructor` mean more than a name. */
export function memberKey(godotName: string): string {
  const special = godotName === "new" || godotName === "constructor" || godotName === "__proto__";
  return isIdentifier(godotName) && !special ? godotName : JSON.stringify(godotName);
}

/** `.name` or `["na/me"]` */
export function memberAccess(godotName: string): string {
  return isIdentifier(godotName) ? `.${godotName}` : `[${JSON.stringify(godotName)}]`;
}

export function isIdentifier(name: string): boolean {
  return PLAIN_IDENTIFIER.test(name) || IDENTIFIER.test(name);
}

/** `name`, with as many `_` behind it as it takes. */
export function uniqueName(name: string, isTaken: (name: string) => boolean): string {
  let free = name;
  while (isTaken(free)) free += "_";
  return free;
}

/** `_get_data_2d` → `_getData2d`: an underscore between two others joins them, one at an end stays. */
export function camelCase(name: string): string {
  return name.replace(/(?<=[^_])_+([^_])/g, (_, next: string) => next.toUpperCase());
}

/** `create_data_channel` → `CreateDataChannel`, `iceServers` → `IceServers` */
export function pascalCase(name: string): string {
  return name
    .split(/[^\p{ID_Continue}]|_/u)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
