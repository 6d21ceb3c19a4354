import { WebSocket } from "ws";
import type { Link, LinkEvents, OpenLink } from "./link.js";
import { ABNORMAL_CLOSURE } from "./protocol.js";

export interface NodeLinkOptions {
  /** More headers of the upgrade request, such as `Authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Between two pings, in milliseconds: a server that has not answered one when the next is due is dead. Default: 10,000. */
  readonly heartbeat?: number;
}

/** To connect, in milliseconds. */
const HANDSHAKE_TIMEOUT = 10_000;
/** For the answer to a close frame, in milliseconds. */
const CLOSE_TIMEOUT = 2000;
const MAX_PAYLOAD = 1024 * 1024;

/** Links over ws: unlike the WebSocket of newer Nodes it can ping, and so notices a server that is gone. */
export function nodeLinks({ headers = {}, heartbeat = 10_000 }: NodeLinkOptions = {}): OpenLink {
  return (url, protocols, events) => {
    // ws knows `closeTimeout`, its types do not.
    const options = {
      headers,
      handshakeTimeout: HANDSHAKE_TIMEOUT,
      closeTimeout: CLOSE_TIMEOUT,
      maxPayload: MAX_PAYLOAD,
      perMessageDeflate: false,
    };
    return new NodeLink(new WebSocket(url, [...protocols], options), heartbeat, events);
  };
}

class NodeLink implements Link {
  readonly #socket: WebSocket;
  #isAlive = true;

  constructor(socket: WebSocket, heartbeat: number, events: LinkEvents) {
    this.#socket = socket;
    let beating: NodeJS.Timeout | undefined;
    let fault = "";
    socket.on("open", () => {
      beating = setInterval(() => this.#beat(), heartbeat);
      events.opened(socket.protocol);
    });
    socket.on("message", (data, isBinary) => {
      this.#isAlive = true;
      if (!isBinary) events.message((data as Buffer).toString());
    });
    socket.on("ping", () => (this.#isAlive = true));
    socket.on("pong", () => (this.#isAlive = true));
    socket.on("error", (error) => (fault = error.message));
    socket.on("close", (code, reason) => {
      clearInterval(beating);
      events.closed(code, code === ABNORMAL_CLOSURE ? fault : reason.toString());
    });
  }

  send(text: string): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(text);
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  #beat(): void {
    if (!this.#isAlive) {
      this.#socket.terminate();
      return;
    }
    this.#isAlive = false;
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.ping();
  }
}
