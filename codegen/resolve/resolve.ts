import type { Api, ApiClass } from "../model/api.js";
import { OverrideBook } from "../overrides/book.js";
import type { Overrides } from "../overrides/shapes.js";
import type { ProblemList } from "../problems.js";
import type { XmlClass } from "../xml/mirror.js";
import { nameOverrides } from "../xml/name-overrides.js";
import type { References } from "../xml/read-references.js";
import { carryTypes } from "./carry-types.js";
import { checkDeclarations } from "./check-declarations.js";
import { nameDeclarations } from "./name-declarations.js";
import { nameMembers, type Naming } from "./name-members.js";
import { resolveClass } from "./resolve-class.js";
import { resolveLineages } from "./inheritance.js";
import { collectKnownTypes } from "./known-types.js";
import type { ResolveMemo } from "./memo.js";
import { withRedeclared } from "./redeclared.js";
import { isMapped, TypeResolver } from "./types.js";

export interface ResolveOptions {
  /** By default Godot's names. */
  readonly naming?: Naming | undefined;
  /** What texts may point to although it is not in the input; see select-classes.ts. */
  readonly leftOut?: ReadonlySet<string> | undefined;
  /** For who resolves again and again. */
  readonly memo?: ResolveMemo | undefined;
}

/** The mirrors of the XML → the resolved API. All problems are in the list; the result counts only if there are none. */
export function resolve(
  references: References,
  overrides: Overrides,
  problems: ProblemList,
  options: ResolveOptions = {},
): Api {
  const { naming = "godot", leftOut = new Set(), memo } = options;
  const read = nameOverrides(references.classes);
  const mirrors: ReadonlyMap<string, XmlClass> = new Map(read.map((mirror) => [mirror.name, mirror]));
  const lineages = resolveLineages(mirrors, problems);
  const book = new OverrideBook(overrides, (name) => mirrors.get(name)?.dialect);
  const known = collectKnownTypes(mirrors, lineages, book.overrides);
  const types = new TypeResolver(known, problems);

  const pointers = new Set<string>();
  memo?.prepare(read, lineages);
  const plain = read.map((mirror) => {
    const lineage = lineages.get(mirror.name) ?? { kind: "object", ancestors: [] };
    const resolveWith = (ownTypes: TypeResolver, list: ProblemList): ApiClass =>
      resolveClass({ mirror, types: ownTypes, book, problems: list, naming }, lineage, known);
    const remembered = memo?.resolve(mirror, { known, book, problems }, resolveWith);
    for (const pointer of remembered?.pointers ?? []) pointers.add(pointer);
    return remembered?.apiClass ?? resolveWith(types, problems);
  });
  const declared = nameDeclarations(plain);
  checkDeclarations(declared, problems);
  const named = nameMembers(declared, naming);

  const plainByName = new Map(named.map((apiClass) => [apiClass.godotName, apiClass]));
  const carried = named.map((apiClass) => carryTypes(apiClass, plainByName, problems));
  const classes = withRedeclared(carried);

  const subsets = Object.entries(references.source.classes).filter(([, { coverage }]) => coverage === "subset");
  for (const entry of book.overrides.glue) if (mirrors.has(entry.class)) book.use(entry, true);
  book.report(new Set(mirrors.keys()), new Set(subsets.map(([name]) => name)), problems);
  return {
    classes,
    byName: new Map(classes.map((apiClass) => [apiClass.godotName, apiClass])),
    leftOut,
    engineVersion: references.source.version,
    variantClasses: classes
      .filter(
        ({ kind, godotName, dialect }) =>
          godotName === "Object" || (kind === "builtin" && !isMapped(godotName, dialect)),
      )
      .map(({ godotName }) => godotName),
    pointerTypes: [...pointers, ...types.pointers].sort(),
    hasBareSignals: !mirrors.has("Signal") && classes.some(({ signals }) => signals.length > 0),
  };
}
