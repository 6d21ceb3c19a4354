import { createHash } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { ABNORMAL_CLOSURE } from "../protocol.js";
import { pickForNewcomer, printResumed, readOffer } from "../resume-protocol.js";
import { Connection } from "./connection.js";
import type { ServerContext } from "./dialogue.js";
import { ANYBODY, Gate } from "./gate.js";
import { Heartbeat } from "./heartbeat.js";
import { HttpEndpoints } from "./http-endpoints.js";
import { type Listening, type ListenOptions, listenAlone } from "./listen.js";
import { type Log, throttledLog } from "./log.js";
import { MemoryStore } from "./memory-store.js";
import { Metrics, type UpgradeRefusal } from "./metrics.js";
import { type Identity, readLimits, type ServerLimits, type SignalingServerOptions } from "./options.js";
import { RedisStore } from "./redis-store.js";
import { ServerSocket } from "./server-socket.js";
import type { LobbyStore, ResumeRequest } from "./store.js";
import { refuseUpgrade } from "./upgrade-refusals.js";

/** For the answer to a close frame, in milliseconds; then the socket is cut. */
const CLOSE_TIMEOUT = 2000;

/**
 * Introduces peers to each other over WebSockets, in the protocol of Godot's demo `networking/webrtc_signaling`.
 *
 * It listens alone ({@link listen}), or beside other things on an `http.Server` of yours ({@link open}, {@link attach}).
 */
export class SignalingServer {
  readonly #limits: ServerLimits;
  readonly #gate: Gate;
  readonly #store: LobbyStore;
  readonly #metrics = new Metrics();
  readonly #log: Log;
  readonly #context: ServerContext;
  readonly #sockets: WebSocketServer;
  readonly #heartbeat: Heartbeat;
  readonly #endpoints: HttpEndpoints;
  /** The path of the chat page. */
  readonly #page: string | undefined;
  readonly #connections = new Set<Connection>();
  /** Requests that are being looked into, and WebSockets. */
  #admitted = 0;
  /** The subprotocol for a request whose place was found. */
  readonly #chosen = new WeakMap<IncomingMessage, string>();
  readonly #detach: (() => void)[] = [];
  #listening: Listening | null = null;
  #opened: Promise<void> | null = null;
  #closed: Promise<void> | null = null;
  #whenEmpty: (() => void) | null = null;

  /**
   * @throws RangeError for an option that makes no sense; it says what is allowed. Error if the chat page is wanted and its
   * files are not there.
   */
  constructor(options: SignalingServerOptions = {}) {
    this.#limits = readLimits(options);
    this.#gate = new Gate(options, this.#limits);
    this.#log = options.log === undefined ? () => undefined : throttledLog(options.log);
    this.#store =
      options.redis === undefined
        ? new MemoryStore(this.#limits)
        : new RedisStore(options.redis, options.redisPrefix, this.#limits, this.#log);
    this.#context = {
      store: this.#store,
      limits: this.#limits,
      metrics: this.#metrics,
      log: this.#log,
      isGuessing: (address) => this.#gate.addresses.isGuessing(address, performance.now()),
      joinFailed: (address) => this.#gate.addresses.joinFailed(address, performance.now()),
    };
    this.#endpoints = new HttpEndpoints(options, this.#gate, this.#store, this.#metrics);
    this.#page = options.page;
    // ws knows `closeTimeout`, its types do not.
    const socketOptions = {
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: this.#limits.maxPayload,
      closeTimeout: CLOSE_TIMEOUT,
      WebSocket: ServerSocket,
      handleProtocols: (protocols: Set<string>, request: IncomingMessage) =>
        this.#chosen.get(request) ?? pickForNewcomer(protocols) ?? false,
    };
    this.#sockets = new WebSocketServer(socketOptions);
    this.#heartbeat = new Heartbeat(this.#limits.heartbeatInterval);
  }

  /**
   * Listens on a port of its own, after {@link open}.
   *
   * @throws Error if it cannot listen there, or the store cannot be reached; it says what to do.
   */
  async listen(options: ListenOptions = {}): Promise<Listening> {
    if (this.#listening !== null) throw new Error(`SignalingServer: it listens already, at ${this.#listening.url}.`);
    await this.open();
    try {
      this.#listening = await listenAlone(this, options, this.#limits);
    } catch (error) {
      await this.close();
      throw error;
    }
    const { url } = this.#listening;
    const page = this.#page === undefined ? undefined : url.replace(/^ws/, "http") + this.#page;
    this.#log({ level: "info", event: "listening", url, page });
    return this.#listening;
  }

  /**
   * Makes the store ready; nobody can join before. {@link listen} does this itself.
   *
   * @throws Error if the store cannot be reached; it says what to do.
   */
  async open(): Promise<void> {
    if (this.#closed !== null) throw new Error("SignalingServer: it was closed. Make another one.");
    this.#opened ??= this.#store.open();
    await this.#opened;
  }

  /**
   * Takes the upgrade requests of a server of yours. With the option `path`, requests for other paths are left to the
   * server's other listeners. Plain requests stay yours; {@link handleRequest} answers what it can.
   */
  attach(server: Server): void {
    const listener = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      const isSomebodyElses = !this.#gate.isAtPath(request) && server.listenerCount("upgrade") > 1;
      if (!isSomebodyElses) this.handleUpgrade(request, socket, head);
    };
    server.on("upgrade", listener);
    this.#detach.push(() => void server.off("upgrade", listener));
  }

  /** Answers `/healthz`, `/metrics` and, if they are wanted, `/lobbies` and the chat page. @returns Whether the request was for one of these. */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean {
    return this.#endpoints.handle(request, response);
  }

  /** Takes one upgrade request: it becomes a WebSocket, or is refused. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A socket that breaks tells so by closing, too.
    socket.on("error", () => undefined);
    const address = this.#gate.addressOf(request);
    const refusal = this.#refusalOf(request, address);
    if (refusal !== null) {
      this.#refuse(socket, address, refusal);
      return;
    }
    this.#admitted += 1;
    socket.once("close", () => {
      this.#admitted -= 1;
      this.#gate.addresses.release(address);
    });
    this.#enter(request, socket, head, address).catch((error: unknown) => {
      this.#log({ level: "error", event: "store_failed", during: "upgrade", error: String(error) });
      this.#refuse(socket, address, "store-failed");
    });
  }

  /** How many WebSockets stand. */
  get connectionCount(): number {
    return this.#connections.size;
  }

  /**
   * Ends everything: WebSockets are closed with 1001, and cut if they have not ended after `deadline` milliseconds. Places
   * that can be resumed on another process can be. A server that was attached goes on without this.
   */
  close(deadline = CLOSE_TIMEOUT): Promise<void> {
    this.#closed ??= this.#close(deadline);
    return this.#closed;
  }

  async #close(deadline: number): Promise<void> {
    for (const detach of this.#detach) detach();
    this.#heartbeat.stop();
    for (const connection of this.#connections) connection.stop();
    try {
      await this.#store.close();
    } catch (error) {
      this.#log({ level: "error", event: "store_failed", during: "close", error: String(error) });
    }
    const cut = setTimeout(() => {
      for (const connection of this.#connections) connection.terminate();
    }, deadline);
    if (this.#connections.size > 0) await new Promise<void>((resolve) => (this.#whenEmpty = resolve));
    clearTimeout(cut);
    if (this.#listening === null) return;
    await this.#listening.close();
    this.#log({ level: "info", event: "stopped" });
  }

  /** What can be said before anybody is asked. */
  #refusalOf(request: IncomingMessage, address: string): UpgradeRefusal | null {
    if (this.#closed !== null) return "stopping";
    if (!this.#gate.isAtPath(request)) return "path";
    if (!this.#gate.allowsOrigin(request)) return "origin";
    if (this.#admitted >= this.#limits.maxPeers) return "server-full";
    return this.#gate.addresses.admit(address, performance.now());
  }

  #refuse(socket: Duplex, address: string, refusal: UpgradeRefusal): void {
    this.#metrics.upgradesRefused.add(refusal);
    this.#log({ level: "info", event: "refuse", address, why: refusal });
    refuseUpgrade(socket, refusal);
  }

  /** From an upgrade request to a WebSocket. */
  async #enter(request: IncomingMessage, socket: Duplex, head: Buffer, address: string): Promise<void> {
    const identity = this.#gate.asksNobody ? ANYBODY : await this.#identify(request, socket, address);
    if (socket.destroyed || socket.writableEnded) return;
    if (typeof identity === "string" || this.#closed !== null) {
      this.#refuse(socket, address, typeof identity === "string" ? identity : "stopping");
      return;
    }
    const asked = request.headers["sec-websocket-protocol"];
    const offer = asked === undefined ? null : readOffer(asked.split(/\s*,\s*/));
    const key = offer === null ? null : { token: hash(offer.token), subject: identity.subject };
    const connection = new Connection(this.#context, address, key);
    if (offer !== null && key !== null && offer.sent.length > 0) {
      const arrived = await this.#resume(connection, { ...key, received: offer.received, sent: offer.sent });
      if (arrived !== null) this.#chosen.set(request, printResumed(arrived));
    }
    this.#upgrade(request, socket, head, connection);
  }

  async #identify(request: IncomingMessage, socket: Duplex, address: string): Promise<Identity | UpgradeRefusal> {
    const deadline = setTimeout(() => this.#refuse(socket, address, "timeout"), this.#limits.handshakeTimeout);
    try {
      return await this.#gate.identify(request, address);
    } catch (error) {
      this.#log({ level: "error", event: "authentication_failed", error: String(error) });
      return "authentication-failed";
    } finally {
      clearTimeout(deadline);
    }
  }

  async #resume(connection: Connection, request: ResumeRequest): Promise<number | null> {
    try {
      const arrived = await this.#store.resume(connection, request);
      this.#metrics.resumes.add(arrived === null ? "refused" : "resumed");
      if (arrived !== null) connection.resumeAfter(request.received);
      return arrived;
    } catch (error) {
      // It may have been done, although nobody said so.
      connection.detach(ABNORMAL_CLOSURE);
      throw error;
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, connection: Connection): void {
    // Calls back at once, or not at all: then it has refused the request itself, or the socket is gone.
    const made: WebSocket[] = [];
    this.#sockets.handleUpgrade(request, socket, head, (one) => made.push(one));
    const [webSocket] = made;
    if (webSocket === undefined) {
      connection.detach(ABNORMAL_CLOSURE);
      return;
    }
    this.#connections.add(connection);
    const stopBeating = this.#heartbeat.add(connection);
    connection.attach(webSocket, socket);
    webSocket.on("close", (code) => {
      stopBeating();
      this.#connections.delete(connection);
      connection.detach(code);
      if (this.#connections.size === 0) this.#whenEmpty?.();
    });
    if (this.#closed !== null) connection.stop();
  }
}

/** What the server remembers of a client's secret. */
function hash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
