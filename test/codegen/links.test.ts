import { describe, expect, it, test } from "vitest";
import type { LinkKind } from "../../codegen/bbcode/index.js";
import { findLink } from "../../codegen/resolve/links.js";
import { BASE, classXml, constant, method, methods, resolveXml, SIGNAL } from "./class-xml.js";

const { api } = resolveXml([
  ...BASE.filter((text) => text !== SIGNAL && !text.includes("@GlobalScope")),
  classXml("Signal", `<operators><operator name="operator =="><description></description></operator></operators>`, ""),
  classXml(
    "@GlobalScope",
    `<constants>${constant("OK", 0, ' enum="Error"')}${constant("TYPE_NIL", 0, ' enum="Variant.Type"')}${constant("PI", "3.1")}</constants>`,
    "",
  ),
  classXml(
    "Parent",
    methods(method("go"), method("make", "", ' qualifiers="static"')) +
      '<members><member name="size" type="int" setter="" getter=""></member></members>' +
      '<signals><signal name="gone"><description></description></signal></signals>' +
      `<constants>${constant("MODE_A", 0, ' enum="Mode"')}${constant("LIMIT", 1)}</constants>` +
      '<theme_items><theme_item name="paint" data_type="color" type="int"></theme_item></theme_items>',
  ),
  classXml("Child", "", ' inherits="Parent"'),
]);

const cases: readonly (readonly [LinkKind, string, string])[] = [
  ["class", "Parent", "Parent: Parent"],
  ["class", "Object", "Object: GodotObject"],
  ["class", "Dictionary", "code"],
  ["class", "@GlobalScope", "code"],
  ["class", "Nod", "missing"],
  ["method", "go", "Parent: Parent.go"],
  ["method", "Parent.go", "Parent: Parent.go"],
  ["method", "Child.go", "Parent: Parent.go"],
  ["method", "make", "Parent: ParentConstructor.make"],
  ["method", "run", "missing"],
  ["method", "Nod.run", "missing"],
  ["member", "size", "Parent: Parent.size"],
  ["member", "go", "missing"],
  ["signal", "gone", "Parent: Parent.gone"],
  ["constant", "MODE_A", "Parent: Parent.MODE_A"],
  ["constant", "LIMIT", "Parent: Parent.LIMIT"],
  ["constant", "OK", "@GlobalScope: GodotError.OK"],
  ["constant", "@GlobalScope.OK", "@GlobalScope: GodotError.OK"],
  ["constant", "PI", "@GlobalScope: PI"],
  ["enum", "Mode", "Parent: Parent.Mode"],
  ["enum", "Error", "@GlobalScope: GodotError"],
  ["enum", "Variant.Type", "@GlobalScope: VariantType"],
  ["theme_item", "paint", "Parent: ParentThemeItems.paint"],
  ["operator", "Signal.operator ==", "code"],
  ["param", "anything", "code"],
];

describe("a link from Child", () => {
  test.each(cases)("[%s %s]", (kind, target, want) => {
    const found = findLink(api, "Child", kind, target);
    if (found.kind !== "declaration") {
      expect(found.kind).toBe(want);
      return;
    }
    const name = found.member === undefined ? found.declaration : `${found.declaration}.${found.member}`;
    expect(`${found.owner.godotName}: ${name}`).toBe(want);
  });

  it("finds nothing where no class is", () => {
    expect(findLink(api, "Nowhere", "method", "go").kind).toBe("missing");
  });
});
