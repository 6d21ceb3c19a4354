import { expect, test } from "vitest";
import { GodotObject, missingOptionalVirtual, missingVirtual } from "./core.js";
import { watchReports } from "./watch-reports.js";

const reports = watchReports();
const object = new GodotObject();

// What was reported is remembered for the whole process, so each test has a class name of its own.
test.each([
  ["required", missingVirtual, "error"],
  ["optional", missingOptionalVirtual, "warning"],
] as const)(
  "a missing %s virtual method is reported once per method, and returns the fallback",
  (which, missing, kind) => {
    expect(missing(object, `Thing ${which}`, "_poll", 7)).toBe(7);
    expect(missing(new GodotObject(), `Thing ${which}`, "_poll", null)).toBeNull();
    expect(missing(object, `Thing ${which}`, "_close", "")).toBe("");
    expect(reports.map(({ kind, method }) => [kind, method])).toEqual([
      [kind, "_poll"],
      [kind, "_close"],
    ]);
  },
);
