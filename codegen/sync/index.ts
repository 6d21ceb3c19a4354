/** The API of another reference taken over: compared, merged into the files here, all or nothing. */
export { printSync } from "./print-sync.js";
export { sync, type SyncOptions, type SyncResult } from "./sync.js";
