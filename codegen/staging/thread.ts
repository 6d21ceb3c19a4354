import { writeFileSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { digest } from "../cache/digest.js";
import type { StagingRequest, StagingResult } from "./protocol.js";

// Writes while the other thread prints. Loads nothing but what writing needs: it shall be up at once.

const digests = new Map<string, string>();
let failed = false;

parentPort?.on("message", (request: StagingRequest) => {
  if (request.kind === "finish") {
    const result: StagingResult = { digests, failed };
    parentPort?.postMessage(result);
    parentPort?.close();
    return;
  }
  for (const { path, file, start, length } of request.files) {
    if (failed) return;
    const text = new Uint8Array(request.bytes, start, length);
    try {
      writeFileSync(file, text);
      digests.set(path, digest(text));
    } catch {
      // The other thread tries again, and reports what it meets.
      failed = true;
    }
  }
});
