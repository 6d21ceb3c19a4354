import type { ApiClass, Method, OptionsType } from "../model/api.js";
import { findDictionaryBlocks } from "../resolve/options/find-blocks.js";
import { inferOptions } from "../resolve/options/infer.js";
import { parseDictionary } from "../resolve/options/parse.js";
import { DictionarySyntaxError } from "../resolve/options/tokenize.js";
import type { Catalog } from "./catalog.js";

/** Options type and key → the text that a code block has for it. */
type KeyDocs = ReadonlyMap<string, string>;

/**
 * The keys of options dictionaries are described by comments in code blocks, which are translated with the blocks. Keys
 * and types stay those of the original; a key that the translation lacks, or that an override describes, stays as it is.
 */
export function localizeOptions(apiClass: ApiClass, catalog: Catalog): readonly OptionsType[] {
  const replaced = new Map<string, { readonly original: string; readonly translation: string }>();
  for (const method of apiClass.methods) {
    const translated = catalog.translate(method.doc.text);
    if (translated === undefined) continue;
    const originals = keyDocs(apiClass, method, method.doc.text);
    for (const [key, translation] of keyDocs(apiClass, method, translated)) {
      replaced.set(key, { original: originals.get(key) ?? "", translation });
    }
  }
  if (replaced.size === 0) return apiClass.options;
  return apiClass.options.map((options) => ({
    ...options,
    keys: options.keys.map((key) => {
      const found = replaced.get(`${options.name}.${key.name}`);
      return found?.original === key.doc ? { ...key, doc: found.translation } : key;
    }),
  }));
}

function keyDocs(apiClass: ApiClass, method: Method, text: string): KeyDocs {
  const docs = new Map<string, string>();
  const roots = new Map(
    method.parameters.flatMap(({ godotName, type }) =>
      type.kind === "options" ? [[godotName, type.optionsName] as const] : [],
    ),
  );
  for (const { parameter, source } of findDictionaryBlocks(text, [...roots.keys()])) {
    const entries = entriesOf(source);
    const root = roots.get(parameter) ?? "";
    for (const { name, keys } of inferOptions(apiClass.godotName, root, "", entries, () => undefined)) {
      for (const key of keys) docs.set(`${name}.${key.name}`, key.doc);
    }
  }
  return docs;
}

/** A translation may have broken the block; then the original serves. */
function entriesOf(source: string) {
  try {
    return parseDictionary(source);
  } catch (error) {
    if (error instanceof DictionarySyntaxError) return [];
    throw error;
  }
}
