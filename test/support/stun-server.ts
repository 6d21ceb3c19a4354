import { createSocket } from "node:dgram";
import { once } from "node:events";

export interface StunServer {
  readonly port: number;
  readonly requests: readonly Request[];
  /** Answers all requests so far. @param sent called when the answers are on their way */
  answer(sent?: () => void): void;
  close(): void;
}

interface Request {
  readonly message: Buffer;
  readonly port: number;
  readonly address: string;
}

/** A STUN server on the loopback interface, which answers when it is told to. */
export async function openStunServer(): Promise<StunServer> {
  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const requests: Request[] = [];
  socket.on("message", (message, { port, address }) => requests.push({ message, port, address }));
  return {
    port: socket.address().port,
    requests,
    answer(sent = () => undefined) {
      let waiting = requests.length;
      for (const { message, port, address } of requests) {
        socket.send(bindingResponse(message), port, address, () => {
          waiting -= 1;
          if (waiting === 0) sent();
        });
      }
    },
    close: () => void socket.close(),
  };
}

/** A success response with XOR-MAPPED-ADDRESS 192.0.2.1:3478 (RFC 8489, section 14.2). */
function bindingResponse(request: Buffer): Buffer {
  const response = Buffer.alloc(32);
  response.writeUInt16BE(0x0101, 0);
  response.writeUInt16BE(12, 2);
  request.copy(response, 4, 4, 20);
  response.writeUInt16BE(0x0020, 20);
  response.writeUInt16BE(8, 22);
  response.writeUInt8(1, 25);
  response.writeUInt16BE(3478 ^ 0x2112, 26);
  response.writeUInt32BE((0xc0000201 ^ 0x2112a442) >>> 0, 28);
  return response;
}
