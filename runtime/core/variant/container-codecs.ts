import type { Variant } from "../api.js";
import type { CodecTable } from "./codec.js";
import type { Decoder } from "./decoder.js";
import { keyFinder } from "./dictionary-keys.js";
import { FIRST, readElementType, SECOND } from "./element-type-codec.js";
import type { Encoder } from "./encoder.js";
import { fitElement, MISFIT } from "./fit-element.js";
import * as TypeId from "./type-ids.js";
import { typedContents } from "./typed-contents.js";

/** Above the count, older versions have a flag. */
const COUNT = 0x7fff_ffff;

export const CONTAINERS: CodecTable = {
  [TypeId.DICTIONARY]: { read: readMap, write: writeMap },
  [TypeId.ARRAY]: { read: readArray, write: writeArray },
};

function readArray(source: Decoder, depth: number): Variant[] {
  const { header, exact } = source;
  const type = readElementType(source, header >>> FIRST);
  const count = source.u32() & COUNT;
  // Not made larger than what was found: the count may say anything.
  const items: Variant[] = exact?.array(type) ?? [];
  const fit = exact?.fit ?? fitElement;
  for (let index = 0; index < count; index += 1) {
    const item = fit(source.variant(depth + 1), type);
    if (item === MISFIT) source.dropped += 1;
    else items.push(item);
  }
  return items;
}

function writeArray(sink: Encoder, items: readonly Variant[], depth: number): void {
  const typed = typedContents(items);
  typed?.begin(sink);
  const { length } = items;
  // An Array may be long and empty, a sparse one.
  sink.expect(4 * length);
  sink.u32(length);
  for (let index = 0; index < length; index += 1) {
    const item = items[index] as Variant;
    sink.variant(typed === undefined ? item : typed.item(sink, item), depth + 1);
  }
}

function readMap(source: Decoder, depth: number): Map<Variant, Variant> {
  const { header, exact } = source;
  const keyType = readElementType(source, header >>> FIRST);
  const valueType = readElementType(source, header >>> SECOND);
  const count = source.u32() & COUNT;
  const map = exact?.dictionary(keyType, valueType) ?? new Map<Variant, Variant>();
  const fit = exact?.fit ?? fitElement;
  const find = keyFinder(source, map);
  for (let index = 0; index < count; index += 1) {
    const start = source.position;
    const key = find(fit(source.variant(depth + 1), keyType), start);
    const value = source.variant(depth + 1);
    // The engine checks what it puts in by its key; the value it takes as it came.
    if (key === MISFIT) source.dropped += 1;
    else map.set(key, value);
  }
  return map;
}

function writeMap(sink: Encoder, map: Map<Variant, Variant> | { [key: string]: Variant }, depth: number): void {
  if (!(map instanceof Map)) {
    writeObjectLiteral(sink, map, depth);
    return;
  }
  const typed = typedContents(map);
  typed?.begin(sink);
  const at = sink.u32(0);
  let count = 0;
  for (const [key, value] of map) {
    sink.variant(typed === undefined ? key : typed.item(sink, key), depth + 1);
    sink.variant(typed === undefined ? value : typed.value(value), depth + 1);
    count += 1;
  }
  sink.u32(count, at);
}

function writeObjectLiteral(sink: Encoder, object: { [key: string]: Variant }, depth: number): void {
  const keys = Object.keys(object);
  sink.u32(keys.length);
  for (const key of keys) {
    sink.u32(TypeId.STRING);
    sink.text(key);
    sink.variant(object[key] as Variant, depth + 1);
  }
}
