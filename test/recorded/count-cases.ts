import { expect, test } from "vitest";
import type { Deviations } from "./setup/reasons.js";

export interface Recording {
  /** How many cases were recorded, by group. */
  readonly recorded: Readonly<Record<string, number>>;
  /** The names of the ported ones, by group. */
  readonly ported: Readonly<Record<string, readonly string[]>>;
  /** Those that are not ported, by group. */
  readonly notPortable: Readonly<Record<string, Deviations>>;
  readonly deviations: Deviations;
}

/** Tests that no recorded case is missing, and that what is said of cases is said of those that are there. */
export function countCases({ recorded, ported, notPortable, deviations }: Recording): void {
  test("every recorded case is ported, or said not to be portable", () => {
    const names = Object.keys(recorded).map((group): [string, string[]] => [
      group,
      [...(ported[group] ?? []), ...Object.keys(notPortable[group] ?? {})],
    ]);
    const counts = names.map(([group, some]) => [group, new Set(some).size]);
    expect(Object.fromEntries(counts)).toEqual(recorded);
    const groups = new Set([...Object.keys(ported), ...Object.keys(notPortable)]);
    expect([...groups].filter((group) => !Object.hasOwn(recorded, group))).toEqual([]);
    const all = names.flatMap(([, some]) => some);
    expect(new Set(all).size).toBe(all.length);
  });

  test("every deviation belongs to a ported case", () => {
    const all = Object.values(ported).flat();
    expect(Object.keys(deviations).filter((name) => !all.includes(name))).toEqual([]);
  });
}

/** The names of the cases of each group. */
export function namesOf<Group extends object>(groups: Readonly<Record<string, Group>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(groups).map(([group, cases]) => [group, Object.keys(cases)]));
}
