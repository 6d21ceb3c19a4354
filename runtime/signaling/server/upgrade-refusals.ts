import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { UpgradeRefusal } from "./metrics.js";

/** The status of each refusal, and what the client is told. */
export const REFUSALS: Readonly<Record<UpgradeRefusal, { readonly status: number; readonly text: string }>> = {
  "bad-request": { status: 400, text: "The request is malformed." },
  unauthenticated: { status: 401, text: "This server wants to know who you are." },
  origin: { status: 403, text: "Pages of this origin may not connect." },
  path: { status: 404, text: "There is no signaling at this path." },
  timeout: { status: 408, text: "The request took too long." },
  "too-many-sockets": { status: 429, text: "Too many connections from this address." },
  "too-many-connections": { status: 429, text: "Too many connections in too short a time from this address." },
  "too-many-failed-joins": {
    status: 429,
    text: "Too many lobbies that do not exist were asked for from this address.",
  },
  "authentication-failed": { status: 500, text: "Authentication does not work now." },
  "store-failed": { status: 503, text: "The server cannot reach its store." },
  "server-full": { status: 503, text: "The server is full." },
  stopping: { status: 503, text: "The server is being stopped." },
};

/** Answers a request to connect with what is wrong, and ends the connection. */
export function refuseUpgrade(socket: Duplex, refusal: UpgradeRefusal): void {
  const { status, text } = REFUSALS[refusal];
  socket.once("finish", () => socket.destroy());
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
      "Connection: close",
      "Content-Type: text/plain; charset=utf-8",
      `Content-Length: ${Buffer.byteLength(text)}`,
      ...(status === 429 || status === 503 ? ["Retry-After: 10"] : []),
      "",
      text,
    ].join("\r\n"),
  );
}
