import { GodotError } from "../../generated/api/@GlobalScope.js";
import { invalidOption } from "../core/describe-value.js";

/** Why a dictionary of options cannot be used. Never leaves the adapter. */
export class OptionError extends Error {
  override readonly name = "OptionError";

  constructor(
    message: string,
    readonly code: GodotError = GodotError.ERR_INVALID_PARAMETER,
  ) {
    super(message);
  }
}

/**
 * Reads a Dictionary that a user passed: a plain object or a Map, with keys of any kind. A key that is not there and one
 * that is `undefined` are the same; keys nobody asks for are ignored, as in the engine.
 */
export class OptionReader {
  readonly #values: ReadonlyMap<unknown, unknown>;
  readonly #path: string;

  /** @param path where the dictionary stands, for messages: `""` at the top, else e.g. `iceServers[0].` */
  constructor(dictionary: unknown, path = "") {
    this.#values =
      dictionary instanceof Map
        ? dictionary
        : new Map<unknown, unknown>(
            Object.entries(typeof dictionary === "object" && dictionary !== null ? dictionary : {}),
          );
    this.#path = path;
  }

  has(key: string): boolean {
    return this.#values.get(key) !== undefined;
  }

  boolean(key: string): boolean | undefined {
    return this.#read(key, "a boolean", (value) => typeof value === "boolean");
  }

  string(key: string): string | undefined {
    return this.#read(key, "a string", (value) => typeof value === "string");
  }

  integer(key: string, min: number, max: number): number | undefined {
    return this.#read(
      key,
      `an integer from ${min} to ${max}`,
      (value): value is number => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
    );
  }

  oneOf<Choice extends string>(key: string, choices: readonly Choice[]): Choice | undefined {
    return this.#read(key, choices.map((choice) => JSON.stringify(choice)).join(" or "), (value): value is Choice =>
      choices.some((choice) => choice === value),
    );
  }

  array(key: string): readonly unknown[] | undefined {
    return this.#read(key, "an array", (value): value is readonly unknown[] => Array.isArray(value));
  }

  strings(key: string): readonly string[] | undefined {
    const value = this.#read(
      key,
      "a string or an array of strings",
      (given): given is string | readonly string[] =>
        typeof given === "string" || (Array.isArray(given) && given.every((entry) => typeof entry === "string")),
    );
    return typeof value === "string" ? [value] : value;
  }

  dictionary(key: string): OptionReader | undefined {
    const value = this.#read(key, "a dictionary", isDictionary);
    return value === undefined ? undefined : new OptionReader(value, `${this.#path}${key}.`);
  }

  fail(key: string, why: string): never {
    throw new OptionError(`option "${this.#path}${key}" ${why}`);
  }

  #read<T>(key: string, expected: string, accepts: (value: unknown) => value is T): T | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    if (accepts(value)) return value;
    throw new OptionError(invalidOption(this.#path + key, expected, value));
  }
}

export function isDictionary(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return value instanceof Map || (!Array.isArray(value) && !ArrayBuffer.isView(value));
}
