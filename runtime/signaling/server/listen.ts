import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer, type ServerOptions as SecureServerOptions } from "node:https";
import { isIPv6 } from "node:net";
import type { ServerLimits } from "./options.js";
import type { SignalingServer } from "./server.js";

export interface ListenOptions {
  /** 0 for any free one. Default: 9080, as in Godot's demo. */
  readonly port?: number;
  /** An address of this machine, or a name for one; `0.0.0.0` or `::` for all. Default: `127.0.0.1`, which nobody else can reach. */
  readonly host?: string;
  /** For `wss:`: certificate chain and private key in PEM. */
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer };
  /** Answers plain requests that are none of the server's own. Default: 404 with a hint. */
  readonly fallback?: (request: IncomingMessage, response: ServerResponse) => void;
}

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** What a client on this machine connects to, such as `ws://127.0.0.1:9080`. */
  readonly url: string;
  close(): Promise<void>;
}

export const DEFAULT_PORT = 9080;
export const DEFAULT_HOST = "127.0.0.1";

/** TCP connections beyond the peers: for metrics, health checks and requests that are refused. */
const SPARE_CONNECTIONS = 256;

/** An HTTP server of its own for a signaling server. @throws Error that says why it cannot listen, and what to do. */
export async function listenAlone(
  signaling: SignalingServer,
  { port = DEFAULT_PORT, host = DEFAULT_HOST, tls, fallback = hint }: ListenOptions,
  limits: ServerLimits,
): Promise<Listening> {
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    if (!signaling.handleRequest(request, response)) fallback(request, response);
  };
  const timeouts = { headersTimeout: limits.handshakeTimeout, requestTimeout: limits.handshakeTimeout };
  const server = tls === undefined ? createServer(timeouts, answer) : secure({ ...timeouts, ...tls }, answer);
  // Whoever connects and says nothing does not stay; a WebSocket is exempt once it stands.
  server.setTimeout(limits.handshakeTimeout);
  server.maxConnections = limits.maxPeers + SPARE_CONNECTIONS;
  signaling.attach(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(new Error(explain(error, host, port), { cause: error })));
    server.listen({ port, host }, resolve);
  });
  const address = server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  return {
    port: actual,
    url: `${tls === undefined ? "ws" : "wss"}://${urlHost(host)}:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function secure(options: SecureServerOptions, answer: RequestListener): Server {
  try {
    return createSecureServer(options, answer);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The TLS certificate and key cannot be used: ${why}. Both are expected in PEM, and to belong together.`,
      {
        cause: error,
      },
    );
  }
}

/** An address that means all of this machine's is none to connect to. */
function urlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return isIPv6(host) ? `[${host}]` : host;
}

function explain(error: Error, host: string, port: number): string {
  const where = `port ${port} of ${host}`;
  switch ("code" in error ? error.code : undefined) {
    case "EADDRINUSE":
      return `Cannot listen on ${where}: another program does. Stop that one, or choose another port.`;
    case "EACCES":
      return `Cannot listen on ${where}: this user may not. Choose a port above 1023.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `Cannot listen on ${where}: this machine has no such address. 127.0.0.1 is this machine alone, 0.0.0.0 all its addresses.`;
    default:
      return `Cannot listen on ${where}: ${error.message}.`;
  }
}

function hint(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff" });
  response.end("This is a WebRTC signaling server: connect with a WebSocket.\n");
}
