import type { Api, ApiClass, ClassDoc, Doc, Member } from "../model/api.js";
import type { Catalog } from "./catalog.js";
import { localizeOptions } from "./localize-options.js";

/** How much of a reference is translated. */
export interface LocaleCoverage {
  readonly language: string;
  /** Texts that have a translation, of those that there are. Texts that say nothing are not counted. */
  readonly translated: number;
  readonly total: number;
}

export interface LocalizedApi {
  readonly api: Api;
  readonly coverage: LocaleCoverage;
}

/**
 * The same API with its texts translated where there is a translation. After everything is resolved: what the types are
 * must not depend on the language.
 */
export function localize(api: Api, catalog: Catalog): LocalizedApi {
  const localizer = new Localizer(catalog);
  const classes = api.classes.map((apiClass) => localizer.class(apiClass));
  const byName = new Map(classes.map((apiClass) => [apiClass.godotName, apiClass]));
  const { translated, total } = localizer;
  return { api: { ...api, classes, byName }, coverage: { language: catalog.language, translated, total } };
}

class Localizer {
  readonly #catalog: Catalog;
  translated = 0;
  total = 0;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  class(apiClass: ApiClass): ApiClass {
    const members = <T extends Member>(list: readonly T[]): readonly T[] => list.map((member) => this.#member(member));
    return {
      ...apiClass,
      doc: this.#classDoc(apiClass.doc),
      constructors: members(apiClass.constructors),
      methods: members(apiClass.methods),
      properties: members(apiClass.properties),
      signals: members(apiClass.signals),
      enums: apiClass.enums.map((entry) => ({ ...entry, constants: members(entry.constants) })),
      constants: members(apiClass.constants),
      annotations: members(apiClass.annotations),
      themeItems: members(apiClass.themeItems),
      operators: members(apiClass.operators),
      options: localizeOptions(apiClass, this.#catalog),
    };
  }

  #member<T extends Member>(member: T): T {
    return { ...member, doc: this.#doc(member.doc) };
  }

  #classDoc(doc: ClassDoc): ClassDoc {
    return {
      ...this.#doc(doc),
      brief: this.#text(doc.brief),
      tutorials: doc.tutorials.map(({ title, url }) => ({ title: this.#optional(title), url })),
    };
  }

  #doc({ text, deprecated, experimental }: Doc): Doc {
    return {
      text: this.#text(text),
      deprecated: this.#optional(deprecated),
      experimental: this.#optional(experimental),
    };
  }

  #optional(text: string | undefined): string | undefined {
    return text === undefined ? undefined : this.#text(text);
  }

  #text(text: string): string {
    if (text.trim() === "") return text;
    this.total++;
    const translation = this.#catalog.translate(text);
    if (translation === undefined) return text;
    this.translated++;
    return translation;
  }
}
