/**
 * How a client keeps its place in a lobby over a dropped WebSocket, without a word in the protocol's own frames.
 *
 * A browser can set nothing of the upgrade request but the URL and the subprotocols, and can read nothing of the response
 * but the chosen subprotocol. URLs end in the logs of proxies and in histories, so the subprotocols carry it all:
 *
 * - The client makes a secret token and hands it to the server in the upgrade request of its first connection:
 *   `godot-webrtc, godot-webrtc.token.SECRET.0`. A server that knows nothing of this picks the first, or none; ours keeps a
 *   hash of the token with the place that this socket takes.
 * - When the socket is lost, the client connects again with the same token and the number of frames that it has received,
 *   and offers one more subprotocol for each number of frames that the server may have received of its own:
 *   `godot-webrtc, godot-webrtc.token.SECRET.7, resumed.3, resumed.4`.
 * - The server picks the number that is true, and the place is taken again: it sends what the client has missed, the
 *   client repeats what the server has missed, nothing is lost and nothing comes twice. Or it picks `godot-webrtc`: the
 *   place is gone.
 *
 * Whoever has the token has the place, so it never leaves the upgrade request: it is in no URL, no log and no frame.
 */

const PLAIN = "godot-webrtc";
const TOKEN = /^godot-webrtc\.token\.([\w-]{43})\.(\d{1,9})$/;
/** Short, because there are many of them. */
const RESUMED = /^resumed\.(\d{1,9})$/;

/**
 * How many of its last frames a client keeps to repeat them, and so how many numbers it may offer: they make 4 kB of an
 * upgrade request, of which proxies take 8.
 */
export const MAX_REPEATED_FRAMES = 255;

/** What a client says of itself in its upgrade request. */
export interface ResumeOffer {
  /** The secret: 32 random bytes in base64url. */
  readonly token: string;
  /** How many frames the client has received so far in this place. */
  readonly received: number;
  /** How many frames of the client the server may have received: one of these. Empty on the first connection. */
  readonly sent: readonly number[];
}

/** A token that nobody guesses. */
export function makeToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** The subprotocols to ask for. The first is what a server that knows nothing of this picks. */
export function printOffer({ token, received, sent }: ResumeOffer): string[] {
  return [PLAIN, `${PLAIN}.token.${token}.${received}`, ...sent.map(printResumed)];
}

/** @returns `null` if the client wants to keep no place. */
export function readOffer(protocols: Iterable<string>): ResumeOffer | null {
  let token: string | null = null;
  let received = 0;
  const sent: number[] = [];
  for (const protocol of protocols) {
    const [, secret, count] = TOKEN.exec(protocol) ?? [];
    if (secret !== undefined) {
      token = secret;
      received = Number(count);
    }
    const [, number] = RESUMED.exec(protocol) ?? [];
    if (number !== undefined && sent.length <= MAX_REPEATED_FRAMES) sent.push(Number(number));
  }
  return token === null ? null : { token, received, sent };
}

/** The subprotocol that says: this is your place, and so many frames of yours are here. */
export function printResumed(count: number): string {
  return `resumed.${count}`;
}

/** What the server picked: how many frames it has of the client, `"plain"` if the place is not kept, else `"unknown"`. */
export function readAnswer(protocol: string): number | "plain" | "unknown" {
  if (protocol === PLAIN) return "plain";
  const [, count] = RESUMED.exec(protocol) ?? [];
  return count === undefined ? "unknown" : Number(count);
}

/**
 * What a server picks for a client that is new here. A client that asks for subprotocols fails if none is picked, so that
 * others get the first they asked for.
 */
export function pickForNewcomer(protocols: Iterable<string>): string | undefined {
  for (const protocol of protocols) if (!TOKEN.test(protocol)) return protocol;
  return undefined;
}
