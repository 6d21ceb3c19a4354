import { build } from "esbuild";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../support/root.js";
import { run } from "../support/run.js";
import { UserCode } from "../support/user-code.js";
import { installInto } from "./game.js";

/** A project that has nothing but the package. */
const game = realpathSync(mkdtempSync(join(tmpdir(), "godot-webrtc-game-")));
const installed = join(game, "node_modules/godot-webrtc");
beforeAll(() => installInto(game), 240_000);
afterAll(() => rmSync(game, { recursive: true, force: true }));

describe("the package", () => {
  test("holds what it needs, and no more", async () => {
    const installedFiles = readdirSync(installed, { recursive: true, encoding: "utf8" });
    const texts = ["LICENSE", "README.md", "THIRD-PARTY-NOTICES.md"];
    const needed = [...texts, join("doc_classes", "SOURCE.json"), join("dist", "runtime", "cli.js")];
    expect(installedFiles).toEqual(expect.arrayContaining(needed));

    // The repository itself, where tests, benches and notes lie about.
    const listed = await run(ROOT, "npm", "pack", "--dry-run", "--ignore-scripts", "--json");
    const [packed] = JSON.parse(listed.out) as readonly [{ readonly files: readonly { readonly path: string }[] }];
    const places = /^(?:doc_classes|dist\/(?:codegen|generated|runtime|test\/(?:conformance|support)))\//;
    const strange = packed.files.filter(({ path }) => !places.test(path) && ![...texts, "package.json"].includes(path));
    expect(strange).toEqual([]);

    // Sources and caches of the compiler are nobody's business.
    expect(installedFiles.filter((path) => /(?<!\.d)\.ts$|\.tsbuildinfo$/.test(path))).toEqual([]);
  });

  test("has the files that its package.json names", () => {
    const content = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
      bin: Record<string, string>;
      exports: Record<string, Exported>;
      imports: Record<string, Record<string, Exported>>;
    };
    // The condition with the sources is for the repository, which has them.
    const imported = Object.values(content.imports).map(({ "godot-webrtc-source": _, ...built }) => built);
    const exported = [...Object.values(content.exports), ...imported].flatMap(pathsOf);
    const missing = [...exported, ...Object.values(content.bin)].filter((path) => !existsSync(join(installed, path)));
    expect(missing).toEqual([]);
  });

  test("brings no types and no tools along", () => {
    const packages = readdirSync(join(game, "node_modules"));
    expect(packages.filter((name) => ["@types", "typescript", "ts-morph", "tsx", "vitest"].includes(name))).toEqual([]);
  });
});

/** A path, or one for each condition. */
type Exported = string | { readonly [condition: string]: Exported };

function pathsOf(entry: Exported): readonly string[] {
  return typeof entry === "string" ? [entry] : Object.values(entry).flatMap(pathsOf);
}

test("a JavaScript file runs, and the process ends by itself", async () => {
  const want = { code: 0, out: "P2 received: Hi from P1\n", error: "" };
  expect(await run(game, process.execPath, "main.js")).toEqual(want);
});

/** As strict as it gets, with no types but the language's own. */
const STRICT = {
  target: "es2022",
  lib: ["es2023"],
  types: [],
  strict: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
};
const RESOLUTIONS = [
  ["nodenext", { module: "nodenext", moduleResolution: "nodenext" }],
  ["bundler", { module: "esnext", moduleResolution: "bundler" }],
] as const;

describe("a strict TypeScript file, without the types of Node and of browsers", () => {
  test.each(RESOLUTIONS)("compiles with module resolution %s, and runs", async (name, resolution) => {
    const compilerOptions = { ...STRICT, ...resolution, rootDir: ".", outDir: `out-${name}` };
    writeFileSync(join(game, `tsconfig.${name}.json`), JSON.stringify({ compilerOptions, files: ["main.ts"] }));
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    const compiled = await run(game, process.execPath, tsc, "--project", `tsconfig.${name}.json`);
    expect(compiled).toEqual({ code: 0, out: "", error: "" });
    const want = { code: 0, out: "native: Hi from P1\nloopback: Hi from P1\n", error: "" };
    expect(await run(game, process.execPath, `out-${name}/main.js`)).toEqual(want);
  });

  test("is explained by the editor", () => {
    const text = `import { WebRTCPeerConnection } from "godot-webrtc";\nnew WebRTCPeerConnection().create_offer();`;
    const { options } = ts.convertCompilerOptionsFromJson({ ...STRICT, ...RESOLUTIONS[0][1] }, game);
    const user = new UserCode({ "hover.ts": text }, { folder: game, options });
    expect(user.findings("hover.ts")).toEqual([]);
    expect(user.hover("hover.ts", ".create_offer").doc).toContain("Asks for an offer");
  });
});

test("a bundler for web pages takes what is for browsers, and nothing of Node's", async () => {
  const result = await build({
    stdin: { contents: `export { WebRTCPeerConnection } from "godot-webrtc";`, resolveDir: game },
    ...{ bundle: true, write: false, format: "esm", platform: "browser", logLevel: "error", metafile: true },
  });
  const files = Object.keys(result.metafile.inputs).map((path) => path.split("/").at(-1));
  expect(files).toContain("browser-peer-connection.js");
  expect(files.filter((name) => /^(?:node|native)-/.test(name ?? ""))).toEqual([]);
});

describe("godot-webrtc/conformance", () => {
  const script = `
    import { ClassDB } from "godot-webrtc";
    import { create_loopback_class } from "godot-webrtc/loopback";
    import { conformance } from "godot-webrtc/conformance";
    import { reportTo } from "godot-webrtc/conformance/report";
    ClassDB.register_class(create_loopback_class(), "Mine");
    const exclusions = { "P17/unmatched": "no", "D06/failed": "no", "P20/local": "no" };
    conformance({ name: "mine", className: "Mine", exclusions }, { finished: reportTo({ html: "report.html" }) });`;

  test("says what it needs where vitest is not installed", async () => {
    const { code, error } = await run(game, process.execPath, "--input-type=module", "--eval", script);
    expect(code).toBe(1);
    expect(error).toContain("godot-webrtc/conformance needs vitest: run \`npm install --save-dev vitest\`");
  });

  test("runs under vitest, and makes a report", async () => {
    symlinkSync(join(ROOT, "node_modules/vitest"), join(game, "node_modules/vitest"), "junction");
    writeFileSync(join(game, "mine.test.js"), script);
    const { code, out, error } = await run(game, process.execPath, "node_modules/vitest/vitest.mjs", "run");
    rmSync(join(game, "node_modules/vitest"));
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toMatch(/promises \d+%, sentences \d+% \(\d+ tested, \d+ not testable with reason\)$/m);
    expect(out).toMatch(/^ {2}mine {2}promises 100% .*, sentences 100% .*; \d{3} tests ran$/m);
    const html = readFileSync(join(game, "report.html"), "utf8");
    expect(html).toContain("Packets that were queued before are still sent.");
    expect(html).not.toMatch(/(?:src|href)="https?:/);
  });
});

describe("npx godot-webrtc", () => {
  const npx = (...args: readonly string[]) => run(game, "npx", "--no-install", "godot-webrtc", ...args);

  test("helps", async () => {
    expect(await npx("--help")).toMatchObject({
      code: 0,
      out: expect.stringContaining("godot-webrtc <command> [options]") as string,
    });
  });

  test("generates bindings that compile against the installed package", async () => {
    mkdirSync(join(game, "doc_classes"));
    for (const name of readdirSync(join(installed, "doc_classes")).filter((file) => file.endsWith(".xml"))) {
      cpSync(join(installed, "doc_classes", name), join(game, "doc_classes", name));
    }
    const generated = await npx("generate", "--runtime", "godot-webrtc/core");
    expect(generated).toMatchObject({ code: 0, out: expect.stringMatching(/^13 classes, files: /m) as string });
    const compilerOptions = { ...STRICT, ...RESOLUTIONS[0][1], noEmit: true };
    writeFileSync(join(game, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["generated"] }));
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    expect(await run(game, process.execPath, tsc)).toEqual({ code: 0, out: "", error: "" });
  });
});
