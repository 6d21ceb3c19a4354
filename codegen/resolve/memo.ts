import type { ApiClass } from "../model/api.js";
import type { OverrideBook } from "../overrides/book.js";
import { ProblemList } from "../problems.js";
import type { XmlClass } from "../xml/mirror.js";
import type { Lineage } from "./inheritance.js";
import { TypeResolver, type KnownTypes } from "./types.js";

interface Remembered {
  readonly apiClass: ApiClass;
  readonly list: ProblemList;
  readonly pointers: readonly string[];
  readonly uses: readonly (readonly [object, boolean])[];
}

/**
 * What came of each class, for who resolves almost the same references again and again. A class depends on its own
 * reference and on which classes and enums there are; if those change, nothing is remembered.
 */
export class ResolveMemo {
  #signature = "";
  #classes = new WeakMap<XmlClass, Remembered>();

  prepare(mirrors: readonly XmlClass[], lineages: ReadonlyMap<string, Lineage>): void {
    const parts = mirrors.map(({ name, dialect, constants }) => {
      const { kind, ancestors } = lineages.get(name) ?? { kind: "", ancestors: [] };
      const enums = new Set(constants.map((constant) => constant.enum));
      return [name, dialect, kind, ancestors.join(), [...enums].join()].join(" ");
    });
    const signature = parts.join("\n");
    if (signature !== this.#signature) this.#classes = new WeakMap();
    this.#signature = signature;
  }

  resolve(
    mirror: XmlClass,
    context: { readonly known: KnownTypes; readonly book: OverrideBook; readonly problems: ProblemList },
    resolveClass: (types: TypeResolver, problems: ProblemList) => ApiClass,
  ): { readonly apiClass: ApiClass; readonly pointers: readonly string[] } {
    const { known, book, problems } = context;
    let found = this.#classes.get(mirror);
    if (found === undefined) {
      const list = new ProblemList();
      const types = new TypeResolver(known, list);
      const uses: (readonly [object, boolean])[] = [];
      book.onUse = (entry, changed) => void uses.push([entry, changed]);
      const apiClass = resolveClass(types, list);
      book.onUse = undefined;
      found = { apiClass, list, pointers: types.pointers, uses };
      this.#classes.set(mirror, found);
    } else {
      for (const [entry, changed] of found.uses) book.use(entry, changed);
    }
    for (const problem of found.list.problems) problems.add(problem, problem.message);
    for (const warning of found.list.warnings) problems.warn(warning, warning.message);
    return found;
  }
}
