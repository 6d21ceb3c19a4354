import { describe, expect, it } from "vitest";
import { ProblemList } from "../../codegen/problems.js";
import { checkSchema } from "../../codegen/xml/check-schema.js";
import { detectDialect } from "../../codegen/xml/dialect.js";
import { parseXml } from "../../codegen/xml/parse-xml.js";
import { readPlainXml, type ClassDocument } from "../../codegen/xml/plain-xml.js";
import { mutate, random, SEEDS } from "./fuzz-references.js";

/** What comes of a document without the quick reader: the parser, its validator, and the check of the schema. */
function readThoroughly(text: string): ClassDocument | undefined {
  const problems = new ProblemList();
  const root = parseXml("A.xml", text, problems);
  if (root === undefined) return undefined;
  const detected = detectDialect(root);
  return checkSchema("A.xml", root, detected, problems) ? { root, dialect: detected.dialect } : undefined;
}

describe("the reader of what Godot writes", () => {
  it("reads the seeds, as the parser does", () => {
    expect(SEEDS.map(readPlainXml)).toEqual(SEEDS.map(readThoroughly));
    expect(SEEDS.map((text) => readPlainXml(text)?.dialect)).toEqual(["godot4", "godot3"]);
  });

  it("reads what is mutated as the parser does, or leaves it to the parser", { timeout: 120_000 }, () => {
    const next = random(4);
    const counts = { read: 0, left: 0 };
    for (let run = 0; run < 6_000; run++) {
      const text = mutate(next);
      const plain = readPlainXml(text);
      counts[plain === undefined ? "left" : "read"]++;
      if (plain === undefined) continue;
      expect(JSON.stringify(plain), text.slice(0, 3000)).toBe(JSON.stringify(readThoroughly(text)));
    }
    expect(counts.read).toBeGreaterThan(500);
    expect(counts.left).toBeGreaterThan(500);
  });

  const LISTS = "<brief_description/><description></description><tutorials> </tutorials>";

  it("takes blanks as they come", () => {
    const text = `\n<class\tname="a"\n>\n${LISTS}<methods\n/><signals></signals ></class>\n`;
    expect(readPlainXml(text)).toBeUndefined();
    const mended = text.replace("</signals >", "</signals>");
    expect(readPlainXml(mended)?.root.children.map(({ name, line }) => [name, line])).toEqual([
      ["brief_description", 4],
      ["description", 4],
      ["tutorials", 4],
      ["methods", 4],
      ["signals", 5],
    ]);
    expect(readPlainXml(mended)).toEqual(readThoroughly(mended));
  });

  it.each([
    ["single quotes", `<class name='a'>${LISTS}</class>`],
    ["a numeric entity", `<class name="&#65;">${LISTS}</class>`],
    ["an unknown entity", `<class name="a">${LISTS.replace("<description>", "<description>&x;")}</class>`],
    ["a comment", `<class name="a"><!-- x -->${LISTS}</class>`],
    ["CDATA", `<class name="a">${LISTS.replace("<description>", "<description><![CDATA[x]]>")}</class>`],
    ["a second root", `<class name="a">${LISTS}</class><class name="b">${LISTS}</class>`],
    ["an attribute twice", `<class name="a" name="b">${LISTS}</class>`],
    ["attributes without a blank between", `<class name="a"inherits="b">${LISTS}</class>`],
    ["an unknown attribute", `<class name="a" colour="b">${LISTS}</class>`],
    ["a missing attribute", `<class>${LISTS}</class>`],
    ["an attribute of Godot 3 beside one of Godot 4", `<class name="a" category="b" keywords="c">${LISTS}</class>`],
    ["crossed tags", `<class name="a">${LISTS}<methods></class></methods>`],
    ["an unknown element", `<class name="a">${LISTS}<x/></class>`],
    ["an element whose name begins like another's", `<class name="a">${LISTS}<methodsx/></class>`],
    ["a missing element", `<class name="a">${LISTS.replace("<brief_description/>", "")}</class>`],
    ["an element twice", `<class name="a">${LISTS}<methods/><methods/></class>`],
    ["text where there is none", `<class name="a">${LISTS}x</class>`],
    ["a carriage return", `<class name="a">\r\n${LISTS}</class>`],
    ["text behind the root", `<class name="a">${LISTS}</class>x`],
    ["the end of a CDATA section", `<class name="a">${LISTS.replace("<description>", "<description>]]>")}</class>`],
    ["no end", `<class name="a">${LISTS}`],
    ["an open value", '<class name="a'],
    ["nothing", ""],
  ])("leaves %s to the parser", (_, text) => expect(readPlainXml(text)).toBeUndefined());

  it("reads the document that those were made of", () => {
    expect(readPlainXml(`<class name="a">${LISTS}</class>`)?.root.attributes).toEqual({ name: "a" });
  });
});
