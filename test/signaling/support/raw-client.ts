/** A client that knows nothing of this project: a WebSocket, JSON, and the numbers of the protocol. */
import { WebSocket } from "ws";
import { DEADLINE_MS } from "../../support/until.js";

export interface Frame {
  readonly type: number;
  readonly id: number;
  readonly data: string;
}

export interface Closing {
  readonly code: number;
  readonly reason: string;
}

export interface RawOptions {
  readonly protocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether pings are answered. Default: true. */
  readonly autoPong?: boolean;
}

export class RawClient {
  readonly socket: WebSocket;
  readonly closed: Promise<Closing>;
  readonly #url: string;
  readonly #texts: string[] = [];
  #wake: () => void = () => undefined;
  #isClosed = false;

  constructor(url: string, { protocols = [], headers = {}, autoPong = true }: RawOptions = {}) {
    this.#url = url;
    this.socket = new WebSocket(url, [...protocols], { headers, autoPong });
    this.socket.on("message", (data, isBinary) => {
      this.#texts.push(isBinary ? "binary!" : (data as Buffer).toString());
      this.#wake();
    });
    this.socket.on("error", () => undefined);
    this.closed = new Promise((resolve) => {
      this.socket.on("close", (code, reason) => {
        this.#isClosed = true;
        this.#wake();
        resolve({ code, reason: reason.toString() });
      });
    });
  }

  /** Resolves when the WebSocket stands. */
  static async open(url: string, options?: RawOptions): Promise<RawClient> {
    const client = new RawClient(url, options);
    await new Promise<void>((resolve, reject) => {
      client.socket.once("open", resolve);
      client.socket.once("error", reject);
    });
    return client;
  }

  send(type: number, id: number, data = ""): void {
    this.socket.send(JSON.stringify({ type, id, data }));
  }

  /** The next frame, as it was written. */
  async text(): Promise<string> {
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      const text = this.#texts.shift();
      if (text !== undefined) return text;
      if (this.#isClosed) throw new Error(`${this.#url} closed, and no further frame came.`);
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`Waited ${DEADLINE_MS} ms for a frame of ${this.#url}.`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** The next frames. */
  async take(count: number): Promise<Frame[]> {
    const frames: Frame[] = [];
    while (frames.length < count) frames.push(JSON.parse(await this.text()) as Frame);
    return frames;
  }

  async next(): Promise<Frame> {
    return JSON.parse(await this.text()) as Frame;
  }

  /** Frames that came and were not taken. */
  get leftOver(): Frame[] {
    return this.#texts.map((text) => JSON.parse(text) as Frame);
  }

  close(): void {
    this.socket.close(1000);
  }

  /** Ends the connection without a farewell. */
  terminate(): void {
    this.socket.terminate();
  }
}

export const [JOIN, ID, PEER_CONNECT, PEER_DISCONNECT, OFFER, ANSWER, CANDIDATE, SEAL] = [
  0, 1, 2, 3, 4, 5, 6, 7,
] as const;
