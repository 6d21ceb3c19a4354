import type { OptionKey, OptionsType } from "../../model/api.js";
import { arrayOf, global, union, VARIANT, type TypeRef } from "../../model/type-ref.js";
import { pascalCase } from "../names.js";
import type { Entry, Example } from "./parse.js";

/** Types of the example values that are words: `SIZE_BIG`, `Vector2(1, 2)`. */
export type WordType = (word: string) => TypeRef | undefined;

/** Example dictionaries → options types, nested ones first. */
export function inferOptions(
  className: string,
  name: string,
  doc: string,
  entries: readonly Entry[],
  wordType: WordType,
): readonly OptionsType[] {
  const types: OptionsType[] = [];
  const keys = [...groupByKey(entries)].map(([key, same]): OptionKey => {
    const nestedName = name + pascalCase(key);
    const nestedDoc = `One value of [code]${key}[/code] in [enum ${className}.${name}].`;
    const nestedOptions = (nested: readonly Entry[]): TypeRef => {
      types.push(...inferOptions(className, nestedName, nestedDoc, nested, wordType));
      return { kind: "options", className, optionsName: nestedName };
    };
    return {
      name: key,
      doc: keyDoc(same),
      type: typeOf(
        same.map((entry) => entry.value),
        nestedOptions,
        wordType,
      ),
    };
  });
  return [...types, { name, doc, keys }];
}

/** Several examples of one dictionary in an array: each key once. */
function groupByKey(entries: readonly Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.key);
    if (group === undefined) groups.set(entry.key, [entry]);
    else group.push(entry);
  }
  return groups;
}

function keyDoc(entries: readonly Entry[]): string {
  const docs = new Set(entries.map((entry) => literalText(entry.doc)).filter((doc) => doc !== ""));
  const examples = entries.map((entry) => printExample(entry.value)).filter((text) => text !== undefined);
  const example = examples[0] === undefined ? "" : `Example: [code]${examples[0]}[/code].`;
  return [...docs, example].filter((text) => text !== "").join(" ");
}

function typeOf(
  examples: readonly Example[],
  nestedOptions: (entries: readonly Entry[]) => TypeRef,
  wordType: WordType,
): TypeRef {
  const dictionaries = examples.flatMap((example) => (example.kind === "dictionary" ? [example] : []));
  const arrays = examples.flatMap((example) => (example.kind === "array" ? [example] : []));
  const types: TypeRef[] = [];
  if (dictionaries.length > 0) types.push(nestedOptions(dictionaries.flatMap((example) => example.entries)));
  if (arrays.length > 0) {
    const items = arrays.flatMap((example) => example.items);
    types.push(arrayOf(items.length === 0 ? VARIANT : typeOf(items, nestedOptions, wordType), true));
  }
  for (const example of examples) {
    if (example.kind === "string" || example.kind === "number") types.push(global(example.kind));
    if (example.kind === "word") types.push(wordTypeOf(example.text, wordType));
  }
  return union(...types);
}

function wordTypeOf(word: string, wordType: WordType): TypeRef {
  if (word === "true" || word === "false") return global("boolean");
  return wordType(word) ?? VARIANT;
}

/** Short examples only: a nested one shows in its own type. */
function printExample(example: Example): string | undefined {
  switch (example.kind) {
    case "string":
      return JSON.stringify(example.text);
    case "number":
    case "word":
      return example.text;
    case "array": {
      const items = example.items.map(printExample);
      return items.includes(undefined) ? undefined : `[${items.join(", ")}]`;
    }
    case "dictionary":
      return undefined;
  }
}

/** A comment is plain text, descriptions are BBCode. */
function literalText(text: string): string {
  return text.replace(/[[\]]/g, (bracket) => (bracket === "[" ? "[lb]" : "[rb]"));
}
