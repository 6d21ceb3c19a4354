/**
 * What the signaling server is compared with: the same frames over bare ws, with no more code than that takes. No limits,
 * no checks, no heartbeats, no sealing, no store.
 */
import { createServer } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";

interface Message {
  readonly type: number;
  readonly id: number;
  readonly data: string;
}

type Lobby = Map<number, WebSocket>;

export async function startBareRelay(): Promise<number> {
  const lobbies = new Map<string, Lobby>();
  const server = createServer();
  const sockets = new WebSocketServer({ server, perMessageDeflate: false, clientTracking: false });
  const send = (socket: WebSocket | undefined, type: number, id: number, data: string): void =>
    socket?.send(JSON.stringify({ type, id, data }));
  let made = 0;
  let last = 1;
  sockets.on("connection", (socket) => {
    let lobby: Lobby | undefined;
    let own = 0;
    socket.on("message", (bytes: Buffer) => {
      const { type, id, data } = JSON.parse(bytes.toString()) as Message;
      if (type !== 0) {
        send(lobby?.get(id), type, own, data);
        return;
      }
      const name = data === "" ? `lobby-${(made += 1)}` : data;
      lobby = lobbies.get(name) ?? new Map<number, WebSocket>();
      lobbies.set(name, lobby);
      own = lobby.size === 0 ? 1 : (last += 1);
      send(socket, 1, own, "true");
      for (const [other, to] of lobby) {
        send(to, 2, own, "");
        send(socket, 2, other, "");
      }
      lobby.set(own, socket);
      send(socket, 0, 0, name);
    });
    socket.on("close", () => {
      lobby?.delete(own);
      for (const to of lobby?.values() ?? []) send(to, 3, own, "");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
