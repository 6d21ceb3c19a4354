import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mergeConfig, type Plugin, type ViteUserConfig } from "vitest/config";
import base from "../../../vitest.config.js";
import { ROOT } from "../../support/root.js";
import { mutate } from "./mutate.js";
import { MUTANTS } from "./mutants.js";

/** Whether a thing never comes is known sooner here than where machines may be busy. */
const DEADLINE = /DEADLINE_MS = [\d_]+/;

const { MUTANT = "", MUTANT_DEADLINE_MS = "", MUTANT_REPORT = "" } = process.env;
const mutant = MUTANT === "" ? undefined : MUTANTS[Number(MUTANT)];

/** The sources with one fault; on the disk they stay as they are. */
const faulty: Plugin = {
  name: "mutant",
  enforce: "pre",
  transform(code, id) {
    const path = id.split("?")[0] ?? "";
    if (path === join(ROOT, "test/support/until.ts"))
      return code.replace(DEADLINE, `DEADLINE_MS = ${MUTANT_DEADLINE_MS}`);
    if (mutant === undefined || path !== join(ROOT, mutant.file)) return undefined;
    return mutate(mutant, readFileSync(path, "utf8"));
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
