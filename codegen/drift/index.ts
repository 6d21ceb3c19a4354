/** Two class references compared: facts now; what the comparison reports is data, printing is apart. */
export { compareReferences, type ClassReport, type ComparedReference, type Drift } from "./compare-references.js";
export type { Difference } from "./difference.js";
export type { FactKind } from "./facts.js";
export { printDrift, printDriftJson } from "./print-drift.js";
export { runDrift, type DriftOptions } from "./run-drift.js";
