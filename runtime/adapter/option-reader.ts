import { GodotError } from "../../generated/api/@GlobalScope.js";
import { BackendError } from "../backend/backend.js";
import { intRange, invalidOption } from "../core/describe-value.js";

/** Why a dictionary of options cannot be used. Never leaves the adapter. */
export class OptionError extends BackendError {
  constructor(
    message: string,
    readonly code: GodotError = GodotError.ERR_INVALID_PARAMETER,
  ) {
    super(message);
  }
}

/** What the value of an option has to be: in words, and as a test. */
type Kind<T> = readonly [expected: string, accepts: (value: unknown) => value is T];

type Values<Kinds> = { readonly [Key in keyof Kinds]: Kinds[Key] extends Kind<infer T> ? T | undefined : never };

export const BOOLEAN: Kind<boolean> = ["a boolean", (value) => typeof value === "boolean"];
export const STRING: Kind<string> = ["a string", (value) => typeof value === "string"];
export const ARRAY: Kind<readonly unknown[]> = ["an array", (value) => Array.isArray(value)];
export const STRINGS: Kind<string | readonly string[]> = [
  "a string or an array of strings",
  (value): value is string | readonly string[] => [value].flat().every((entry) => typeof entry === "string"),
];
export const DICTIONARY: Kind<object> = [
  "a dictionary",
  (value): value is object =>
    typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value),
];

export function integer(min: number, max: number): Kind<number> {
  return [
    intRange(min, max),
    (value): value is number => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
  ];
}

export function oneOf<Choice extends string>(...choices: readonly Choice[]): Kind<Choice> {
  const expected = choices.map((choice) => JSON.stringify(choice)).join(" or ");
  return [expected, (value): value is Choice => (choices as readonly unknown[]).includes(value)];
}

/**
 * Reads a Dictionary that a user passed: a plain object or a Map, with keys of any kind. A key that is not there and one
 * that is `undefined` are the same; keys nobody asks for are ignored, as in the engine.
 *
 * @param path - Where the dictionary stands, for messages: `""` at the top, else e.g. `iceServers[0].`
 * @throws OptionError naming the first option that is not of its kind, what was given and what was expected.
 */
export function readOptions<Kinds extends Readonly<Record<string, Kind<unknown>>>>(
  dictionary: unknown,
  kinds: Kinds,
  path = "",
): Values<Kinds> {
  const given = dictionary instanceof Map ? dictionary : new Map<unknown, unknown>(Object.entries(dictionary ?? {}));
  const values = Object.entries(kinds).map(([key, kind]) => {
    const value: unknown = given.get(key);
    if (value !== undefined) expectOption(path + key, value, kind);
    return [key, value];
  });
  return Object.fromEntries(values) as Values<Kinds>;
}

/** @throws OptionError if the value is not of the kind. */
export function expectOption<T>(
  option: string,
  value: unknown,
  [expected, accepts]: Kind<T>,
  code?: GodotError,
): asserts value is T {
  if (!accepts(value)) throw new OptionError(invalidOption(option, expected, value), code);
}
