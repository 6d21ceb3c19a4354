import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { emit } from "../../codegen/emit/emit.js";
import { OVERRIDES } from "../../codegen/overrides/index.js";
import { printProblem, ProblemList } from "../../codegen/problems.js";
import { printReport } from "../../codegen/print-report.js";
import { resolve, type ResolveOptions } from "../../codegen/resolve/resolve.js";
import type { XmlElement } from "../../codegen/xml/element.js";
import { parseXml } from "../../codegen/xml/parse-xml.js";
import { readReferences } from "../../codegen/xml/read-references.js";
import { referenceFolders } from "../../codegen/xml/reference-folders.js";
import { NO_SOURCE } from "../../codegen/xml/source-json.js";
import { compareMembers } from "./compare-members.js";
import { createProgram, errorsOf, findFlaws } from "./compile.js";
import { stubRuntime } from "./stub-runtime.js";

/** Members whose signatures overrides state. */
const OVERRIDDEN: ReadonlySet<string> = new Set(
  [...OVERRIDES.types, ...OVERRIDES.parameters, ...OVERRIDES.rests].map(({ member }) => member),
);

/** Where rules, or an override, decide. */
const CLASS_NAMES = { "@GDScript": "GDScriptScope", VisualScriptConstructor: "VisualScriptConstructorClass" };

function generate(folder: string, options: ResolveOptions = {}, runtime?: string) {
  const list = new ProblemList();
  const references = readReferences([folder], list);
  const api = resolve(references, OVERRIDES, list, options);
  const files = emit(api, { ...NO_SOURCE.generate, runtime }, OVERRIDES, list);
  return { api, files, problems: list.problems.map(printProblem), warnings: list.warnings.map(printProblem) };
}

function elementsOf(folder: string): readonly XmlElement[] {
  const list = new ProblemList();
  const files = referenceFolders(folder).flatMap((part) =>
    readdirSync(part)
      .map((name) => join(part, name))
      .filter((name) => name.endsWith(".xml")),
  );
  return files.flatMap((file) => parseXml(file, readFileSync(file, "utf8"), list) ?? []);
}

const ENGINE = fileURLToPath(new URL("../../../shared/godot-4.6.3/classes", import.meta.url));
const NOTHING_WRITTEN = { written: [], unchanged: [], removed: [] };

describe.skipIf(!existsSync(ENGINE))("the whole reference of Godot 4.6.3 (skipped without ../shared)", () => {
  it("compiles, member by member, and every link has its target", { timeout: 90_000 }, () => {
    const { api, files, problems, warnings } = generate(ENGINE);
    expect({ problems, warnings }).toEqual({ problems: [], warnings: [] });
    expect(printReport(api, NOTHING_WRITTEN, 0)).toMatch(/^total +10436 +490 +765 +5779 +6787$/m);
    expect(printReport(api, NOTHING_WRITTEN, 0)).toContain(
      "154 constructors, 351 operators, 36 annotations, 621 theme items",
    );

    const program = createProgram(files);
    expect(errorsOf(program)).toEqual([]);
    expect(findFlaws(program)).toEqual({ anys: [], links: [] });
    expect(
      compareMembers(elementsOf(ENGINE), program, { overridden: OVERRIDDEN, classNames: CLASS_NAMES }),
    ).toMatchObject({
      counts: {
        methods: 10436,
        properties: 6787,
        signals: 490,
        constants: 5779,
        enums: 765,
        themeItems: 621,
        operators: 351,
        constructors: 154,
        annotations: 36,
      },
      differences: [],
      renamed: [],
    });
  });

  it("compiles in camelCase, too, with the glue of all extensions", { timeout: 90_000 }, () => {
    const { files, problems, warnings } = generate(ENGINE, { naming: "camel" }, "../runtime.js");
    expect(problems).toEqual([]);
    expect(warnings.map((warning) => /the class (\w+) from the runtime/.exec(warning)?.[1])).toEqual([
      "Resource",
      "Resource",
    ]);
    const runtime = stubRuntime({
      RefCounted: "GodotObject",
      Resource: "RefCounted",
      PacketPeer: "RefCounted",
      MultiplayerPeer: "PacketPeer",
    });
    expect(errorsOf(createProgram(new Map([...files, ["runtime.ts", runtime]])))).toEqual([]);
  });
});

const hasGodot3 = spawnSync("godot3-server", ["--version"]).error === undefined;
if (!hasGodot3) console.log("skipped: godot3-server is not installed (on Debian: apt-get install godot3-server)");

describe.skipIf(!hasGodot3)("the whole reference that godot3-server writes", () => {
  const folder = mkdtempSync(join(tmpdir(), "godot3-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("compiles, member by member", { timeout: 90_000 }, () => {
    execFileSync("godot3-server", ["--doctool", folder], { stdio: "ignore", timeout: 60_000 });
    const { api, files, problems } = generate(folder);
    expect(problems).toEqual([]);
    expect(printReport(api, NOTHING_WRITTEN, 0)).toContain("in the form of Godot 3: all");
    const program = createProgram(files);
    expect(errorsOf(program)).toEqual([]);
    expect(findFlaws(program)).toEqual({ anys: [], links: [] });
    const { counts, differences, renamed } = compareMembers(elementsOf(folder), program, {
      overridden: new Set(),
      classNames: CLASS_NAMES,
    });
    expect(differences).toEqual([]);
    expect(counts.methods).toBeGreaterThan(4000);
    expect(counts.constructors).toBeGreaterThan(50);
    expect(renamed).toEqual(
      expect.arrayContaining(["CanvasItem.hide_signal", "BaseButton.pressed_signal", "Color.gray_constant"]),
    );
  });
});
