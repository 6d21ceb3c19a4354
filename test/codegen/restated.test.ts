import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { drift } from "../../codegen/drift/index.js";
import { recordTexts, withTexts } from "../../codegen/restated/record-texts.js";
import { restatedTexts } from "../../codegen/restated/restated-texts.js";
import { ROOT } from "../support/root.js";
import { classXml, method, methods } from "./class-xml.js";
import { constant, readXml, SUBSET, WHOLE } from "./fixtures/drift/builders.js";
import { COMMON, read, run, sourceJson, useScratch, write } from "./sync-stage.js";

useScratch();

const described = (name: string, text: string): string =>
  method(name).replace("<description></description>", `<description>${text}</description>`);
const engine = (go: string, more = ""): string => classXml("A", methods(described("go", go) + more));
const ours = engine("Ours.");
const folder = (go: string, more = ""): string => write("engine", { ...COMMON, "A.xml": engine(go, more) });
const restates = (): Record<string, string> | undefined =>
  (JSON.parse(read("doc_classes/SOURCE.json")) as { classes: { A: { restates?: Record<string, string> } } }).classes.A
    .restates;

describe("the texts that a reference restates", () => {
  it("are hashed without their white space, by member, where there are any", () => {
    const one = restatedTexts(readXml('name="A"', methods(described("go", "It goes.\n\tFast.") + method("stop"))));
    const other = restatedTexts(readXml('name="A"', methods(described("go", "\n\t\tIt  goes. Fast.\n"))));
    expect([...one.keys()]).toEqual(["go"]);
    expect(one).toEqual(other);
    expect(one).not.toEqual(restatedTexts(readXml('name="A"', methods(described("go", "It goes fast.")))));
  });

  it("are recorded of members that are there, as they were looked at", () => {
    const [mine, theirs] = [described("go", "x"), described("go", "y") + described("stop", "z")].map((body) =>
      readXml('name="A"', methods(body)),
    );
    if (mine === undefined || theirs === undefined) throw new Error("no classes");
    const all = Object.fromEntries(restatedTexts(theirs));
    const { go = "", stop = "" } = all;
    const old = { ...WHOLE, restates: { go: "00000000", gone: "11111111" } };
    expect(recordTexts(mine, theirs, WHOLE, { isAccepted: false }), "nobody watches them").toBeUndefined();
    expect(recordTexts(mine, theirs, WHOLE, { isAccepted: true })).toEqual(all);
    expect(recordTexts(mine, theirs, old, { isAccepted: false })).toEqual({ go: "00000000", stop });
    expect(recordTexts(mine, theirs, { ...SUBSET, restates: {} }, { isAccepted: true })).toEqual({ go });
  });

  it("stand in SOURCE.json beside what it has", () => {
    const text = withTexts(sourceJson(), new Map([["A", { go: "12345678" }]]));
    const before = JSON.parse(sourceJson()) as { classes: object };
    expect(JSON.parse(text)).toEqual({
      ...before,
      classes: { ...before.classes, A: { coverage: "whole", restates: { go: "12345678" } } },
    });
  });
});

describe("sync", () => {
  test("--accept-texts records the texts, and sync tells of those that changed since", async () => {
    write("doc_classes", { "A.xml": ours });
    const from = folder("It goes.");
    expect((await run(from, "--accept-texts")).code).toBe(0);
    const recorded = restates();
    expect(Object.keys(recorded ?? {})).toEqual(["go"]);
    expect(read("doc_classes/A.xml")).toBe(ours);
    expect((await run(from)).code).toBe(0);

    folder("It goes fast.");
    const { code, out } = await run(from);
    expect(code).toBe(1);
    expect(out).toContain("~ A.go: the text that is restated here has changed");
    expect(out).toContain("To be restated, as the text there has changed: A.go");
    expect(out).toMatch(/Once that is done, record it with: npx godot-webrtc sync .* --accept-texts/);
    expect(restates(), "until somebody has looked at it").toEqual(recorded);

    expect((await run(from, "--accept-texts")).code).toBe(0);
    expect(restates()).not.toEqual(recorded);
    expect((await run(from)).out).not.toContain("restated");
  });

  test("--write keeps what is to be looked at, and records what is new", async () => {
    write("doc_classes", { "A.xml": ours });
    const from = folder("It goes.");
    await run(from, "--accept-texts");
    const { go } = restates() ?? {};
    folder("It goes fast.", described("wait", "It waits."));
    const { out } = await run(from, "--write");
    expect(restates()?.["go"]).toBe(go);
    expect(Object.keys(restates() ?? {}).sort()).toEqual(["go", "wait"]);
    expect(out).toContain("To be restated, as the text there has changed: A.go");
    expect(out).toContain("To be described in your own words: A.wait");
  });

  test("a reference without texts says nothing of them", async () => {
    write("doc_classes", { "A.xml": ours });
    await run(folder("It goes."), "--accept-texts");
    const recorded = restates();
    expect((await run(folder(""))).code).toBe(0);
    expect(restates()).toEqual(recorded);
  });

  test("what is no hash is an error", async () => {
    write("doc_classes", {
      "A.xml": ours,
      "SOURCE.json": sourceJson({ A: { coverage: "whole", restates: { go: 7 } } }),
    });
    const { code, error } = await run(folder("It goes."));
    expect(code).toBe(2);
    expect(error).toContain('A.go: "restates" has 7; expected a hash, as `sync --accept-texts` writes it');
  });
});

test("drift tells of texts that changed in either direction, with what stands on them", async () => {
  write("doc_classes", { "A.xml": ours });
  const from = folder("It goes.");
  await run(from, "--accept-texts");
  folder("It goes fast.");
  const entry = { hash: "1", text: "Ours.", shownBy: ["P01 it goes"] };
  write("test/conformance/ledger", { "A.json": JSON.stringify({ class: "A", members: { go: [entry] } }) });
  const [found, ...more] = drift({ from, to: join(from, "../doc_classes") }).differences;
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    ...{ class: "A", member: "go", impact: "text" },
    dependents: { promises: ["P01"], sentences: 1 },
  });
});

test("constants without a text have no hash", () => {
  expect(restatedTexts(readXml('name="A"', constant(' value="1"'))).size).toBe(0);
});

test("this project's own references say of every class what they restate, and it is what the engine says", () => {
  const text = readFileSync(join(ROOT, "doc_classes/SOURCE.json"), "utf8");
  const { classes } = JSON.parse(text) as { classes: Record<string, { restates?: object }> };
  const without = Object.keys(classes).filter((name) => classes[name]?.restates === undefined);
  expect(without, "run `npx godot-webrtc sync --from GODOT --accept-texts`").toEqual([]);
  const reference = join(ROOT, "../shared/godot-4.6.3/classes");
  if (!existsSync(reference)) {
    console.info("Not compared with the engine's reference: ../shared is not here.");
    return;
  }
  expect(drift({ from: reference, to: join(ROOT, "doc_classes") }).differences).toEqual([]);
});
