import { isIP } from "node:net";

/**
 * Which web pages may connect. Browsers say in `Origin` which page it is that connects; programs outside a browser need
 * not say it, or may say what they like. The list therefore keeps other people's *pages* out, which their visitors would
 * connect without knowing; it is no authentication.
 *
 * - No list: every page may.
 * - A list: a request with an `Origin` must match an entry to the letter (scheme, host and port); one without is no page's.
 */
export class AllowedOrigins {
  readonly #allowed: ReadonlySet<string> | null;

  /**
   * @param origins - Such as `https://game.example.org`, or `null`, the origin of local files and sandboxed pages. `*` for all.
   * @throws RangeError for what is no origin.
   */
  constructor(origins: readonly string[]) {
    this.#allowed = origins.length === 0 || origins.includes("*") ? null : new Set(origins.map(readOrigin));
  }

  allows(origin: string | undefined): boolean {
    return this.#allowed === null || origin === undefined || this.#allowed.has(origin.toLowerCase());
  }
}

/**
 * Whether a page comes from the server that it connects to, under a name of which nobody can make another server's: an
 * address, or `localhost`. With other names a page of somebody else's could have its own name lead here (DNS rebinding);
 * they have to be allowed by the list.
 */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined || host === undefined || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  const name = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return (
    /^https?:$/.test(url.protocol) && url.host === host.toLowerCase() && (name === "localhost" || isIP(name) !== 0)
  );
}

function readOrigin(origin: string): string {
  if (origin === "null") return origin;
  const url = URL.canParse(origin) ? new URL(origin) : null;
  // Paths are no part of an origin, and who writes one may believe that it counts.
  if (url === null || url.origin === "null" || url.href !== `${url.origin}/` || origin.includes("?")) {
    throw new RangeError(
      `"${origin}" is no origin: expected scheme, host and port only, such as https://game.example.org or http://localhost:8000`,
    );
  }
  return url.origin;
}
