/** Who is let in, and who is not. */
import { createServer, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { afterEach, describe, expect, test } from "vitest";
import { type LogEntry, SignalingServer } from "../../runtime/signaling/server/index.js";
import { until } from "../support/until.js";
import { ID, JOIN, PEER_DISCONNECT, RawClient } from "./support/raw-client.js";
import { again, firstTime, secret } from "./support/resume-offer.js";
import { Servers, tryToConnect } from "./support/servers.js";

const servers = new Servers();
afterEach(() => servers.stop());

test("pages of other origins are refused, programs without one are not", async () => {
  const { url } = await servers.start({ allowOrigins: ["https://game.example.org"] });
  expect(await tryToConnect(url, { headers: { Origin: "https://game.example.org" } })).toMatchObject({ status: 101 });
  expect(await tryToConnect(url)).toMatchObject({ status: 101 });
  for (const Origin of ["https://evil.example", "null", "http://game.example.org"]) {
    const { status, text } = await tryToConnect(url, { headers: { Origin } });
    expect([status, text]).toEqual([403, "Pages of this origin may not connect."]);
  }
});

describe("the chat page's own origin", () => {
  const list = { allowOrigins: ["https://game.example.org"] };
  const statusFor = async (server: { readonly url: string; readonly port: number }, headers: Record<string, string>) =>
    (await tryToConnect(server.url, { headers })).status;

  test("may connect beside those of the list, by an address or as localhost", async () => {
    const server = await servers.start({ ...list, page: "/" });
    for (const name of ["127.0.0.1", "localhost", "[::1]", "192.0.2.7"]) {
      const host = `${name}:${server.port}`;
      expect([name, await statusFor(server, { Host: host, Origin: `http://${host}` })]).toEqual([name, 101]);
    }
    expect(await statusFor(server, { Origin: "https://game.example.org" })).toBe(101);
  });

  test("is no other port, no other address, and no name that somebody else could have", async () => {
    const server = await servers.start({ ...list, page: "/" });
    const host = `127.0.0.1:${server.port}`;
    for (const Origin of ["http://127.0.0.1:1", "http://127.0.0.1", `http://localhost:${server.port}`, "null", "x"]) {
      expect([Origin, await statusFor(server, { Host: host, Origin })]).toEqual([Origin, 403]);
    }
    // What a page is served from whose name was made to lead here.
    const rebound = `evil.example:${server.port}`;
    expect(await statusFor(server, { Host: rebound, Origin: `http://${rebound}` })).toBe(403);
  });

  test("is nobody's without the page", async () => {
    const server = await servers.start(list);
    const host = `127.0.0.1:${server.port}`;
    expect(await statusFor(server, { Host: host, Origin: `http://${host}` })).toBe(403);
  });
});

test("a full server refuses, and takes somebody else when one has gone", async () => {
  const { url, lobbies } = await servers.start({ maxPeers: 2 });
  const one = await lobbies.open();
  await lobbies.open();
  expect(await tryToConnect(url)).toEqual({ status: 503, text: "The server is full." });
  one.close();
  await one.closed;
  expect(await tryToConnect(url)).toMatchObject({ status: 101 });
});

test("requests for another path are refused", async () => {
  const { url } = await servers.start({ path: "/signaling" });
  expect(await tryToConnect(url)).toMatchObject({ status: 404 });
  expect(await tryToConnect(`${url}/signaling?token=1`)).toMatchObject({ status: 101 });
});

describe("addresses", () => {
  test("one address may have so many sockets, behind a trusted proxy as well", async () => {
    const { url } = await servers.start({ maxSocketsPerAddress: 1, trustProxies: ["127.0.0.1"] });
    const from = (address: string) => ({ headers: { "X-Forwarded-For": `6.6.6.6, ${address}` } });
    const first = await RawClient.open(url, from("198.51.100.1"));
    expect(await tryToConnect(url, from("198.51.100.1"))).toEqual({
      status: 429,
      text: "Too many connections from this address.",
    });
    expect(await tryToConnect(url, from("198.51.100.2"))).toMatchObject({ status: 101 });
    first.close();
    await first.closed;
    expect(await tryToConnect(url, from("198.51.100.1"))).toMatchObject({ status: 101 });
  });

  test("who says himself where he comes from gains nothing", async () => {
    const { url, lobbies } = await servers.start({ maxSocketsPerAddress: 1 });
    await lobbies.open({ headers: { "X-Forwarded-For": "198.51.100.1" } });
    expect(await tryToConnect(url, { headers: { "X-Forwarded-For": "198.51.100.2" } })).toMatchObject({ status: 429 });
  });
});

describe("authentication", () => {
  test("says who may connect, and is asked with path, headers and address", async () => {
    const asked: string[] = [];
    const { url, lobbies } = await servers.start({
      authenticate: ({ url: { pathname, searchParams }, headers, address }) => {
        asked.push(`${pathname} ${searchParams.get("token") ?? ""} ${String(headers["x-game"])} ${address}`);
        return searchParams.get("token") === "right" ? { subject: "somebody" } : null;
      },
    });
    expect(await tryToConnect(`${url}/x?token=wrong`, { headers: { "X-Game": "g" } })).toEqual({
      status: 401,
      text: "This server wants to know who you are.",
    });
    expect(await tryToConnect(`${url}/?token=right`)).toMatchObject({ status: 101 });
    expect(asked).toEqual(["/x wrong g 127.0.0.1", "/ right undefined 127.0.0.1"]);
    await expect(lobbies.open()).rejects.toThrow("401");
  });

  test("may take its time, and must not take too much", async () => {
    const answers: ((identity: { subject: string }) => void)[] = [];
    const { url, get } = await servers.start({
      handshakeTimeout: 1500,
      authenticate: () => new Promise((resolve) => answers.push(resolve)),
    });
    const [first, second] = [tryToConnect(url), tryToConnect(url)];
    await until(() => answers.length === 2, "the hook to be asked");
    answers[0]?.({ subject: "in time" });
    expect((await Promise.all([first, second])).map(({ status }) => status).sort()).toEqual([101, 408]);
    answers[1]?.({ subject: "too late" });
    expect((await get("/healthz")).status).toBe(200);
  });

  test("that fails lets nobody in, and the server goes on", async () => {
    const log: LogEntry[] = [];
    const { url } = await servers.start({
      log: (entry) => log.push(entry),
      authenticate: () => Promise.reject(new Error("the database is away")),
    });
    expect(await tryToConnect(url)).toEqual({ status: 500, text: "Authentication does not work now." });
    expect(log).toContainEqual({
      level: "error",
      event: "authentication_failed",
      error: "Error: the database is away",
    });
    const { url: other } = await servers.start({
      authenticate: () => {
        throw new Error("at once");
      },
    });
    expect(await tryToConnect(other)).toMatchObject({ status: 500 });
  });

  test("a client that leaves meanwhile is forgotten", async () => {
    let asked = 0;
    const answers: ((identity: { subject: string }) => void)[] = [];
    const { url, server } = await servers.start({
      maxSocketsPerAddress: 1,
      authenticate: () => {
        asked += 1;
        return new Promise((resolve) => answers.push(resolve));
      },
    });
    const gone = new RawClient(url);
    await until(() => asked === 1, "the hook to be asked");
    gone.terminate();
    await gone.closed;
    const next = (): Promise<RawClient> => RawClient.open(url).catch(next);
    const opening = next();
    await until(() => asked === 2, "the place of the one that is gone to be free");
    for (const answer of answers) answer({ subject: "somebody" });
    const client = await opening;
    expect(server.connectionCount).toBe(1);
    client.close();
    await client.closed;
  });

  test("nobody takes the place of another, not even with its secret", async () => {
    const { lobbies, url } = await servers.start({
      resumeGrace: 300,
      authenticate: ({ headers }) => ({ subject: String(headers["x-user"]) }),
    });
    const token = secret();
    const { host: client, lobby } = await lobbies.make(0, { headers: { "X-User": "host" } });
    const as = (user: string, protocols: string[]) => ({ headers: { "X-User": user }, protocols });
    const guest = await lobbies.join(lobby, [{ client, id: 1 }], 0, as("ann", firstTime(token)));
    guest.client.terminate();
    await guest.client.closed;
    const thief = await RawClient.open(url, as("eve", again(token, 3, 1)));
    expect(thief.socket.protocol).toBe("godot-webrtc");
    const back = await RawClient.open(url, as("ann", again(token, 3, 1)));
    expect(back.socket.protocol).toBe("resumed.1");
    for (const each of [thief, back]) each.close();
    expect(await client.next()).toEqual({ type: PEER_DISCONNECT, id: guest.id, data: "" });
  });
});

describe("on a server of somebody else's", () => {
  async function ownServer(): Promise<{
    url: string;
    server: ReturnType<typeof createServer>;
    close(): Promise<void>;
  }> {
    const server = createServer((_, response) => response.end("the game"));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    return {
      url: `ws://127.0.0.1:${port}`,
      server,
      close: async () => {
        server.close();
        server.closeAllConnections();
        await once(server, "close");
      },
    };
  }

  test("it takes the upgrade requests, and leaves plain ones alone", async () => {
    const own = await ownServer();
    const signaling = new SignalingServer();
    await signaling.open();
    signaling.attach(own.server);
    const client = await RawClient.open(own.url);
    client.send(JOIN, 0);
    expect(await client.next()).toEqual({ type: ID, id: 1, data: "true" });
    expect(await (await fetch(own.url.replace("ws", "http"))).text()).toBe("the game");
    await signaling.close();
    expect(await client.closed).toEqual({ code: 1001, reason: "The server is being stopped." });
    expect(await (await fetch(own.url.replace("ws", "http"))).text()).toBe("the game");
    expect(own.server.listenerCount("upgrade")).toBe(0);
    await own.close();
  });

  test("with a path, other upgrade requests are for the other listeners", async () => {
    const own = await ownServer();
    own.server.on("upgrade", (request: IncomingMessage, socket: Duplex) => {
      if (request.url === "/chat") socket.end("HTTP/1.1 418 Chat\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    });
    const signaling = new SignalingServer({ path: "/signaling" });
    await signaling.open();
    signaling.attach(own.server);
    expect(await tryToConnect(`${own.url}/chat`)).toMatchObject({ status: 418 });
    expect(await tryToConnect(`${own.url}/signaling`)).toMatchObject({ status: 101 });
    await signaling.close();
    await own.close();
  });
});

test("a server listens once, and not after it was closed", async () => {
  const { server, url } = await servers.start();
  await expect(server.listen({ port: 0 })).rejects.toThrow(`it listens already, at ${url}`);
  await server.close();
  await server.close();
  await expect(new SignalingServer().close()).resolves.toBeUndefined();
  const closed = new SignalingServer();
  await closed.close();
  await expect(closed.listen({ port: 0 })).rejects.toThrow("it was closed");
});

test("requests that are no WebSocket's are refused as ws refuses them", async () => {
  const { port, get, server } = await servers.start();
  const socket = connect(port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 400 /);
  socket.destroy();
  expect(server.connectionCount).toBe(0);
  expect(await (await get("/")).text()).toContain("connect with a WebSocket");
});
