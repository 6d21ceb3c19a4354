import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { ROOT } from "../support/root.js";

/** Bundles a file beside this one, with the sources of the package, as a script for a page. */
export async function bundle(name: string): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "es2022",
    sourcemap: "inline",
    keepNames: true,
    // The sources, as all tests; and what the suite imports from the test runner is in the page something smaller.
    conditions: ["godot-webrtc-source"],
    alias: { vitest: fileURLToPath(new URL("page/vitest.ts", import.meta.url)) },
    logLevel: "error",
  });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error(`esbuild made nothing of ${name}.`);
  return file.text;
}
