import type { IceServer } from "../backend/backend.js";

/** RFC 7064 and RFC 7065: scheme, host (a name, IPv4 or IPv6 in brackets), port and, for TURN, transport. */
const ICE_URL = /^(stun|turn)s?:(?:\[[0-9a-f:.%]+\]|[^\s:@/?#[\]]+)(?::(\d{1,5}))?(\?transport=(?:udp|tcp))?$/i;

/** @returns undefined if the URL is none that names a STUN or TURN server. */
export function kindOfIceUrl(url: string): IceServer["kind"] | undefined {
  const [, scheme, port = "1", transport] = ICE_URL.exec(url) ?? [];
  const kind = scheme?.toLowerCase();
  if (Number(port) < 1 || Number(port) > 65535) return undefined;
  return kind === "turn" || (kind === "stun" && transport === undefined) ? kind : undefined;
}
