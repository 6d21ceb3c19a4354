import type { Variant } from "../api.js";
import type { Decoder } from "./decoder.js";
import { StringName } from "./names.js";
import { VariantValue } from "./variant-value.js";

const latin1 = new TextDecoder("latin1");

/**
 * Finds the keys of a Dictionary that is being read. Two keys of the same bytes are one in Godot; a Map takes two equal
 * objects for two. So are a String and a StringName of the same text.
 *
 * @returns A function that gives the key that is there already if it is the same one, else the given one, which was just
 *   read from `start` on.
 */
export function keyFinder(
  source: Decoder,
  map: ReadonlyMap<Variant, Variant>,
): <Key extends Variant | symbol>(key: Key, start: number) => Key | Variant {
  // Made at the first key that needs it: most Dictionaries have Strings only.
  let objects: Map<string, Variant> | undefined;
  return (key, start) => {
    if (typeof key === "string") return objects?.get(key) ?? key;
    // Containers stay apart: comparing what they hold, and what that holds, takes more than one look at each byte.
    if (!(key instanceof VariantValue || ArrayBuffer.isView(key))) return key;
    const isName = key instanceof StringName;
    if (isName && map.has(key.text)) return key.text;
    objects ??= new Map();
    // No text holds a NUL.
    const same = isName ? key.text : `\0${latin1.decode(source.bytes.subarray(start, source.position))}`;
    const known = objects.get(same) ?? key;
    objects.set(same, known);
    return known;
  };
}
