import type { Variant } from "../api.js";
import type { CodecTable } from "./codec.js";
import type { Decoder } from "./decoder.js";
import { DictionaryKeys } from "./dictionary-keys.js";
import { type ElementType, ANY } from "./element-type.js";
import { elementFlags, readElementType, writeElementType } from "./element-type-codec.js";
import type { Encoder } from "./encoder.js";
import { fitElement, MISFIT } from "./fit-element.js";
import { Float } from "./float.js";
import * as TypeId from "./type-ids.js";
import { TypedArray, TypedDictionary } from "./typed-containers.js";

/** Where the kind of a type stands in the header: an Array's items or a Dictionary's keys, and a Dictionary's values. */
const FIRST = 16;
const SECOND = 18;
/** Above the count, older versions have a flag. */
const COUNT = 0x7fff_ffff;

export const CONTAINERS: CodecTable = {
  [TypeId.DICTIONARY]: { read: readMap, write: writeMap },
  [TypeId.ARRAY]: { read: readArray, write: writeArray },
};

function readArray(source: Decoder, depth: number): Variant[] {
  const type = readElementType(source, source.header >>> FIRST);
  const count = source.u32() & COUNT;
  // Not made larger than what was found: the count may say anything.
  const items: Variant[] = source.exact && type !== ANY ? new TypedArray(type) : [];
  for (let index = 0; index < count; index += 1) {
    const item = fitElement(source.variant(depth + 1), type, source.exact);
    if (item === MISFIT) source.dropped += 1;
    else items.push(item);
  }
  return items;
}

function writeArray(sink: Encoder, items: readonly Variant[], depth: number): void {
  const type = items instanceof TypedArray ? items.element_type : ANY;
  sink.mark(elementFlags(type, sink) << FIRST);
  writeElementType(sink, type);
  const { length } = items;
  // An Array may be long and empty, a sparse one.
  sink.expect(4 * length);
  sink.u32(length);
  for (let index = 0; index < length; index += 1) writeFitting(sink, items[index] as Variant, type, depth + 1);
}

function readMap(source: Decoder, depth: number): Map<Variant, Variant> {
  const { header, exact } = source;
  const keyType = readElementType(source, header >>> FIRST);
  const valueType = readElementType(source, header >>> SECOND);
  const count = source.u32() & COUNT;
  const isTyped = keyType !== ANY || valueType !== ANY;
  const map = exact && isTyped ? new TypedDictionary(keyType, valueType) : new Map<Variant, Variant>();
  const keys = new DictionaryKeys(source, map);
  for (let index = 0; index < count; index += 1) {
    const start = source.position;
    const key = fitElement(source.variant(depth + 1), keyType, exact);
    const end = source.position;
    const value = source.variant(depth + 1);
    // The engine checks what it puts in by its key; the value it takes as it came.
    if (key === MISFIT) source.dropped += 1;
    else map.set(keys.find(key, start, end), value);
  }
  return map;
}

function writeMap(sink: Encoder, map: Map<Variant, Variant> | { [key: string]: Variant }, depth: number): void {
  if (!(map instanceof Map)) {
    writeObjectLiteral(sink, map, depth);
    return;
  }
  const isTyped = map instanceof TypedDictionary;
  const keyType: ElementType = isTyped ? map.key_type : ANY;
  const valueType: ElementType = isTyped ? map.value_type : ANY;
  sink.mark((elementFlags(keyType, sink) << FIRST) | (elementFlags(valueType, sink) << SECOND));
  writeElementType(sink, keyType);
  writeElementType(sink, valueType);
  const at = sink.u32(0);
  let count = 0;
  for (const [key, value] of map) {
    writeFitting(sink, key, keyType, depth + 1);
    // Values are not checked, as in the engine. Only JavaScript cannot tell 1.0 from 1.
    const isFloat = valueType.type === TypeId.FLOAT && typeof value === "number";
    sink.variant(isFloat ? new Float(value) : value, depth + 1);
    count += 1;
  }
  sink.u32At(at, count);
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

function writeFitting(sink: Encoder, value: Variant, type: ElementType, depth: number): void {
  const fitting = fitElement(value, type, true);
  if (fitting === MISFIT) sink.refuse(value, ` that a container of ${type.toString()} takes`);
  sink.variant(fitting, depth);
}
