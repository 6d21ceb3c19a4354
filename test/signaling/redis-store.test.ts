import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { JOIN } from "./support/raw-client.js";
import { hasRedis, RedisServer } from "./support/redis.js";
import { Servers } from "./support/servers.js";

const servers = new Servers();
afterEach(() => servers.stop());

describe.skipIf(!hasRedis())("the store in Redis", () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis.stop());

  test("takes a client of the user's, whatever protocol it speaks", async () => {
    for (const protocol of [2, 3] as const) {
      const { lobbies } = await servers.start({ redis: new Redis(redis.url, { protocol }) });
      await lobbies.mesh(3);
    }
  });

  test("keeps what has another prefix apart", async () => {
    const one = await servers.start({ redis: redis.url, redisPrefix: "one:", listLobbies: true });
    const other = await servers.start({ redis: redis.url, redisPrefix: "other:" });
    const { lobby } = await one.lobbies.make();
    const stranger = await other.lobbies.open();
    stranger.send(JOIN, 0, lobby);
    expect((await stranger.closed).reason).toBe("There is no lobby of this name.");
    expect(await (await one.get("/lobbies")).json()).toEqual({ lobbies: [{ name: lobby, mesh: true, peers: 1 }] });
    expect(await (await one.get("/metrics")).text()).toContain("godot_webrtc_signaling_lobbies 1\n");
    expect(await (await other.get("/metrics")).text()).toContain("godot_webrtc_signaling_lobbies 0\n");
    const keys = await redis.keys();
    expect(keys.filter((key) => key.includes(lobby)).every((key) => key.startsWith("one:"))).toBe(true);
  });

  test("holds no secret of a client, but a hash of it", async () => {
    const token = "s".repeat(43);
    const { lobbies } = await servers.start({ redis: redis.url });
    await lobbies.make(0, { protocols: ["godot-webrtc", `godot-webrtc.token.${token}.0`] });
    const keys = await redis.keys();
    expect(keys.some((key) => key.includes("}:held:"))).toBe(true);
    expect(keys.join("\n")).not.toContain(token);
  });

  test("that does not answer is not waited for", async () => {
    const own = await RedisServer.start();
    const { lobbies, get } = await servers.start({ redis: own.url, processHeartbeat: 100, processTimeout: 500 });
    own.freeze();
    await vi.waitUntil(async () => (await get("/healthz")).status === 503, { timeout: 10_000 });
    const client = await lobbies.open();
    client.send(JOIN, 0);
    expect(await client.closed).toEqual({ code: 1011, reason: "The server cannot reach its store." });
    own.thaw();
    await vi.waitUntil(async () => (await get("/healthz")).status === 200, { timeout: 10_000 });
    await lobbies.make();
    await servers.stop();
    await own.stop();
  });
});

test("without ioredis, it is said what to install", async () => {
  vi.doMock("ioredis", () => {
    throw new Error("Cannot find package 'ioredis'");
  });
  await expect(servers.start({ redis: "redis://127.0.0.1:1" })).rejects.toThrow("run `npm install ioredis`");
  vi.doUnmock("ioredis");
});
