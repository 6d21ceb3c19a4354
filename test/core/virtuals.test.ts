import { expect, test } from "vitest";
import { GodotObject, isOverridden, missingOptionalVirtual, missingVirtual, withFallbacks } from "./core.js";
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

test("isOverridden() tells a method of a subclass, or of the object itself, from that of the class", () => {
  class Base extends GodotObject {
    _work(): string {
      return "base";
    }
  }
  class Plain extends Base {}
  class Worker extends Base {
    override _work(): string {
      return `worker, ${super._work()}`;
    }
  }
  class Below extends Worker {}
  for (const [object, expected] of [
    [new Base(), false],
    [new Plain(), false],
    [new Worker(), true],
    [new Below(), true],
  ] as const) {
    expect(isOverridden(object, Base, "_work")).toBe(expected);
    // Asked for once, the object keeps the bound function.
    object._work();
    expect(isOverridden(object, Base, "_work")).toBe(expected);
  }
  const own = new Base();
  own._work = () => "own";
  expect(isOverridden(own, Base, "_work")).toBe(true);
});

test("withFallbacks() gives a class what its subclasses leave out, and nothing else", () => {
  abstract class Base extends GodotObject {
    abstract _work(): string;
    work(): string {
      return this._work();
    }
  }
  class Own extends Base {
    _work(): string {
      return "own";
    }
  }
  class Fallbacks extends Base {
    _work(): string {
      return "fallback";
    }
  }
  const Open = withFallbacks(Base, Fallbacks);
  class Empty extends Open {}
  expect(Open).toBe(Base);
  expect(new Empty().work()).toBe("fallback");
  expect(new Own().work()).toBe("own");
  expect(new Own()).toBeInstanceOf(Open);
});
