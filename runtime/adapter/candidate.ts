/**
 * foundation, component, transport, priority, address, port, type, and what follows (RFC 8839, section 5.1). Addresses
 * may be names: browsers hide local ones behind mDNS names.
 */
const CANDIDATE = /^(?:a=)?(?:candidate:)?(\S+ \d+ \S+ \d+ \S+ \d+ typ \S+(?: .*)?)$/;

/** @returns the candidate in the form `candidate:…`, undefined if the text is none. */
export function parseCandidate(text: string): string | undefined {
  const body = CANDIDATE.exec(text.trim())?.[1];
  return body === undefined ? undefined : `candidate:${body}`;
}
