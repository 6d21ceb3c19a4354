import { readFileSync } from "node:fs";
import type { Answer } from "./http-answer.js";

/**
 * Nothing but the page's own files, and connections to the signaling, which `'self'` alone does not mean to all browsers.
 * Other pages cannot frame it, and so cannot make anybody click in it.
 */
const SECURITY_POLICY = [
  "default-src 'self'",
  "connect-src 'self' ws: wss:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
  "Content-Security-Policy": SECURITY_POLICY,
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-cache",
};

/** What the page is made of; the first one is the page itself. */
const FILES = [
  ["index.html", "text/html; charset=utf-8"],
  ["page.js", "text/javascript; charset=utf-8"],
  ["style.css", "text/css; charset=utf-8"],
  ["icon.svg", "image/svg+xml"],
] as const;

/** Where the build puts them, seen from this file's build and from its source. */
const FOLDERS = ["../page/", "../../../dist/runtime/signaling/page/"] as const;

/** What the page's HTML says of where the signaling is: where the page is. */
const SIGNALING_HERE = 'data-signaling="."';

/**
 * The answers of the chat page by their paths.
 *
 * @param path - The page's own, such as `/`.
 * @param signalingPath - Where the WebSockets are, undefined for everywhere.
 * @throws RangeError for a path that is none; Error if the files are not there.
 */
export function readLobbyPage(path: string, signalingPath: string | undefined): ReadonlyMap<string, Answer> {
  if (!/^\/(?:[\w~-][\w.~-]*\/)*$/.test(path)) {
    throw new RangeError(`SignalingServer: page must be a path that begins and ends with "/", got "${path}".`);
  }
  return new Map(
    FILES.map(([name, type]) => {
      const body = name === "index.html" ? tellPath(read(name).toString(), signalingPath) : read(name);
      return [name === "index.html" ? path : path + name, { status: 200, type, body, headers: HEADERS }] as const;
    }),
  );
}

function read(name: string): Buffer {
  for (const folder of FOLDERS) {
    try {
      return readFileSync(new URL(folder + name, import.meta.url));
    } catch {
      // It may be in the other one.
    }
  }
  throw new Error(
    `The chat page's file ${name} is not there: looked in ${FOLDERS.map((folder) => new URL(folder, import.meta.url).pathname).join(" and ")}. "npm run build" makes it; the server runs without the page, too (--no-page).`,
  );
}

function tellPath(html: string, signalingPath: string | undefined): string {
  if (!html.includes(SIGNALING_HERE)) throw new Error(`The chat page has no ${SIGNALING_HERE}; build it again.`);
  if (signalingPath === undefined) return html;
  const escaped = signalingPath.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return html.replace(SIGNALING_HERE, () => `data-signaling="${escaped}"`);
}
