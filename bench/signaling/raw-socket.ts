import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

/**
 * A WebSocket client that costs next to nothing, so that the server is what is measured: frames are made once, masked with
 * zeros, and those that come are only told apart.
 */
export class RawSocket {
  readonly #socket: Socket;
  #rest: Buffer = Buffer.alloc(0);
  #isOpen = false;
  /** Called with the payload of each text frame. */
  onText: (payload: Buffer) => void = () => undefined;
  onOpen: () => void = () => undefined;
  onEnd: (why: string) => void = () => undefined;

  constructor(port: number) {
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    const key = randomBytes(16).toString("base64");
    this.#socket.write(
      `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    );
    this.#socket.on("data", (chunk) => this.#read(chunk));
    this.#socket.on("error", (error) => this.onEnd(error.message));
    this.#socket.on("close", () => this.onEnd("closed"));
  }

  send(frame: Buffer): void {
    this.#socket.write(frame);
  }

  end(): void {
    this.onEnd = () => undefined;
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (!this.#isOpen) {
      const end = bytes.indexOf("\r\n\r\n");
      if (end < 0) {
        this.#rest = bytes;
        return;
      }
      const status = bytes.toString("latin1", 0, bytes.indexOf("\r\n"));
      if (!status.includes(" 101 ")) {
        this.onEnd(status);
        return;
      }
      this.#isOpen = true;
      bytes = bytes.subarray(end + 4);
      this.onOpen();
    }
    for (;;) {
      const length = frameLength(bytes);
      if (length === null || bytes.length < length.header + length.payload) break;
      const opcode = (bytes[0] ?? 0) & 0x0f;
      const payload = bytes.subarray(length.header, length.header + length.payload);
      if (opcode === TEXT) this.onText(payload);
      else if (opcode === PING) this.#socket.write(frame(PONG, payload));
      else if (opcode === CLOSE) this.onEnd(`closed: ${payload.toString("utf8", 2)}`);
      bytes = bytes.subarray(length.header + length.payload);
    }
    this.#rest = bytes;
  }
}

const [TEXT, CLOSE, PING, PONG] = [1, 8, 9, 10] as const;

/** A text frame of a client. */
export function textFrame(text: string): Buffer {
  return frame(TEXT, Buffer.from(text));
}

function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const isShort = length < 126;
  const head = Buffer.alloc(isShort ? 6 : 8);
  head[0] = 0x80 | opcode;
  // The mask of zeros that follows changes nothing.
  head[1] = 0x80 | (isShort ? length : 126);
  if (!isShort) head.writeUInt16BE(length, 2);
  return Buffer.concat([head, payload]);
}

function frameLength(bytes: Buffer): { readonly header: number; readonly payload: number } | null {
  const short = (bytes[1] ?? 0) & 0x7f;
  if (bytes.length < 2) return null;
  if (short < 126) return { header: 2, payload: short };
  if (short === 126) return bytes.length < 4 ? null : { header: 4, payload: bytes.readUInt16BE(2) };
  return bytes.length < 10 ? null : { header: 10, payload: Number(bytes.readBigUInt64BE(2)) };
}
