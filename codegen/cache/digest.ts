import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** Equal digests, equal content. */
export function digest(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("base64url");
}

/** Undefined for what is no readable file: nothing is known about it. */
export function fileDigest(file: string): string | undefined {
  try {
    return digest(readFileSync(file));
  } catch {
    return undefined;
  }
}
