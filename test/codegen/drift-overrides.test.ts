import { expect, test } from "vitest";
import { compareReferences } from "../../codegen/drift/index.js";
import { member, readXml, reference } from "./fixtures/drift/builders.js";

// Godot 4 names the class that an overridden property is of; Godot 3 before 3.4 says only that it is overridden.

const OLD = ' version="3.2"';
const old = (name: string, inherits: string, body = "") => readXml(`name="${name}" inherits="${inherits}"${OLD}`, body);
const now = (name: string, inherits: string, body = "") => readXml(`name="${name}" inherits="${inherits}"`, body);
const DECLARED = member(' default="1"');
const OVERRIDDEN_3 = member(' override="true" default="2"');
const overridden = (by: string): string => member(` overrides="${by}" default="2"`);

type Classes = readonly ReturnType<typeof readXml>[];
const messages = (from: Classes, to: Classes): readonly string[] =>
  compareReferences(reference("from", from), reference("to", to)).differences.map(({ message }) => message);

test("what Godot 3 means is what Godot 4 says: the class that declares the property", () => {
  const from = [
    old("Base", "", DECLARED),
    old("Middle", "Base", OVERRIDDEN_3),
    old("Plain", "Middle"),
    old("Top", "Plain", OVERRIDDEN_3),
  ];
  const to = [
    now("Base", "", DECLARED),
    now("Middle", "Base", overridden("Base")),
    now("Plain", "Middle"),
    now("Top", "Plain", overridden("Base")),
  ];
  expect(messages(from, to)).toEqual([]);
  expect(messages(to, from)).toEqual([]);
  expect(messages(from, [...to.slice(0, 3), now("Top", "Plain", overridden("Middle"))])).toEqual([
    'Top.mode: overrides "Base" became "Middle"',
  ]);
});

test("a property that is overridden no more", () => {
  const from = [old("Base", "", DECLARED), old("Top", "Base", OVERRIDDEN_3)];
  const to = [now("Base", "", DECLARED), now("Top", "Base", member(' default="2"'))];
  expect(messages(from, to)).toEqual(['Top.mode: overrides "Base" was removed']);
  expect(messages(to, from)).toEqual(['Top.mode: overrides "Base" was added']);
});

test("without the ancestors, which one it is is not known, and no difference", () => {
  const from = [old("Top", "Base", OVERRIDDEN_3)];
  expect(messages(from, [now("Top", "Base", overridden("Base"))])).toEqual([]);
  expect(messages(from, [now("Top", "Base", member(' default="2"'))])).toEqual(["Top.mode: overrides was removed"]);
});

test("classes that inherit each other end the search", () => {
  const from = [old("A", "B", OVERRIDDEN_3), old("B", "A", OVERRIDDEN_3)];
  const to = [now("A", "B", overridden("B")), now("B", "A", overridden("A"))];
  expect(messages(from, to)).toEqual([]);
});
