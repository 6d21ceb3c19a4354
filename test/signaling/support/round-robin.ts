/** A load balancer: each connection goes to the next port; one that does not answer is passed over. */
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export interface RoundRobin {
  readonly url: string;
  /** Ends all connections without a farewell. */
  readonly cut: () => void;
  /** Lets nothing through any more, on connections that stay open; new ones are not concerned. */
  readonly stall: () => void;
  close(): Promise<void>;
}

export async function startRoundRobin(ports: readonly number[]): Promise<RoundRobin> {
  let turn = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    client.on("error", () => undefined);
    client.on("close", () => open.delete(client));
    forward(client, ports.length);
  });

  function forward(client: Socket, attempts: number): void {
    if (attempts === 0) {
      client.destroy();
      return;
    }
    const port = ports[turn % ports.length] ?? 0;
    turn += 1;
    const backend = connect(port, "127.0.0.1");
    backend.once("connect", () => {
      client.pipe(backend);
      backend.pipe(client);
      // What is under way still arrives.
      client.on("close", () => backend.destroySoon());
      backend.on("close", () => client.destroySoon());
      backend.off("error", next);
      backend.on("error", () => undefined);
    });
    const next = (): void => forward(client, attempts - 1);
    backend.once("error", next);
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The proxy has no port.");
  return {
    url: `ws://127.0.0.1:${address.port}`,
    cut: () => {
      for (const socket of open) socket.destroy();
    },
    stall: () => {
      for (const socket of open) socket.unpipe().pause();
    },
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
