import { describe, expect, test } from "vitest";
import { enumsOf, importsOf, inlineMembers, purifyEnums } from "../../codegen/build/inline-enums.js";

const WRITTEN = `export var State;
(function (State) {
    /** At first. */
    State[State["NEW"] = 0] = "NEW";
    State[State["GONE"] = -1] = "GONE";
})(State || (State = {}));
export const NEW = State.NEW;
`;

describe("the last step of the build", () => {
  const pure = purifyEnums("state.js", WRITTEN);

  test("makes an enum an expression without side effects, which is the same enum", async () => {
    expect(pure).toMatch(/^export var State = \/\* @__PURE__ \*\/ \(function/m);
    const module = (await import(`data:text/javascript,${encodeURIComponent(pure)}`)) as {
      State: unknown;
      NEW: unknown;
    };
    expect(module.State).toEqual({ NEW: 0, GONE: -1, 0: "NEW", "-1": "GONE" });
    expect(module.NEW).toBe(0);
    // Twice is the same as once.
    expect(purifyEnums("state.js", pure)).toBe(pure);
  });

  test("says so if the compiler writes enums another way", () => {
    const unknown = WRITTEN.replace("\n(function", "; (function");
    expect(() => purifyEnums("state.js", unknown)).toThrow("state.js: the compiler writes enums in a way");
  });

  test("puts values where members are used, and only there", () => {
    const enums = enumsOf(pure);
    expect(enums).toEqual(new Map([["State", new Map(Object.entries({ NEW: "0", GONE: "-1" }))]]));
    const text = `const a = State.NEW, b = State.GONE ** 2, c = State[a], d = State.other, e = other.State.NEW, f = "State.NEW";`;
    expect(inlineMembers("user.js", text, enums)).toBe(
      `const a = 0 /* State.NEW */, b = (-1) /* State.GONE */ ** 2, c = State[a], d = State.other, e = other.State.NEW, f = "State.NEW";`,
    );
  });

  test("follows names from file to file", () => {
    const text = `import { State as Phase, type X } from "./state.js";\nexport { Other } from "../other.js";\nimport "vitest";`;
    expect(importsOf("/a/b/user.js", text)).toEqual(
      new Map([
        ["Phase", ["/a/b/state.js", "State"]],
        ["X", ["/a/b/state.js", "X"]],
        ["Other", ["/a/other.js", "Other"]],
      ]),
    );
  });
});
