/**
 * The generator as a library, published as `godot-webrtc/codegen`: what the commands `generate`, `drift` and `sync` do,
 * without printing. Input that is wrong is thrown as one CodegenError, with all problems and their places; nothing was
 * written then.
 */
export {
  drift,
  printDrift,
  printDriftJson,
  printDriftMarkdown,
  type ClassReport,
  type Difference,
  type Drift,
  type DriftOptions,
  type FactKind,
  type Impact,
  type Side,
} from "./drift/index.js";
export type { LocaleCoverage } from "./locale/index.js";
export { generate, type GenerateOptions, type GenerateResult } from "./main.js";
export { CodegenError, printProblem, type Place, type Problem } from "./problems.js";
export { printSync, sync, type SyncOptions, type SyncResult } from "./sync/index.js";
export type { WriteResult } from "./write.js";
