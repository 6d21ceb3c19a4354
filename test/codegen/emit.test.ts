import { describe, expect, it, test } from "vitest";
import { ImportSet } from "../../codegen/emit/import-set.js";
import { ListLiteral, ObjectLiteral, printLiteral, type Literal } from "../../codegen/emit/print-literal.js";
import { printCall } from "../../codegen/emit/print-signature.js";
import { verifySyntax } from "../../codegen/verify.js";
import { BASE, classXml, constant, emitXml, method, methods, param, returns } from "./class-xml.js";

const reason = "For the test.";

const ROCKET = `<class name="Rocket" inherits="Object" experimental="May explode.">
	<brief_description>Flies.</brief_description>
	<description>Flies with [param fuel]. See [method launch], [signal Rocket.launched] and [enum Stage].</description>
	<tutorials><link title="How to fly">$DOCS_URL/fly.html</link></tutorials>
	<methods>
		<method name="launch"><return type="int" enum="Error" />
			<param index="0" name="with" type="Vector2" /><param index="1" name="options" type="Dictionary" default="{}" />
			<description>Goes up. Keys of [param options]: [codeblock]{
				"speed": 1.5, # In metres per second.
			}[/codeblock]</description></method>
		<method name="count" qualifiers="static const"><return type="int" /><description>How many there are.</description></method>
		<method name="log" qualifiers="vararg"><return type="void" /><param index="0" name="args" type="String" /><description></description></method>
		<method name="_tick" qualifiers="virtual"><return type="void" /><param index="0" name="delta" type="float" /><description>Called often.</description></method>
		<method name="get_next" deprecated="Use [method launch]."><return type="Rocket" /><description></description></method>
	</methods>
	<members>
		<member name="stage" type="int" setter="set_stage" getter="get_stage" enum="Rocket.Stage" default="0">The stage.</member>
		<member name="height" type="float" setter="" getter="get_height">How high it is.</member>
		<member name="paint/colour" type="String" setter="" getter="" default="&quot;red&quot;"></member>
	</members>
	<signals><signal name="launched"><param index="0" name="rocket" type="Rocket" /><param index="1" name="default" type="int" /><description>It left.</description></signal></signals>
	<constants>
		<constant name="STAGE_ONE" value="0" enum="Stage">First.</constant>
		<constant name="STAGE_TWO" value="1" enum="Stage">Second.</constant>
		<constant name="FLAG_A" value="1" enum="Flags" is_bitfield="true"></constant>
		<constant name="LIMIT" value="-7">Lowest.</constant>
		<constant name="UP" value="Vector2(0, -1)"></constant>
	</constants>
	<theme_items><theme_item name="paint" data_type="color" type="Vector2" default="Vector2(1, 1)">Its paint.</theme_item></theme_items>
</class>`;

const VECTOR = `<class name="Vector2">
	<brief_description></brief_description><description></description><tutorials></tutorials>
	<constructors>
		<constructor name="Vector2"><return type="Vector2" /><description>Zero.</description></constructor>
		<constructor name="Vector2"><return type="Vector2" /><param index="0" name="x" type="float" /><param index="1" name="y" type="float" /><description></description></constructor>
	</constructors>
	<members><member name="x" type="float" setter="" getter="" default="0.0"></member></members>
	<operators>
		<operator name="operator +"><return type="Vector2" /><param index="0" name="right" type="Vector2" /><description></description></operator>
		<operator name="operator unary-"><return type="Vector2" /><description></description></operator>
	</operators>
</class>`;

describe("the text of a module", () => {
  // After a change that is meant: `npx vitest run test/codegen -u`, and read what the expected files changed.
  test.each(["Rocket", "Vector2", "@GlobalScope", "Variant", "index"])("%s", async (name) => {
    const files = emitXml([...BASE, ROCKET, VECTOR], {
      classes: [{ class: "Signal", typeParameters: "Args extends readonly unknown[] = readonly unknown[]", reason }],
    });
    await expect(files.get(`api/${name}.ts`)).toMatchFileSnapshot(`expected/api/${name}.ts.txt`);
    await verifySyntax(files);
  });

  it("is the same each time", () => {
    expect([...emitXml([...BASE, ROCKET, VECTOR])]).toEqual([...emitXml([...BASE, ROCKET, VECTOR])]);
  });

  it("reports links that point nowhere, and parameters that are not there", () => {
    const text = "See [method fly], [Nod], [constant OK], [Dictionary], [param b] and [param a].";
    const go = `<method name="go">${param(0, "a", "int")}<description>${text}</description></method>`;
    const { warnings } = emitXml([...BASE, classXml("A", methods(go))]);
    expect(warnings).toEqual([
      "docs/A.xml:3: A.go: [method fly] points nowhere: the input has no such method",
      "docs/A.xml:3: A.go: [Nod] points nowhere: the input has no such class",
      "docs/A.xml:3: A.go: [param b] names no parameter of this method",
    ]);
  });

  it("keeps a member that an ancestor declares otherwise", () => {
    const files = emitXml([
      ...BASE,
      classXml("A", methods(method("go", returns("int")))),
      classXml("B", methods(method("go", returns("String"))), ' inherits="A"'),
    ]);
    expect(files.get("api/B.ts")).toContain('export interface B extends Omit<A, "go"> {\n  go(): string;\n}');
  });

  it("gives an import another name where the module declares that name itself", () => {
    const files = emitXml([
      ...BASE,
      classXml("Node"),
      classXml(
        "A",
        methods(method("go", returns("Node"))) + `<constants>${constant("X", 0, ' enum="Node"')}</constants>`,
      ),
    ]);
    expect(files.get("api/A.ts")).toContain('import type { Node as NodeApi } from "./Node.js";');
    expect(files.get("api/A.ts")).toContain("go(): NodeApi | null;");
  });

  it("of a class that cannot be instantiated has an abstract constructor", () => {
    const files = emitXml([...BASE, classXml("A")], { classes: [{ class: "A", instantiable: false, reason }] });
    expect(files.get("api/A.ts")).toContain("export type AConstructor = (abstract new () => A) & AStatics;");
  });
});

describe("literals", () => {
  const long = "x".repeat(60);
  const object = (entries: Readonly<Record<string, Literal | undefined>>): ObjectLiteral =>
    Object.entries(entries).reduce((literal, [key, value]) => literal.add(key, value), new ObjectLiteral());
  const cases: readonly (readonly [string, Literal, string])[] = [
    ["empty", object({}), "{}"],
    [
      "in one line",
      object({ a: new ListLiteral(["1", '"b"', "true"]), '"c-d"': object({}) }),
      '{ a: [1, "b", true], "c-d": {} }',
    ],
    ["nothing where nothing is", object({ a: undefined, b: "1" }), "{ b: 1 }"],
    ["in lines", object({ a: long, b: long }), `{\n  a: ${long},\n  b: ${long},\n}`],
    ["a list in lines", new ListLiteral([long, long]), `[\n  ${long},\n  ${long},\n]`],
    [
      "in lines where only the label makes it too long",
      object({ [`k${long}`]: new ListLiteral([long]), b: new ListLiteral(["1"]) }),
      `{\n  k${long}: [\n    ${long},\n  ],\n  b: [1],\n}`,
    ],
  ];
  test.each(cases)("%s", (_, given, want) => expect(printLiteral(given)).toBe(want));
});

describe("signatures", () => {
  it("break where a line is too long", () => {
    const parameters = ["first: string", "second: " + "x".repeat(100)];
    expect(printCall("go", ["a: A"], ": void;", "  ")).toBe("  go(a: A): void;");
    expect(printCall("go", parameters, ": void;", "  ")).toBe(`  go(\n    ${parameters.join(",\n    ")},\n  ): void;`);
  });
});

describe("imports", () => {
  it("are sorted, merged, and types only where they can be", () => {
    const imports = new ImportSet(["Mine"]);
    imports.type("./b.js", "B");
    imports.value("./a.js", "Z");
    imports.type("./a.js", "A");
    expect(imports.type("./c.js", "Mine")).toBe("MineApi");
    expect(imports.type("./d.js", "Mine")).toBe("MineApi2");
    imports.type("./b.js", "C");
    imports.value("./b.js", "C");
    expect(imports.print().split("\n")).toEqual([
      'import { type A, Z } from "./a.js";',
      'import { type B, C } from "./b.js";',
      'import type { Mine as MineApi } from "./c.js";',
      'import type { Mine as MineApi2 } from "./d.js";',
    ]);
  });
});

describe("the syntax check", () => {
  it("names file and line", async () => {
    await expect(verifySyntax(new Map([["api/A.ts", "export {};\nexport interface {"]]))).rejects.toThrow(
      /api\/A\.ts:2: the generator printed invalid TypeScript: /,
    );
  });
});
