import type { XmlClass } from "../xml/mirror.js";
import { nameOverrides } from "../xml/name-overrides.js";
import type { Source } from "../xml/source-json.js";
import { compareClass } from "./compare-class.js";
import { added, asRenamed, removed, type Difference, type Owner } from "./difference.js";
import { classFact, memberFacts } from "./facts.js";
import { hasTexts, tellsStatus } from "./has-texts.js";
import { suggestClassRenames } from "./suggest-renames.js";
import { TypeOrder } from "./type-order.js";

/** One side of a comparison. */
export interface ComparedReference {
  /** What reports call it: its folder. */
  readonly name: string;
  readonly classes: readonly XmlClass[];
  /** Of the side that restates the other: if it names classes, these and no others are compared. */
  readonly source?: Source | undefined;
  /** How many classes the folder holds beside `classes`, unread because nothing asks for them. */
  readonly unread?: number;
}

/** How one class compares. */
export interface ClassReport {
  readonly class: string;
  /** What SOURCE.json says; "unstated" without one. */
  readonly coverage: "whole" | "subset" | "unstated";
  /** What a subset leaves out, and why. */
  readonly reason: string | null;
  /** How many members either side has. */
  readonly members: { readonly from: number; readonly to: number };
  /** The members that a subset leaves out, by name. */
  readonly leftOut: readonly string[];
  readonly differences: readonly Difference[];
}

export interface Drift {
  readonly from: string;
  readonly to: string;
  /** Sorted by name. */
  readonly classes: readonly ClassReport[];
  /** Those of all classes, in their order. */
  readonly differences: readonly Difference[];
  /** Classes of `from` that SOURCE.json does not name: not compared. */
  readonly outOfScope: number;
  /** Whether texts were compared too. */
  readonly texts: boolean;
  /** Whose SOURCE.json says what is compared. */
  readonly scope: Side;
}

export type Side = "from" | "to";

export interface CompareOptions {
  /** Compare what is written about the members too. By default only facts. */
  readonly texts?: boolean | undefined;
  /** Whose SOURCE.json says which classes are compared, and which are subsets of the other side's. By default `to`'s. */
  readonly scope?: Side | undefined;
}

interface Sides {
  readonly from: XmlClass | undefined;
  readonly to: XmlClass | undefined;
}

type Coverage = Pick<ClassReport, "coverage" | "reason">;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function byName(reference: ComparedReference): ReadonlyMap<string, XmlClass> {
  return new Map(nameOverrides(reference.classes).map((entry) => [entry.name, entry]));
}

function memberCount(entry: XmlClass | undefined): number {
  return entry ? memberFacts(entry).length : 0;
}

/** A class that is on one side only, or that SOURCE.json promises and neither side has. */
function presenceDifference(name: string, sides: Sides, isNamed: boolean, renamed: string | undefined): Difference {
  const owner: Owner = { class: name, kind: "class", member: null };
  const suggested = (difference: Difference): Difference =>
    renamed === undefined ? difference : asRenamed(difference, renamed);
  const { from, to } = sides;
  if (from) {
    const difference = removed(owner, classFact(from));
    const message = `${name}: SOURCE.json names this class, but it has no file beside it`;
    return isNamed ? { ...difference, message } : suggested(difference);
  }
  if (to) {
    const difference = added(owner, classFact(to));
    const message = `${name}: the reference compared with has no such class`;
    return isNamed ? { ...difference, message } : suggested(difference);
  }
  return {
    ...owner,
    change: "removed",
    impact: "breaking",
    attribute: null,
    from: null,
    to: null,
    renamed: null,
    message: `${name}: SOURCE.json names this class, but neither reference has it`,
  };
}

/** The coverage of each class to compare: those that SOURCE.json names, or without one all there are. */
function classesToCompare(from: ComparedReference, to: ComparedReference, scope: Side): ReadonlyMap<string, Coverage> {
  const named = Object.entries({ from, to }[scope].source?.classes ?? {});
  if (named.length > 0) {
    return new Map(named.map(([name, { coverage, reason }]) => [name, { coverage, reason: reason ?? null }]));
  }
  const names = [...from.classes, ...to.classes].map((entry) => entry.name);
  return new Map(names.map((name) => [name, { coverage: "unstated", reason: null }]));
}

/** Compares two references. Pure; the result does not depend on the order of its input. */
export function compareReferences(
  from: ComparedReference,
  to: ComparedReference,
  { texts = false, scope = "to" }: CompareOptions = {},
): Drift {
  const [fromClasses, toClasses] = [byName(from), byName(to)];
  const compared = classesToCompare(from, to, scope);
  const types = new TypeOrder(to.classes);
  const status = tellsStatus(from) && tellsStatus(to);
  const renames = suggestClassRenames(
    sorted(from.classes).filter(({ name }) => !toClasses.has(name)),
    sorted(to.classes).filter(({ name }) => !fromClasses.has(name)),
  );
  const theirs = scope === "from" ? to : from;
  // What `--doctool` writes has no texts at all, which says nothing about them.
  const restated = hasTexts(theirs)
    ? (name: string) => ({ from, to })[scope].source?.classes[name]?.restates
    : () => undefined;
  const reportOn = (name: string, coverage: Coverage): ClassReport => {
    const sides = { from: fromClasses.get(name), to: toClasses.get(name) };
    const members = { from: memberCount(sides.from), to: memberCount(sides.to) };
    if (sides.from && sides.to) {
      const subset = coverage.coverage === "subset" ? scope : undefined;
      const watched = restated(name);
      const comparison = compareClass(sides.from, sides.to, { types, subset, texts, status, restated: watched, scope });
      return { class: name, ...coverage, members, ...comparison };
    }
    const side = sides.from ?? sides.to;
    const renamed = side && renames.get(side)?.name;
    const isPromised = coverage.coverage !== "unstated" && scope === "to";
    const difference = presenceDifference(name, sides, isPromised, renamed);
    return { class: name, ...coverage, members, leftOut: [], differences: [difference] };
  };
  const classes = [...compared]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, coverage]) => reportOn(name, coverage));
  return {
    from: from.name,
    to: to.name,
    classes,
    differences: classes.flatMap((report) => report.differences),
    outOfScope: from.classes.filter((entry) => !compared.has(entry.name)).length + (from.unread ?? 0),
    texts,
    scope,
  };
}

function sorted(classes: readonly XmlClass[]): readonly XmlClass[] {
  return classes.toSorted((a, b) => compareText(a.name, b.name));
}
