import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { encodeMessage, type Message } from "../protocol.js";
import type { Metrics } from "./metrics.js";

/** Writes messages to a WebSocket. What is said at one go is written at one go: that saves most of what writing costs. */
export class FrameWriter {
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #metrics: Metrics;
  #isCorked = false;

  /** @param stream - What the WebSocket writes to. */
  constructor(socket: WebSocket, stream: Duplex, metrics: Metrics) {
    this.#socket = socket;
    this.#stream = stream;
    this.#metrics = metrics;
  }

  /** @returns How many bytes wait to be taken by the other side. */
  write(message: Message): number {
    const text = encodeMessage(message);
    this.#metrics.sent(message.type, text.length);
    if (!this.#isCorked) {
      this.#isCorked = true;
      this.#stream.cork();
      process.nextTick(uncork, this);
    }
    this.#socket.send(text);
    return this.#socket.bufferedAmount;
  }

  uncork(): void {
    this.#isCorked = false;
    this.#stream.uncork();
  }
}

function uncork(writer: FrameWriter): void {
  writer.uncork();
}
