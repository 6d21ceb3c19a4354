import { describe, expect, it } from "vitest";
import { parseAnyXml } from "../../codegen/xml/element.js";
import { readPlainXml } from "../../codegen/xml/plain-xml.js";
import { ProblemList } from "../../codegen/problems.js";
import { mutate, random, SEEDS } from "./fuzz-references.js";

describe("the reader of what Godot writes", () => {
  it("reads the seeds, as the parser does", () => {
    for (const text of SEEDS) expect(readPlainXml(text)).toEqual(parseAnyXml("A.xml", text, new ProblemList()));
  });

  it("reads what is mutated as the parser does, or leaves it to the parser", { timeout: 120_000 }, () => {
    const next = random(4);
    let read = 0;
    for (let run = 0; run < 3_000; run++) {
      const text = mutate(next);
      const plain = readPlainXml(text);
      if (plain === undefined) continue;
      read++;
      expect(JSON.stringify(plain), text.slice(0, 3000)).toBe(
        JSON.stringify(parseAnyXml("A.xml", text, new ProblemList())),
      );
    }
    expect(read).toBeGreaterThan(500);
  });

  it.each([
    ["single quotes", "<class name='a'/>"],
    ["a numeric entity", '<class name="&#65;"/>'],
    ["a comment", '<class name="a"><!-- x --></class>'],
    ["a second root", '<class name="a"/><class name="b"/>'],
    ["an attribute twice", '<class name="a" name="b"/>'],
    ["crossed tags", '<class name="a"><methods></class></methods>'],
    ["an unknown element", '<class name="a"><x/></class>'],
    ["a carriage return", '<class name="a">\r\n</class>'],
    ["text behind the root", '<class name="a"/>x'],
    ["no end", '<class name="a">'],
  ])("leaves %s to the parser", (_, text) => expect(readPlainXml(text)).toBeUndefined());
});
