import { expect, test } from "vitest";
import { MultiplayerPeerInfo } from "../../generated/api/MultiplayerPeer.js";
import { GodotObjectInfo } from "../../generated/api/Object.js";
import { GodotObject, MultiplayerPeer, outline } from "./core.js";

test("an outline says of a class what its reflection data says", () => {
  for (const [{ classInfo }, info] of [
    [GodotObject, GodotObjectInfo],
    [MultiplayerPeer, MultiplayerPeerInfo],
  ] as const) {
    expect(classInfo.name).toBe(info.name);
    expect(classInfo.constants).toEqual(info.constants);
    expect(Object.keys(classInfo.methods)).toEqual(Object.keys(info.methods));
    expect(Object.keys(classInfo.signals)).toEqual(Object.keys(info.signals));
    for (const [name, { type, setter }] of Object.entries(info.properties)) {
      expect(classInfo.properties[name], name).toEqual({ type, setter });
    }
    for (const [name, { arguments: args, qualifiers }] of Object.entries(info.methods)) {
      const declared = args as readonly { readonly name: string; readonly type: string; readonly default?: string }[];
      const told = classInfo.methods[name];
      expect(told?.arguments.map(({ name, type }) => [name, type])).toEqual(
        declared.map(({ name, type }) => [name, type]),
      );
      expect(told?.arguments.map((argument) => argument.default !== undefined)).toEqual(
        declared.map((argument) => argument.default !== undefined),
      );
      expect(told?.qualifiers.includes("vararg")).toBe((qualifiers as readonly string[]).includes("vararg"));
    }
  }
});

test("what an outline does not have is empty", () => {
  const nothing = { methods: {}, signals: {}, properties: {}, constants: {} };
  expect(outline("Bare")).toEqual({ name: "Bare", ...nothing });
  expect(outline("Bare\n\n\n\nopened|at:int=")).toEqual({
    name: "Bare",
    ...nothing,
    signals: { opened: [{ name: "at", type: "int", default: "" }] },
  });
});
