/** The little of SDP (RFC 8866) that backends need to look at. Lines end with CRLF or LF; both are read. */
import { BackendError, type IceCandidate } from "./backend.js";

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
  const [, ...sections] = sdp.split(/^m=/m);
  return sections.map((section) => /^a=mid:(\S*)/m.exec(section)?.[1] ?? "");
}

/** The lines that say how the transport is secured and found: the certificate's fingerprint and the ICE credentials. */
export function transportLines(sdp: string): string {
  const lines = sdp.split("\n").map((line) => line.trimEnd());
  return lines.filter((line) => /^a=(?:fingerprint|ice-ufrag|ice-pwd):/.test(line)).join("\n");
}

/** What nothing works without, and how long it is: ICE credentials as RFC 8839, section 5.4, has them. */
const REQUIRED = [
  ["ice-ufrag", "ICE user fragment", 4, 256],
  ["ice-pwd", "ICE password", 22, 256],
  ["fingerprint", "fingerprint", 1, Infinity],
] as const;

/**
 * Refuses what no implementation can use, without asking one: texts that are no description, and descriptions that do
 * not say how the transport is found and secured.
 *
 * @throws BackendError
 */
export function checkDescription(sdp: string): void {
  const lines = sdp.replace(/\r?\n$/, "").split(/\r?\n/);
  if (lines[0] !== "v=0") throw new BackendError('the description does not begin with "v=0"');
  const broken = lines.findIndex((line) => !/^[a-z]=\S/.test(line) && line !== "s=");
  if (broken >= 0) {
    const text = JSON.stringify(lines[broken]?.slice(0, 100));
    throw new BackendError(`line ${broken + 1} of the description is no "<letter>=<value>": ${text}`);
  }
  if (!/^m=application /m.test(sdp)) throw missing("section for data channels");
  for (const [name, what, least, most] of REQUIRED) {
    const { length } = requireAttribute(sdp, name, what);
    if (length < least || length > most) {
      throw new BackendError(`its ${what} has ${length} characters, expected ${least} to ${most}`);
    }
  }
}

/**
 * The value of an attribute that has to be there, where it stands first.
 *
 * @param what what to call it in the error
 * @throws BackendError if it is missing or empty
 */
export function requireAttribute(sdp: string, name: string, what: string): string {
  const value = new RegExp(`^a=${name}:(.*)`, "m").exec(sdp)?.[1]?.trim();
  if (!value) throw missing(what);
  return value;
}

function missing(what: string): BackendError {
  return new BackendError(`the description has no ${what}`);
}
