import { join } from "node:path";
import { mergeConfig, type Plugin, type ViteUserConfig } from "vitest/config";
import base from "../../../vitest.config.js";
import { ROOT } from "../../support/root.js";
import { faultySource } from "./faulty-source.js";

const { MUTANT_DEADLINE_MS = "", MUTANT_REPORT = "" } = process.env;

const BUNDLER = join(ROOT, "test/browser/bundle.ts");
const FAULTY_BUNDLE = join(ROOT, "test/conformance/mutants/faulty-bundle.ts");

const faulty: Plugin = {
  name: "mutant",
  enforce: "pre",
  transform(code, id) {
    const path = id.split("?")[0] ?? "";
    if (path !== BUNDLER) return faultySource(path);
    // What runs in a page does not come by here, but by a bundler of its own.
    const bundled = code.replace("bundle: true,", "bundle: true,\n    plugins: [faultyBundle],");
    if (bundled === code) this.error(`${BUNDLER} does not say "bundle: true,": correct ${import.meta.filename}`);
    return `import { faultyBundle } from ${JSON.stringify(FAULTY_BUNDLE)};\n${bundled}`;
  },
};

const own: ViteUserConfig = {
  root: ROOT,
  plugins: [faulty],
  test: {
    bail: 1,
    silent: true,
    testTimeout: 2 * Number(MUTANT_DEADLINE_MS),
    reporters: [["json", { outputFile: MUTANT_REPORT }]],
  },
};

export default mergeConfig({ ...base, test: { ...base.test, reporters: [] } }, own);
