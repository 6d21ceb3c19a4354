import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parentPort } from "node:worker_threads";
import type { StagingRequest, StagingResult } from "./protocol.js";

// Writes while the other thread prints. Loads nothing but what writing needs: it shall be up at once.

const written: string[] = [];
const made: string[] = [];
const folders = new Set<string>();
let failed = false;

parentPort?.on("message", (request: StagingRequest) => {
  if (request.kind === "finish") {
    const result: StagingResult = { written, made, failed };
    parentPort?.postMessage(result);
    parentPort?.close();
    return;
  }
  for (const [file, text] of request.files) {
    // The other thread tries again, and reports what it meets.
    if (failed) return;
    try {
      makeFolder(dirname(file));
      written.push(file);
      writeFileSync(file, text);
    } catch {
      failed = true;
    }
  }
});

function makeFolder(folder: string): void {
  if (folders.has(folder)) return;
  folders.add(folder);
  const first = mkdirSync(folder, { recursive: true });
  if (first !== undefined) made.push(first);
}
