import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Project } from "ts-morph";
import { ROOT } from "../support/root.js";
import { readOptions } from "../support/user-code.js";
import { BREAKING } from "./breaking.js";
import { CODE_RULES } from "./code-rules.js";
import { IMPORT_RULES } from "./import-rules.js";
import { apply, realProject, smallProject } from "./project.js";

const RULES = [...IMPORT_RULES, ...CODE_RULES];
const NAMED_RULES = RULES.map((rule) => [rule.name, rule] as const);

let project: Project;
beforeAll(() => {
  project = realProject();
});

describe("the sources keep to it", () => {
  test.each(NAMED_RULES)("%s", (_, rule) => {
    const { checked, broken } = apply(rule, project);
    expect(broken).toEqual([]);
    expect(checked, "files that the rule speaks of").toBeGreaterThan(0);
  });
});

describe("the rule bites", () => {
  test.each(NAMED_RULES)("%s", (_, rule) => {
    const example = BREAKING[rule.name];
    if (example === undefined) throw new Error(`breaking.ts has no project that breaks the rule "${rule.name}".`);
    const { broken } = apply(rule, smallProject(example.files));
    expect(broken.map(placeOf).sort()).toEqual([...example.broken].sort());
    expect(apply(rule, smallProject(example.fine)).broken).toEqual([]);
  });

  test("and no example is left over", () => {
    expect(Object.keys(BREAKING).sort()).toEqual(RULES.map(({ name }) => name).sort());
  });
});

// A folder that is renamed must not take its rule out of force unseen.
test("the folders the rules speak of exist", () => {
  const folders = ["codegen", "generated/api", "generated/glue", "generated/public", "runtime/core", "runtime/adapter"];
  expect(
    [...folders, "runtime/multiplayer", "runtime/backend", "runtime/signaling/server", "examples"].filter(
      (path) => !existsSync(join(ROOT, path)),
    ),
  ).toEqual([]);
});

test("the compiler knows no types of browsers", () => {
  const lib = readOptions().lib ?? [];
  expect(lib.length).toBeGreaterThan(0);
  expect(lib.filter((name) => /^lib\.(?:dom|webworker)/i.test(name))).toEqual([]);
});

/** `file:line` of what a rule printed. */
function placeOf(text: string): string {
  return /^[^:]*:\d+(?=: .)/.exec(text)?.[0] ?? text;
}
