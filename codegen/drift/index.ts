/**
 * Two class references compared: facts, and texts on demand. What the comparison reports is data, printing is apart. What
 * counts as breaking is said in impact.ts.
 */
export {
  compareReferences,
  type ClassReport,
  type ComparedReference,
  type CompareOptions,
  type Drift,
  type Side,
} from "./compare-references.js";
export { isSame, type Dependents, type Difference } from "./difference.js";
export { memberFacts, type FactKind, type MemberFact } from "./facts.js";
export type { Impact } from "./impact.js";
export { matchMembers } from "./match-members.js";
export { printDrift } from "./print-drift.js";
export { printDriftJson } from "./print-json.js";
export { printDriftMarkdown } from "./print-markdown.js";
export { drift, type DriftOptions } from "./drift.js";
export { hasTexts, tellsStatus } from "./has-texts.js";
