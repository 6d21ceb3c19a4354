import { CodegenError, ProblemList } from "../problems.js";
import { compareReferences } from "./compare-references.js";
import { printDrift, printDriftJson } from "./print-drift.js";
import { readFolder } from "./read-folder.js";

export interface DriftOptions {
  readonly from: string;
  readonly to: string;
  readonly json: boolean;
}

/** The command `drift`. Gives the exit code: 0 no drift, 1 drift. Throws a CodegenError for what cannot be read. */
export function runDrift(options: DriftOptions, out: (text: string) => void): Promise<number> {
  const problems = new ProblemList();
  const to = readFolder(options.to, "--to", undefined, problems);
  const named = Object.keys(to.source?.classes ?? {});
  const from = readFolder(options.from, "--from", named.length > 0 ? new Set(named) : undefined, problems);
  if (problems.problems.length > 0) return Promise.reject(new CodegenError(problems.problems));

  const drift = compareReferences(from, to);
  out(options.json ? printDriftJson(drift) : printDrift(drift));
  return Promise.resolve(drift.differences.length > 0 ? 1 : 0);
}
