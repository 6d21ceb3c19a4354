/** The client with servers that are not ours. */
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { SignalingClient } from "../../runtime/signaling/index.js";
import { until } from "../support/until.js";
import { Clients, heardBy } from "./support/clients.js";

const clients = new Clients();
beforeEach(() => clients.begin());
afterEach(() => clients.end());

describe("other people's servers", () => {
  /** A server that knows nothing of subprotocols. */
  async function serve(
    options: object,
    act: (socket: WebSocket) => void,
  ): Promise<{ url: string; close(): Promise<void> }> {
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1", ...options });
    server.on("connection", act);
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    return {
      url: `ws://127.0.0.1:${port}`,
      close: async () => {
        for (const socket of server.clients) socket.terminate();
        server.close();
        await once(server, "close");
      },
    };
  }

  const welcome = (socket: WebSocket): void => {
    socket.on("message", (data) => {
      const { type } = JSON.parse((data as Buffer).toString()) as { type: number };
      if (type !== 0) return;
      socket.send('{"type":1.0,"id":1.0,"data":"true"}');
      socket.send('{"data":"lobby","id":0,"type":0}');
    });
  };

  test.each([
    ["that picks the first subprotocol, as the demo's for Node", {}],
    ["that picks none, as the demo's in GDScript", { handleProtocols: () => false }],
  ])("one %s", async (_, options) => {
    const server = await serve(options, welcome);
    const host = clients.watch(new SignalingClient());
    host.client.connect_to_url(server.url);
    expect(await heardBy(host, 2)).toEqual([
      ["connected", 1, true],
      ["lobby_joined", "lobby"],
    ]);
    host.client.close();
    expect(await heardBy(host, 1)).toEqual([["disconnected"]]);
    await server.close();
  });

  test("one that goes away without having kept a place: the client comes back once, and learns it", async () => {
    const server = await serve({}, (socket) => {
      welcome(socket);
      socket.on("message", () => setImmediate(() => socket.terminate()));
    });
    const host = clients.watch(new SignalingClient());
    host.client.connect_to_url(server.url);
    const heard = await heardBy(host, 4);
    expect(heard.map(([name]) => name)).toEqual(["connected", "lobby_joined", "interrupted", "disconnected"]);
    await server.close();
  });

  test("one that sends nonsense: it is left out with a warning", async () => {
    const server = await serve({}, (socket) => {
      for (const text of ["", "garbage", '{"type":6,"id":2,"data":"no candidate"}', '{"type":9,"id":2,"data":""}'])
        socket.send(text);
      socket.send(Buffer.from([1, 2, 3]));
      socket.send('{"type":4,"id":2,"data":"fine"}');
    });
    const host = clients.watch(new SignalingClient());
    host.client.connect_to_url(server.url);
    expect(await heardBy(host, 1)).toEqual([["offer_received", 2, "fine"]]);
    expect(clients.reports.map(({ kind }) => kind)).toEqual(Array(4).fill("warning"));
    await server.close();
  });

  test("one that says more than anybody polls: the client hangs up", async () => {
    const server = await serve({}, (socket) => {
      for (let sent = 0; sent < 12_000; sent += 1) socket.send('{"type":4,"id":2,"data":""}');
    });
    const host = clients.watch(new SignalingClient());
    host.client.connect_to_url(server.url);
    await until(() => host.client.code === 1000 && clients.reports.length > 0, "the client to hang up");
    expect(clients.reports[0]?.message).toContain("too much waits for poll()");
    const count = (): number => (host.client.poll(), host.heard.length);
    await until(() => count() > 0 && host.heard.at(-1)?.[0] === "disconnected", "the end");
    expect(host.heard.length).toBeLessThanOrEqual(10_001);
    await server.close();
  });

  test("one that answers no pings is dead", async () => {
    const server = await serve({ autoPong: false }, welcome);
    const host = clients.watch(new SignalingClient({ heartbeat: 50, resume: false }));
    host.client.connect_to_url(server.url);
    expect((await heardBy(host, 3)).map(([name]) => name)).toEqual(["connected", "lobby_joined", "disconnected"]);
    expect(host.client.code).toBe(1006);
    await server.close();
  });
});
