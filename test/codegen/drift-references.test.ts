import { describe, expect, test } from "vitest";
import { compareReferences, printDrift, printDriftJson, type ComparedReference } from "../../codegen/drift/index.js";
import { readXml, reference, describing, WHOLE, SUBSET, params, member, constant } from "./fixtures/drift/builders.js";

describe("classes", () => {
  const a = readXml(`name="A" inherits="Object"`, params("x"));
  const b = readXml(`name="B" inherits="A"`, "");
  const messages = (from: ComparedReference, to: ComparedReference): readonly string[] =>
    compareReferences(from, to).differences.map((difference) => difference.message);

  test("inheritance and flags", () => {
    const told = readXml(`name="T"`, constant(' value="1"').replace("></constant>", ">Says something.</constant>"));
    const other = readXml(`name="A" inherits="RefCounted" deprecated=""`, params("x"));
    expect(messages(reference("old", [a, told]), reference("new", [other, told]))).toEqual([
      'A: inherits "Object" became "RefCounted"',
      "A: deprecated was added",
    ]);
  });

  test("flags are not compared with a reference that says nothing of them, as what --doctool writes", () => {
    const flagged = readXml(`name="A" inherits="Object" deprecated="Not any more."`, params("x"));
    expect(messages(reference("texts", [flagged]), reference("doctool", [a]))).toEqual([]);
    expect(messages(reference("doctool", [a]), reference("texts", [flagged]))).toEqual([]);
  });

  test("without SOURCE.json, classes that are on one side only are drift", () => {
    expect(messages(reference("old", [b, a]), reference("new", [a]))).toEqual(["B: class was removed: B inherits A"]);
    expect(messages(reference("old", [a]), reference("new", [b, a]))).toEqual(["B: class was added: B inherits A"]);
  });

  test("with SOURCE.json, only the classes it names are compared", () => {
    const drift = compareReferences(reference("old", [a, b]), reference("new", [a], describing({ A: WHOLE })));
    expect(drift).toMatchObject({ differences: [], outOfScope: 1, classes: [{ class: "A", coverage: "whole" }] });
  });

  test("a class that SOURCE.json names and a side lacks is drift", () => {
    const source = describing({ A: WHOLE, B: WHOLE, C: SUBSET });
    expect(messages(reference("old", [a]), reference("new", [b], source))).toEqual([
      "A: SOURCE.json names this class, but it has no file beside it",
      "B: the reference compared with has no such class",
      "C: SOURCE.json names this class, but neither reference has it",
    ]);
  });

  test("a subset may lack members; those it has must match, and the engine must have them", () => {
    const full = readXml(`name="A"`, params("x") + member("") + constant(` value="1"`));
    const subset = readXml(`name="A"`, params("y") + constant(` value="1"`).replace("ON", "OFF"));
    const drift = compareReferences(reference("old", [full]), reference("new", [subset], describing({ A: SUBSET })));
    expect(drift.differences.map((difference) => difference.message)).toEqual([
      'A.go: parameter 1: name "x" became "y"',
      "A.OFF: constant was added: OFF = 1",
    ]);
    expect(drift.classes[0]).toMatchObject({
      members: { from: 3, to: 2 },
      leftOut: ["mode", "ON"],
      reason: "In: what is used.",
    });
  });

  test("a whole class may lack nothing", () => {
    const full = readXml(`name="A"`, params("x") + member(""));
    const drift = compareReferences(
      reference("old", [full]),
      reference("new", [readXml(`name="A"`, params("x"))], describing({ A: WHOLE })),
    );
    expect(drift.differences.map((difference) => difference.message)).toEqual([
      "A.mode: member was removed: mode: int",
    ]);
  });

  test("the result does not depend on the order of the input", () => {
    const [from, to] = [
      [a, b, readXml(`name="C"`, "")],
      [readXml(`name="D"`, ""), readXml(`name="A"`, ""), b],
    ];
    const once = compareReferences(reference("old", from), reference("new", to));
    expect(compareReferences(reference("old", from.toReversed()), reference("new", to.toReversed()))).toEqual(once);
    expect(once.classes.map((report) => report.class)).toEqual(["A", "B", "C", "D"]);
  });
});

describe("printers", () => {
  const from = reference("engine", [
    readXml(`name="A" inherits="Object"`, params("x") + member("")),
    readXml(`name="Long"`, params("x")),
    readXml(`name="Other"`, ""),
  ]);
  const to = reference(
    "ours",
    [readXml(`name="A" inherits="Object"`, params("x")), readXml(`name="Long"`, params("y"))],
    describing({ A: SUBSET, Long: WHOLE }),
  );
  const drift = compareReferences(from, to);

  test("terminal", () => {
    expect(printDrift(drift)).toBe(
      [
        "API drift from engine to ours",
        "",
        "A     subset: 1 of 2 members, all match",
        "    In: what is used.",
        "Long  whole: 1 member, 1 difference",
        '  + Long.go: parameter 1: name "x" became "y"',
        "",
        "2 classes compared (1 whole, 1 subset): 1 match, 1 differs, 1 difference: 1 compatible. Not compared: 1 class that SOURCE.json does not name.",
        "! breaking, + compatible, ~ in texts only",
        "",
      ].join("\n"),
    );
  });

  test("terminal without SOURCE.json: only classes that differ", () => {
    const [a, b, c] = [readXml(`name="A"`, ""), readXml(`name="B"`, constant(` value="1"`)), readXml(`name="B"`, "")];
    expect(printDrift(compareReferences(reference("old", [a, b]), reference("new", [a, c])))).toBe(
      "API drift from old to new\n\nB  1 difference\n  ! B.ON: constant was removed: ON = 1\n\n2 classes compared: 1 match, 1 differs, 1 difference: 1 breaking.\n! breaking, + compatible, ~ in texts only\n",
    );
  });

  test("JSON", () => {
    expect(JSON.parse(printDriftJson(drift))).toEqual({
      format: 1,
      from: "engine",
      to: "ours",
      classes: [
        {
          class: "A",
          coverage: "subset",
          reason: "In: what is used.",
          members: { from: 2, to: 1 },
          leftOut: ["mode"],
          differences: 0,
        },
        { class: "Long", coverage: "whole", reason: null, members: { from: 1, to: 1 }, leftOut: [], differences: 1 },
      ],
      outOfScope: 1,
      texts: false,
      differences: [
        {
          class: "Long",
          kind: "method",
          member: "go",
          change: "changed",
          impact: "compatible",
          attribute: "parameter 1: name",
          from: "x",
          to: "y",
          renamed: null,
          message: 'Long.go: parameter 1: name "x" became "y"',
        },
      ],
    });
  });
});
