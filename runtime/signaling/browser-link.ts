import type { Link, LinkEvents } from "./link.js";
import { ABNORMAL_CLOSURE } from "./protocol.js";

/** As much of the browser's WebSocket as is used. */
interface WebSocketLike {
  readonly readyState: number;
  readonly protocol: string;
  send(text: string): void;
  close(code: number, reason: string): void;
  addEventListener(type: string, listener: (event: WebSocketEvent) => void): void;
}

interface WebSocketEvent {
  readonly data?: unknown;
  readonly code?: number;
  readonly reason?: string;
}

type WebSocketClass = new (url: string, protocols: string[]) => WebSocketLike;

const OPEN = 1;

/**
 * Opens a link over the WebSocket that the platform has. It can neither ping nor see pings, so that a server that is gone
 * without a farewell is noticed when the platform notices; the server's own pings keep idle links from being cut.
 */
export function openBrowserLink(url: string, protocols: readonly string[], events: LinkEvents): Link {
  const WebSocket: unknown = Reflect.get(globalThis, "WebSocket");
  if (typeof WebSocket !== "function") return failedLink(events, "This platform has no WebSocket.");
  let socket: WebSocketLike;
  try {
    socket = new (WebSocket as WebSocketClass)(url, [...protocols]);
  } catch (error) {
    // A page of https: may not connect to ws:, for example.
    return failedLink(events, error instanceof Error ? error.message : String(error));
  }
  socket.addEventListener("open", () => events.opened(socket.protocol));
  socket.addEventListener("message", ({ data }) => {
    if (typeof data === "string") events.message(data);
  });
  // Says no more than the close that follows; some platforms want somebody to listen.
  socket.addEventListener("error", () => undefined);
  socket.addEventListener("close", ({ code = ABNORMAL_CLOSURE, reason = "" }) => events.closed(code, reason));
  return {
    send: (text) => {
      if (socket.readyState === OPEN) socket.send(text);
    },
    close: (code, reason) => socket.close(code, reason),
  };
}

function failedLink(events: LinkEvents, reason: string): Link {
  queueMicrotask(() => events.closed(ABNORMAL_CLOSURE, reason));
  return { send: () => undefined, close: () => undefined };
}
