/** The little of SDP (RFC 8866) that backends need to look at. Lines end with CRLF or LF; both are read. */
import type { IceCandidate } from "./backend.js";

export interface SplitDescription {
  /** The description without candidates and without their end mark. */
  readonly sdp: string;
  readonly candidates: readonly IceCandidate[];
}

const CANDIDATE_LINE = "a=candidate:";
const END_OF_CANDIDATES = "a=end-of-candidates";

/** Takes the candidates out of a description, each with the media section it stood in. */
export function splitCandidates(sdp: string): SplitDescription {
  const candidates: IceCandidate[] = [];
  const kept: string[] = [];
  const mids = mediaIds(sdp);
  let index = -1;
  for (const line of sdp.split("\n")) {
    const text = line.trimEnd();
    if (text.startsWith("m=")) index += 1;
    if (text.startsWith(CANDIDATE_LINE)) {
      candidates.push({ candidate: text.slice(2), mid: mids[index] ?? "", index: Math.max(index, 0) });
    } else if (text !== END_OF_CANDIDATES) {
      kept.push(line);
    }
  }
  return { sdp: kept.join("\n"), candidates };
}

/** The `a=mid` of each media section, in order; empty where a section has none. */
export function mediaIds(sdp: string): string[] {
  const mids: string[] = [];
  for (const line of sdp.split("\n")) {
    const text = line.trimEnd();
    if (text.startsWith("m=")) mids.push("");
    else if (text.startsWith("a=mid:") && mids.length > 0) mids[mids.length - 1] = text.slice("a=mid:".length);
  }
  return mids;
}

/** The lines that say how the transport is secured and found: the certificate's fingerprint and the ICE credentials. */
export function transportLines(sdp: string): string {
  const lines = sdp.split("\n").map((line) => line.trimEnd());
  return lines.filter((line) => /^a=(?:fingerprint|ice-ufrag|ice-pwd):/.test(line)).join("\n");
}
