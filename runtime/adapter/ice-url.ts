import type { IceServer } from "../backend/backend.js";

const DEFAULT_PORT = 3478;
const DEFAULT_TLS_PORT = 5349;

/** RFC 7064 and RFC 7065: scheme, host (a name, IPv4 or IPv6 in brackets), port and, for TURN, transport. */
const ICE_URL = /^(stuns?|turns?):(\[[0-9a-f:.%]+\]|[^\s:@/?#[\]]+)(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/i;

/** @returns undefined if the URL is none that names a STUN or TURN server. */
export function parseIceUrl(url: string, username: string, credential: string): IceServer | undefined {
  const match = ICE_URL.exec(url);
  if (match === null) return undefined;
  const [, scheme = "", host = "", portText, transportText] = match;
  const kind = scheme.toLowerCase().startsWith("stun") ? "stun" : "turn";
  const isTls = scheme.toLowerCase().endsWith("s");
  const port = portText === undefined ? (isTls ? DEFAULT_TLS_PORT : DEFAULT_PORT) : Number(portText);
  if (port < 1 || port > 65535 || (kind === "stun" && transportText !== undefined)) return undefined;
  const transport = isTls ? "tls" : transportText?.toLowerCase() === "tcp" ? "tcp" : "udp";
  return { kind, url, host: host.replace(/^\[|\]$/g, ""), port, transport, username, credential };
}
