import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { fill, type Lobby } from "./load.js";
import type { Report } from "./server.js";

export type Kind = "ours" | "bare";

/** One of the two servers that are compared, in a process of its own, with sockets that wait in lobbies. */
export class MeasuredServer {
  readonly kind: Kind;
  readonly #child: ChildProcess;
  #lobbies: readonly Lobby[] = [];
  #port = 0;
  /** Bytes per idle socket. */
  memory = { rss: 0, heap: 0 };

  private constructor(kind: Kind) {
    this.kind = kind;
    const script = fileURLToPath(new URL("server.ts", import.meta.url));
    this.#child = fork(script, [kind], { execArgv: ["--expose-gc", "--import", "tsx"] });
  }

  static async start(kind: Kind, lobbies: number, peers: number): Promise<MeasuredServer> {
    const server = new MeasuredServer(kind);
    const { port = 0 } = await server.#next();
    const empty = await server.report("tidy");
    server.#port = port;
    server.#lobbies = await fill(port, lobbies, peers);
    const full = await server.report("tidy");
    const sockets = lobbies * peers;
    server.memory = { rss: (full.rss - empty.rss) / sockets, heap: (full.heap - empty.heap) / sockets };
    return server;
  }

  get port(): number {
    return this.#port;
  }

  get lobbies(): readonly Lobby[] {
    return this.#lobbies;
  }

  /** @param how - "tidy" collects garbage first. */
  report(how: "tidy" | "quick" = "quick"): Promise<Report> {
    const answer = this.#next();
    this.#child.send(how);
    return answer;
  }

  async stop(): Promise<void> {
    for (const { host, guest } of this.#lobbies) for (const socket of [host, guest]) socket.onEnd = () => undefined;
    const exited = once(this.#child, "exit");
    this.#child.disconnect();
    await exited;
  }

  async #next(): Promise<Report> {
    const [report] = (await once(this.#child, "message")) as [Report];
    return report;
  }
}
