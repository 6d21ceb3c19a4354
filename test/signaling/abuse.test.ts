/** Clients that mean no good: limits hold, others are not disturbed, and memory stays what it was. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { until } from "../support/until.js";
import { Servers, tryToConnect } from "./support/servers.js";
import { CANDIDATE, type Frame, JOIN, OFFER, PEER_DISCONNECT, RawClient } from "./support/raw-client.js";
import { Lobbies } from "./support/lobbies.js";
import { type ServerProcess, startServerProcess } from "./support/server-process.js";
import type { SignalingServerOptions } from "../../runtime/signaling/server/index.js";

/** What a heap may hold more afterwards: caches and the like, far below what one leak of each attempt would be. */
const SLACK = 1_500_000;

/** Behind a proxy that the server trusts, so that a test can come from several addresses. */
const from = (address: string) => ({ headers: { "X-Forwarded-For": address } });

describe("memory is flat, and others go on", () => {
  let server: ServerProcess;
  let url: string;
  let good: GoodPeers;

  async function start(options: SignalingServerOptions = {}): Promise<void> {
    server = await startServerProcess({ maxSocketsPerAddress: 2000, connectionsPerSecond: 2000, ...options });
    url = `ws://127.0.0.1:${server.port}`;
    good = await GoodPeers.start(url);
  }

  afterEach(async () => {
    await good.stop();
    await server.stop();
  });

  /** Does it a few times to warm up, then many times; what the heap holds more afterwards is little. */
  async function attack(warmUp: number, times: number, act: () => Promise<void>): Promise<void> {
    const run = async (count: number): Promise<void> => {
      const workers = Array.from({ length: 20 }, async (_, worker) => {
        for (let done = worker; done < count; done += 20) await act();
      });
      await Promise.all(workers);
    };
    await run(warmUp);
    const before = await server.heap();
    await run(times);
    expect((await server.heap()) - before).toBeLessThan(SLACK);
    await good.goOn();
  }

  test("10,000 malformed frames", async () => {
    await start();
    const frames = ["", "{", "[]", '{"type":4,"id":"1","data":""}', `{"type":4,"id":1,"data":"${"x".repeat(1000)}`];
    await attack(100, 400, async () => {
      const client = await RawClient.open(url);
      for (let sent = 0; sent < 25; sent += 1) client.socket.send(frames[sent % frames.length] ?? "");
      expect((await client.closed).code).toBe(4000);
    });
  });

  test("frames of 1 MB", async () => {
    await start();
    const frame = JSON.stringify({ type: JOIN, id: 0, data: "x".repeat(1_000_000) });
    await attack(20, 200, async () => {
      const client = await RawClient.open(url);
      client.socket.send(frame);
      // The rest of the frame may meet a closed door: then the client does not get to read why.
      expect([4000, 1006]).toContain((await client.closed).code);
    });
  });

  test("lobbies that are made and left", async () => {
    await start();
    await attack(200, 2000, async () => {
      const client = await RawClient.open(url);
      client.send(JOIN, 0);
      await client.take(2);
      client.terminate();
      await client.closed;
    });
  });

  test("a slow reader is given up before much waits for it, and the sender does not notice", async () => {
    await start({ messagesPerSecond: 100_000, bytesPerSecond: 2 ** 30 });
    const lobbies = new Lobbies(() => url);
    const { host, lobby } = await lobbies.make();
    const slow = await lobbies.join(lobby, [{ client: host, id: 1 }]);
    const before = await server.heap();
    slow.client.socket.pause();
    const data = "x".repeat(60_000);
    let left: Frame | undefined;
    void host.next().then((frame) => (left = frame));
    // The system takes some megabytes before the server has to keep anything; 60 MB are far more.
    for (let sent = 0; sent < 1000 && left === undefined; sent += 1) {
      host.send(OFFER, slow.id, data);
      if (sent % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await until(() => left !== undefined, "the slow reader to be given up");
    expect(left).toEqual({ type: PEER_DISCONNECT, id: slow.id, data: "" });
    slow.client.socket.resume();
    expect((await slow.client.closed).code).toBe(1006);
    expect((await server.heap()) - before).toBeLessThan(SLACK);
    await lobbies.join(lobby, [{ client: host, id: 1 }]);
    await lobbies.close();
    await good.goOn();
  });

  test("connections that say nothing, or never finish what they say, do not stay", async () => {
    await start({ handshakeTimeout: 400 });
    const sockets: Socket[] = [];
    for (const text of ["", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: x\r\nX: "]) {
      for (let opened = 0; opened < 20; opened += 1) {
        const socket = connect(server.port, "127.0.0.1");
        socket.on("error", () => undefined);
        socket.resume();
        socket.write(text);
        sockets.push(socket);
      }
    }
    await Promise.all(sockets.map((socket) => once(socket, "close")));
    await good.goOn();
  });
});

describe("limits hold", () => {
  const servers = new Servers();
  afterEach(() => servers.stop());
  let options: SignalingServerOptions;
  beforeEach(() => {
    options = { trustProxies: ["127.0.0.1"] };
  });

  test("a flood of connections from one address: the others get in", async () => {
    const { url } = await servers.start({ ...options, connectionsPerSecond: 5 });
    const flood = await Promise.all(Array.from({ length: 300 }, () => tryToConnect(url, from("198.51.100.1"))));
    const statuses = flood.map(({ status }) => status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(200);
    expect(statuses.filter((status) => status === 101).length).toBeGreaterThanOrEqual(50);
    expect(await tryToConnect(url, from("198.51.100.2"))).toMatchObject({ status: 101 });
  });

  test("a flood of joins from one address: no more than it may have sockets", async () => {
    const { url, lobbies, get } = await servers.start({
      ...options,
      maxSocketsPerAddress: 10,
      connectionsPerSecond: 1000,
    });
    const { host, lobby } = await lobbies.make(0, from("203.0.113.1"));
    const attempts = await Promise.allSettled(
      Array.from({ length: 100 }, async () => {
        const client = await RawClient.open(url, from("198.51.100.1"));
        client.send(JOIN, 0, lobby);
        return client;
      }),
    );
    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    const heard = await host.take(10);
    expect(new Set(heard.map(({ id }) => id)).size).toBe(10);
    expect(await (await get("/metrics")).text()).toContain('refused_upgrades_total{reason="too-many-sockets"} 90');
    for (const attempt of attempts) if (attempt.status === "fulfilled") attempt.value.terminate();
  });

  test("guessed lobby names: who guesses too often may not even try, the others may", async () => {
    const { url, lobbies } = await servers.start({ ...options, failedJoinsPerMinute: 20, connectionsPerSecond: 1000 });
    const { host, lobby } = await lobbies.make(0, from("203.0.113.1"));
    // Has connected before, and so is past the door.
    const waiting = await RawClient.open(url, from("198.51.100.1"));
    let tries = 0;
    for (; tries < 100; tries += 1) {
      const client = await RawClient.open(url, from("198.51.100.1")).catch(() => null);
      if (client === null) break;
      client.send(JOIN, 0, `${lobby.slice(0, -2)}${String(tries).padStart(2, "0")}`);
      expect((await client.closed).code).toBe(4000);
    }
    expect(tries).toBeGreaterThanOrEqual(20);
    expect(tries).toBeLessThan(40);
    // Even the right name does not help now.
    waiting.send(JOIN, 0, lobby);
    expect((await waiting.closed).reason).toBe("Too many lobbies that do not exist were asked for. Try again later.");
    expect(await tryToConnect(url, from("198.51.100.1"))).toMatchObject({ status: 429 });
    await lobbies.join(lobby, [{ client: host, id: 1 }], 0, from("198.51.100.2"));
  });

  test.each([
    ["messages", (client: RawClient, id: number) => client.send(CANDIDATE, id, "x")],
    ["messages to itself, which are refused", (client: RawClient) => client.send(CANDIDATE, 0, "x")],
    ["pings", (client: RawClient) => client.socket.ping()],
    ["pongs", (client: RawClient) => client.socket.pong()],
  ])("too many %s", async (_, flood) => {
    const { lobbies } = await servers.start({ messagesPerSecond: 20 });
    const { peers } = await lobbies.mesh(3);
    const [host, guest, bad] = peers;
    for (let sent = 0; sent < 1000 && bad?.client.socket.readyState === 1; sent += 1) flood(bad.client, guest?.id ?? 0);
    // 1006: ws itself ends a connection that pings faster than pongs can be written.
    expect([4000, 1006]).toContain((await bad?.client.closed)?.code);
    expect(await host?.client.next()).toEqual({ type: PEER_DISCONNECT, id: bad?.id, data: "" });
    guest?.client.send(OFFER, 1, "undisturbed");
    expect(await host?.client.next()).toEqual({ type: OFFER, id: guest?.id, data: "undisturbed" });
  });

  test("too many bytes", async () => {
    const { lobbies } = await servers.start({ bytesPerSecond: 10_000 });
    const { peers } = await lobbies.mesh(2);
    for (let sent = 0; sent < 20; sent += 1) peers[1]?.client.send(OFFER, 1, "x".repeat(10_000));
    expect(await peers[1]?.client.closed).toEqual({ code: 4000, reason: "Too many messages in too short a time." });
    const passed = (await peers[0]?.client.take(9)) ?? [];
    expect(passed.filter(({ type }) => type === OFFER).length).toBeGreaterThanOrEqual(8);
  });

  test("messages that wait for the client to come back", async () => {
    const { lobbies } = await servers.start({ resumeGrace: 500, maxKeptMessages: 10 });
    const token = "a".repeat(43);
    const { host: client, lobby } = await lobbies.make();
    const guest = await lobbies.join(lobby, [{ client, id: 1 }], 0, {
      protocols: ["godot-webrtc", `godot-webrtc.token.${token}.0`],
    });
    guest.client.terminate();
    await guest.client.closed;
    for (let sent = 0; sent < 20; sent += 1) client.send(CANDIDATE, guest.id, String(sent));
    // Ten are lost, so that the place cannot be resumed without losing something: it is given up.
    const back = await lobbies.open({ protocols: ["godot-webrtc", `godot-webrtc.token.${token}.3`, "resumed.1"] });
    expect(back.socket.protocol).toBe("godot-webrtc");
    expect(await client.next()).toEqual({ type: PEER_DISCONNECT, id: guest.id, data: "" });
  });
});

/** Two peers that talk all the time, and hear everything that the other says. */
class GoodPeers {
  readonly #lobbies: Lobbies;
  #isOver = false;
  #rounds = 0;
  #talk: Promise<void> = Promise.resolve();

  private constructor(lobbies: Lobbies) {
    this.#lobbies = lobbies;
  }

  static async start(url: string): Promise<GoodPeers> {
    const lobbies = new Lobbies(() => url);
    const { host, lobby } = await lobbies.make();
    const guest = await lobbies.join(lobby, [{ client: host, id: 1 }]);
    const good = new GoodPeers(lobbies);
    good.#talk = good.#converse(host, guest.client, guest.id);
    return good;
  }

  /** They are still talking. */
  async goOn(): Promise<void> {
    const heard = this.#rounds;
    await Promise.race([until(() => this.#rounds > heard + 2, "the good peers to go on"), this.#talk]);
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#talk;
    await this.#lobbies.close();
  }

  async #converse(host: RawClient, guest: RawClient, id: number): Promise<void> {
    while (!this.#isOver) {
      const data = String(this.#rounds);
      host.send(CANDIDATE, id, data);
      expect(await guest.next()).toEqual({ type: CANDIDATE, id: 1, data });
      guest.send(CANDIDATE, 1, data);
      expect(await host.next()).toEqual({ type: CANDIDATE, id, data });
      this.#rounds += 1;
      // Not faster than a peer may.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
