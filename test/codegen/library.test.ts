import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CodegenError, drift, generate, printDriftMarkdown, printProblem, sync } from "godot-webrtc/codegen";
import { afterEach, beforeEach, expect, test } from "vitest";
import { BASE, classXml, method, methods, returns } from "./class-xml.js";

let scratch = "";
beforeEach(() => void (scratch = mkdtempSync(join(tmpdir(), "library-"))));
afterEach(() => rmSync(scratch, { recursive: true }));

function folder(name: string, a: string): string {
  const path = join(scratch, name);
  mkdirSync(path);
  for (const text of [...BASE, a]) writeFileSync(join(path, `${/name="([^"]*)"/.exec(text)?.[1] ?? ""}.xml`), text);
  const subset = { coverage: "subset", reason: "Nothing of them is needed." };
  const classes = {
    Object: subset,
    Signal: subset,
    Callable: subset,
    "@GlobalScope": subset,
    A: { coverage: "whole" },
  };
  writeFileSync(join(path, "SOURCE.json"), JSON.stringify({ classes }));
  return path;
}

test("what the commands do, as functions", async () => {
  const older = folder("older", classXml("A", methods(method("go", returns("int")))));
  const newer = folder("newer", classXml("A", methods(method("go", returns("int")), method("stop"))));
  const out = join(scratch, "out");

  const { api, files, warnings } = await generate({ docs: [older], out });
  expect(api.byName.get("A")?.methods.map(({ godotName }) => godotName)).toEqual(["go"]);
  expect(files.written).toContain("api/A.ts");
  expect(warnings).toEqual([]);

  const found = drift({ from: older, to: newer });
  expect(found.differences).toMatchObject([{ class: "A", member: "stop", change: "added", impact: "compatible" }]);
  expect(printDriftMarkdown(found)).toContain("## Compatible (1)");

  const result = await sync({ from: newer, docs: older, out, write: true });
  expect(result.files).toEqual(["A.xml"]);
  expect(result.generated?.files.written).toEqual(["api/A.ts"]);
  expect(readFileSync(join(out, "api/A.ts"), "utf8")).toContain("stop(): void;");
  expect(drift({ from: older, to: newer }).differences).toEqual([]);
});

test("what is wrong is thrown, with all places", async () => {
  const broken = folder("broken", classXml("A", methods(method("a", returns("Nod")), method("b", returns("Sok")))));
  const error: unknown = await generate({ docs: [broken], out: join(scratch, "out") }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CodegenError);
  if (!(error instanceof CodegenError)) return;
  expect(error.problems).toHaveLength(2);
  expect(error.problems.map(printProblem)[0]).toMatch(/broken\/A\.xml:3: A\.a: unknown type "Nod"/);
});
