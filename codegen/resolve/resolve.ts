import type { Api } from "../model/api.js";
import { OverrideBook } from "../overrides/book.js";
import type { Overrides } from "../overrides/shapes.js";
import type { ProblemList } from "../problems.js";
import type { XmlClass } from "../xml/mirror.js";
import type { References } from "../xml/read-references.js";
import { carryTypes } from "./carry-types.js";
import { checkDeclarations } from "./check-declarations.js";
import { resolveClass } from "./resolve-class.js";
import { resolveLineages } from "./inheritance.js";
import { collectKnownTypes } from "./known-types.js";
import { shapesOf, withRedeclared } from "./redeclared.js";
import { isMapped, TypeResolver } from "./types.js";

/** The mirrors of the XML → the resolved API. All problems are in the list; the result counts only if there are none. */
export function resolve(references: References, overrides: Overrides, problems: ProblemList): Api {
  const mirrors: ReadonlyMap<string, XmlClass> = new Map(references.classes.map((mirror) => [mirror.name, mirror]));
  const lineages = resolveLineages(mirrors, problems);
  const known = collectKnownTypes(mirrors, lineages, overrides);
  const types = new TypeResolver(known, problems);
  const book = new OverrideBook(overrides);

  const plain = references.classes.map((mirror) => {
    const lineage = lineages.get(mirror.name) ?? { kind: "object", ancestors: [] };
    return resolveClass({ mirror, types, book, problems }, lineage, known);
  });
  checkDeclarations(plain, problems);

  const plainByName = new Map(plain.map((apiClass) => [apiClass.godotName, apiClass]));
  const carried = plain.map((apiClass) => carryTypes(apiClass, plainByName));
  const shapes = new Map(carried.map((apiClass) => [apiClass.godotName, shapesOf(apiClass)]));
  const classes = carried.map((apiClass) => withRedeclared(apiClass, shapes));

  const subsets = Object.entries(references.source.classes).filter(([, { coverage }]) => coverage === "subset");
  for (const entry of overrides.glue) if (mirrors.has(entry.class)) book.use(entry, true);
  book.report(new Set(mirrors.keys()), new Set(subsets.map(([name]) => name)), problems);
  return {
    classes,
    byName: new Map(classes.map((apiClass) => [apiClass.godotName, apiClass])),
    engineVersion: references.source.version,
    variantClasses: classes
      .filter(({ kind, godotName }) => godotName === "Object" || (kind === "builtin" && !isMapped(godotName)))
      .map(({ godotName }) => godotName),
  };
}
