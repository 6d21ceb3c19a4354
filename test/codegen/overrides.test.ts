import { describe, expect, it, test } from "vitest";
import { OVERRIDES } from "../../codegen/overrides/index.js";
import type { Overrides } from "../../codegen/overrides/shapes.js";
import { BASE, classOf, classXml, constant, method, methods, param, resolveXml, returns } from "./class-xml.js";

const reason = "Because.";
const A = classXml(
  "A",
  methods(
    method("go", returns("int") + param(0, "size", "int") + param(1, "more", "int")),
    method("log", "", ' qualifiers="vararg"'),
  ) + `<constants>${constant("X", 0, ' enum="Kind"')}</constants>`,
);

const matched: readonly (readonly [string, Partial<Overrides>])[] = [
  ["a name", { names: [{ name: "A", to: "Alpha", reason }] }],
  ["the name of an enum", { names: [{ name: "A.Kind", to: "Sort", reason }] }],
  ["a result", { types: [{ member: "A.go", type: "#{enum Error}", reason }] }],
  ["a parameter's type", { types: [{ member: "A.go", parameter: "size", type: "bigint", reason }] }],
  ["parameters", { parameters: [{ member: "A.go", parameters: [{ name: "size" }], reason }] }],
  ["a rest parameter", { rests: [{ member: "A.log", type: "unknown[]", reason }] }],
  ["a class", { classes: [{ class: "A", instantiable: false, reason }] }],
  ["an extra", { extras: [{ class: "A", where: "instance", name: "wait", doc: "", code: "wait(): void;", reason }] }],
  ["glue", { glue: [{ class: "A", abstractMethods: [], reason }] }],
];

const unmatched: readonly (readonly [string, Partial<Overrides>, string])[] = [
  ["a name", { names: [{ name: "A.Knid", to: "Sort", reason }] }, "codegen/overrides/names.ts: A.Knid"],
  ["a result", { types: [{ member: "A.goo", type: "string", reason }] }, "codegen/overrides/types.ts: A.goo"],
  [
    "a parameter",
    { types: [{ member: "A.go", parameter: "sise", type: "string", reason }] },
    "codegen/overrides/types.ts: A.go.sise",
  ],
  [
    "parameters",
    { parameters: [{ member: "A.goo", parameters: [], reason }] },
    "codegen/overrides/signatures.ts: A.goo",
  ],
  [
    "a rest parameter",
    { rests: [{ member: "A.go", type: "unknown[]", reason }] },
    "codegen/overrides/signatures.ts: A.go",
  ],
  [
    "options",
    { options: [{ options: "A.goo.size", key: "k", type: "string", reason }] },
    "codegen/overrides/options.ts: A.goo.size.k",
  ],
];

const idle: readonly (readonly [string, Partial<Overrides>])[] = [
  ["a name", { names: [{ name: "A", to: "A", reason }] }],
  ["a result", { types: [{ member: "A.go", type: "#{int}", reason }] }],
  ["parameters", { parameters: [{ member: "A.go", parameters: [{ name: "size" }, { name: "more" }], reason }] }],
  ["a rest parameter", { rests: [{ member: "A.log", type: "#{Array}", reason }] }],
];

describe("an override", () => {
  test.each(matched)("that is needed: %s", (_, overrides) => {
    expect(resolveXml([...BASE, A], overrides).problems).toEqual([]);
  });

  test.each(unmatched)("that matches nothing: %s", (_, overrides, want) => {
    expect(resolveXml([...BASE, A], overrides).problems).toEqual([
      `${want}: this override matches nothing in the input. Mend its key or remove it, or state in SOURCE.json that the class is a subset (its reason: Because.)`,
    ]);
  });

  test.each(idle)("that changes nothing: %s", (_, overrides) => {
    const { problems } = resolveXml([...BASE, A], overrides);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain("this override changes nothing any more. Remove it (its reason: Because.)");
  });

  it("of a class that is not in the input is left alone", () => {
    expect(resolveXml([...BASE], { types: [{ member: "A.go", type: "string", reason }] }).problems).toEqual([]);
  });

  it("of a member that a stated subset leaves out is left alone", () => {
    const source = { classes: { A: { coverage: "subset", reason } as const } };
    expect(resolveXml([...BASE, A], { types: [{ member: "A.run", type: "string", reason }] }, source).problems).toEqual(
      [],
    );
  });

  it("with an unknown type is a problem like any other", () => {
    const { problems } = resolveXml([...BASE, A], { types: [{ member: "A.go", type: "#{Nod}", reason }] });
    expect(problems[0]).toContain('A.go: unknown type "Nod"');
  });

  it("that names a parameter the method lacks is a problem", () => {
    const { problems } = resolveXml([...BASE, A], {
      parameters: [{ member: "A.go", parameters: [{ name: "width" }], reason }],
    });
    expect(problems[0]).toContain('names the parameter "width", which the method lacks');
  });

  it("that adds what the reference has by now is a problem", () => {
    const extra = { class: "A", where: "instance", name: "go", doc: "", code: "go(): void;", reason } as const;
    expect(resolveXml([...BASE, A], { extras: [extra] }).problems[0]).toContain(
      "the class reference has this method now",
    );
  });

  it("keeps what the XML says for reflection", () => {
    const resolved = resolveXml([...BASE, A], {
      parameters: [{ member: "A.go", parameters: [{ name: "more" }], reason }],
    });
    const [go] = classOf(resolved, "A").methods;
    expect(go?.parameters.map(({ godotName }) => godotName)).toEqual(["more"]);
    expect(go?.documented.map(({ godotName }) => godotName)).toEqual(["size", "more"]);
  });
});

describe("the project's overrides", () => {
  it("all give a reason", () => {
    const { defaultExtension, ...topics } = OVERRIDES;
    const entries: readonly { readonly reason: string }[] = Object.values(topics).flat();
    expect(entries.filter((entry) => entry.reason.length < 20)).toEqual([]);
    expect(defaultExtension?.reason).toBeTruthy();
  });
});
