/** The sources with the fault of one run; on the disk they stay as they are. Who runs it says in the environment which. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../support/root.js";
import { mutate } from "./mutate.js";
import { MUTANTS } from "./mutants.js";

/** Whether a thing never comes is known sooner here than where machines may be busy. */
const DEADLINE = /DEADLINE_MS = [\d_]+/;

const { MUTANT = "", MUTANT_DEADLINE_MS = "" } = process.env;
const mutant = MUTANT === "" ? undefined : MUTANTS[Number(MUTANT)];

/** What is to be taken for the file's text; undefined: what stands there. */
export function faultySource(path: string): string | undefined {
  if (path === join(ROOT, "test/support/until.ts")) {
    return readFileSync(path, "utf8").replace(DEADLINE, `DEADLINE_MS = ${MUTANT_DEADLINE_MS}`);
  }
  if (mutant === undefined || path !== join(ROOT, mutant.file)) return undefined;
  return mutate(mutant, readFileSync(path, "utf8"));
}
