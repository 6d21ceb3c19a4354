import { ProblemList } from "../problems.js";
import { withDependents } from "../restated/dependents.js";
import { compareReferences, type ComparedReference, type Drift } from "./compare-references.js";
import { hasTexts } from "./has-texts.js";
import { readFolder } from "./read-folder.js";

export interface DriftOptions {
  /** The folder of class references to compare with: the older one. */
  readonly from: string;
  /** The folder that is compared. If its SOURCE.json names classes, these and no others are. */
  readonly to: string;
  /**
   * Compare what is written about the members too. By default if the two are versions of one another: neither has a
   * SOURCE.json, which says that a reference restates another in its own words, and both have texts at all (those that
   * `--doctool` writes have none).
   */
  readonly texts?: boolean | undefined;
}

/** Compares two folders of class references. Throws a CodegenError with all that cannot be read. */
export function drift(options: DriftOptions): Drift {
  const problems = new ProblemList();
  const to = readFolder(options.to, "--to", undefined, problems);
  const named = Object.keys(to.source?.classes ?? {});
  const from = readFolder(options.from, "--from", named.length > 0 ? new Set(named) : undefined, problems);
  problems.throwIfAny();
  return withDependents(compareReferences(from, to, { texts: options.texts ?? areVersions(from, to) }), options.to);
}

function areVersions(from: ComparedReference, to: ComparedReference): boolean {
  return from.source === undefined && to.source === undefined && hasTexts(from) && hasTexts(to);
}
