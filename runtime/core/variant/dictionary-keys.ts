import type { Variant } from "../api.js";
import type { Decoder } from "./decoder.js";
import { StringName } from "./names.js";
import { VariantValue } from "./variant-value.js";

const latin1 = new TextDecoder("latin1");

/**
 * The keys of a Dictionary that is being read. Two keys of the same bytes are one in Godot; a Map takes two equal objects
 * for two. So are a String and a StringName of the same text.
 */
export class DictionaryKeys {
  readonly #source: Decoder;
  readonly #map: ReadonlyMap<Variant, Variant>;
  /** Made at the first key that needs it: most Dictionaries have Strings only. */
  #objects: Map<string, Variant> | undefined;

  constructor(source: Decoder, map: ReadonlyMap<Variant, Variant>) {
    this.#source = source;
    this.#map = map;
  }

  /** The key that is already there if it is the same one, else the given one. `start` and `end` say where it was read. */
  find(key: Variant, start: number, end: number): Variant {
    if (typeof key === "string") return this.#objects?.get(textKey(key)) ?? key;
    if (typeof key !== "object" || key === null) return key;
    const isName = key instanceof StringName;
    // Containers stay apart: comparing what they hold, and what that holds, takes more than one look at each byte.
    if (!isName && !(key instanceof VariantValue) && !ArrayBuffer.isView(key)) return key;
    if (isName && this.#map.has(key.text)) return key.text;
    this.#objects ??= new Map();
    const same = isName ? textKey(key.text) : `bytes ${latin1.decode(this.#source.bytes.subarray(start, end))}`;
    const known = this.#objects.get(same);
    if (known !== undefined) return known;
    this.#objects.set(same, key);
    return key;
  }
}

function textKey(text: string): string {
  return `text ${text}`;
}
