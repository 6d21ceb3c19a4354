import {
  type Listening,
  SignalingServer,
  type SignalingServerOptions,
} from "../../../runtime/signaling/server/index.js";
import type { ListenOptions } from "../../../runtime/signaling/server/index.js";
import { Lobbies } from "./lobbies.js";
import { RawClient, type RawOptions } from "./raw-client.js";

/** A server of one test, on a free port. */
export interface TestServer extends Listening {
  readonly server: SignalingServer;
  readonly lobbies: Lobbies;
  /** The answer to a plain request. */
  get(path: string, init?: RequestInit): Promise<Response>;
}

/** Starts servers, and stops them when the test is over. */
export class Servers {
  readonly #running: TestServer[] = [];

  async start(options: SignalingServerOptions = {}, listen: ListenOptions = {}): Promise<TestServer> {
    const server = new SignalingServer(options);
    const listening = await server.listen({ port: 0, ...listen });
    const { url } = listening;
    const get = (path: string, init?: RequestInit): Promise<Response> => fetch(url.replace("ws", "http") + path, init);
    const started = { ...listening, server, lobbies: new Lobbies(() => url), get };
    this.#running.push(started);
    return started;
  }

  async stop(): Promise<void> {
    for (const { server, lobbies } of this.#running.splice(0)) {
      await lobbies.close();
      await server.close();
    }
  }
}

/** The status that a request to connect is refused with, and what the server says; 101 if it is not refused. */
export function tryToConnect(
  url: string,
  options?: RawOptions,
): Promise<{ readonly status: number; readonly text: string }> {
  const client = new RawClient(url, options);
  return new Promise((resolve, reject) => {
    client.socket.once("open", () => {
      client.terminate();
      resolve({ status: 101, text: "" });
    });
    client.socket.once("unexpected-response", (_, response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    client.socket.once("error", reject);
  });
}
