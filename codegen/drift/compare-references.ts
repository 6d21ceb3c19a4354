import type { XmlClass } from "../xml/mirror.js";
import type { Source } from "../xml/source-json.js";
import { compareClass } from "./compare-class.js";
import { added, removed, type Difference, type Owner } from "./difference.js";
import { classFact, memberFacts } from "./facts.js";

/** One side of a comparison. */
export interface ComparedReference {
  /** What reports call it: its folder. */
  readonly name: string;
  readonly classes: readonly XmlClass[];
  /** Of the `to` side: if it names classes, these and no others are compared. */
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
}

type Coverage = Pick<ClassReport, "coverage" | "reason">;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function byName(reference: ComparedReference): ReadonlyMap<string, XmlClass> {
  return new Map(reference.classes.map((entry) => [entry.name, entry]));
}

function memberCount(entry: XmlClass | undefined): number {
  return entry ? memberFacts(entry).length : 0;
}

/** A class that is on one side only, or that SOURCE.json promises and neither side has. */
function presenceDifference(name: string, from: XmlClass | undefined, to: XmlClass | undefined, isNamed: boolean) {
  const owner: Owner = { class: name, kind: "class", member: null };
  if (from) {
    const difference = removed(owner, classFact(from));
    const message = `${name}: SOURCE.json names this class, but it has no file beside it`;
    return isNamed ? { ...difference, message } : difference;
  }
  if (to) {
    const difference = added(owner, classFact(to));
    return isNamed ? { ...difference, message: `${name}: the reference compared with has no such class` } : difference;
  }
  const message = `${name}: SOURCE.json names this class, but neither reference has it`;
  return { ...owner, change: "removed", attribute: null, from: null, to: null, message } satisfies Difference;
}

function reportOn(name: string, from: XmlClass | undefined, to: XmlClass | undefined, coverage: Coverage): ClassReport {
  const members = { from: memberCount(from), to: memberCount(to) };
  if (from && to)
    return { class: name, ...coverage, members, ...compareClass(from, to, coverage.coverage === "subset") };
  const difference = presenceDifference(name, from, to, coverage.coverage !== "unstated");
  return { class: name, ...coverage, members, leftOut: [], differences: [difference] };
}

/** The coverage of each class to compare: those that SOURCE.json names, or without one all there are. */
function classesToCompare(from: ComparedReference, to: ComparedReference): ReadonlyMap<string, Coverage> {
  const named = Object.entries(to.source?.classes ?? {});
  if (named.length > 0) {
    return new Map(named.map(([name, { coverage, reason }]) => [name, { coverage, reason: reason ?? null }]));
  }
  const names = [...from.classes, ...to.classes].map((entry) => entry.name);
  return new Map(names.map((name) => [name, { coverage: "unstated", reason: null }]));
}

/** Compares the facts of two references. Pure; the result does not depend on the order of its input. */
export function compareReferences(from: ComparedReference, to: ComparedReference): Drift {
  const [fromClasses, toClasses] = [byName(from), byName(to)];
  const compared = classesToCompare(from, to);
  const classes = [...compared]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, coverage]) => reportOn(name, fromClasses.get(name), toClasses.get(name), coverage));
  return {
    from: from.name,
    to: to.name,
    classes,
    differences: classes.flatMap((report) => report.differences),
    outOfScope: from.classes.filter((entry) => !compared.has(entry.name)).length + (from.unread ?? 0),
  };
}
