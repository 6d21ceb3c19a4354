import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { SignalingServer } from "../../runtime/signaling/server/index.js";
import { until } from "../support/until.js";
import { ID, JOIN, OFFER, RawClient, SEAL } from "./support/raw-client.js";
import { selfSigned } from "./support/self-signed.js";
import { Servers } from "./support/servers.js";

const servers = new Servers();
afterEach(() => servers.stop());

test("/healthz says whether the server can do its work", async () => {
  const { get } = await servers.start();
  const answer = await get("/healthz");
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ status: "ok" });
  expect((await get("/healthz", { method: "HEAD" })).status).toBe(200);
  const posted = await get("/healthz", { method: "POST" });
  expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
});

describe("/metrics", () => {
  /** The samples, by name and labels. */
  async function samples(get: (path: string) => Promise<Response>): Promise<ReadonlyMap<string, number>> {
    const text = await (await get("/metrics")).text();
    const found = new Map<string, number>();
    for (const line of text.trimEnd().split("\n")) {
      // The text format of Prometheus: comments, and samples of a name, labels and a number.
      if (/^# (?:HELP|TYPE) godot_webrtc_signaling_[a-z_]+ \S/.test(line)) continue;
      const [, name = "", value = ""] =
        /^godot_webrtc_signaling_([a-z_]+(?:\{[a-z]+="[a-z-_]+"\})?) (\S+)$/.exec(line) ?? [];
      expect(name, line).not.toBe("");
      found.set(name, Number(value));
    }
    return found;
  }

  test("counts what happens, and names nobody", async () => {
    const { get, lobbies, url } = await servers.start({ allowOrigins: ["https://game.example"] });
    const { peers } = await lobbies.mesh(2);
    const sdp = "v=0 secret";
    peers[1]?.client.send(OFFER, 1, sdp);
    await peers[0]?.client.next();
    await RawClient.open(url, { headers: { Origin: "https://evil.example" } }).catch(() => undefined);
    const bad = await lobbies.open();
    bad.socket.send("garbage");
    await bad.closed;
    const found = await samples(get);
    expect(Object.fromEntries(found)).toMatchObject({
      up: 1,
      sockets: 2,
      joined_sockets: 2,
      lobbies: 1,
      'received_messages_total{type="join"}': 2,
      'received_messages_total{type="offer"}': 1,
      'sent_messages_total{type="peer_connect"}': 2,
      'sent_messages_total{type="offer"}': 1,
      'refused_upgrades_total{reason="origin"}': 1,
      'closed_sockets_total{reason="no-message"}': 1,
    });
    expect(found.get("received_bytes_total")).toBeGreaterThan(sdp.length);
    const text = await (await get("/metrics")).text();
    for (const { id } of peers.slice(1)) expect(text).not.toContain(String(id));
    expect(text).not.toContain("127.0.0.1");
  });

  test("can be left out", async () => {
    const { get } = await servers.start({ metrics: false });
    expect((await get("/metrics")).status).toBe(404);
  });
});

describe("/lobbies", () => {
  test("is not there unless it is wanted", async () => {
    const { get, lobbies } = await servers.start();
    await lobbies.make();
    expect((await get("/lobbies")).status).toBe(404);
  });

  test("names the lobbies that can be joined", async () => {
    const { get, lobbies } = await servers.start({ listLobbies: true });
    const { lobby } = await lobbies.mesh(2);
    const server = await lobbies.make(1);
    const sealed = await lobbies.make();
    sealed.host.send(SEAL, 0);
    await sealed.host.next();
    const answer = await get("/lobbies");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const { lobbies: listed } = (await answer.json()) as { lobbies: unknown[] };
    expect(listed).toEqual([
      { name: lobby, mesh: true, peers: 2 },
      { name: server.lobby, mesh: false, peers: 1 },
    ]);
  });

  test("is for those who may connect", async () => {
    const { get } = await servers.start({
      listLobbies: true,
      allowOrigins: ["https://game.example"],
      authenticate: ({ url }) => (url.searchParams.get("token") === "right" ? { subject: "x" } : null),
    });
    expect((await get("/lobbies")).status).toBe(401);
    expect((await get("/lobbies?token=right", { headers: { Origin: "https://evil.example" } })).status).toBe(403);
    const answer = await get("/lobbies?token=right", { headers: { Origin: "https://game.example" } });
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([200, "https://game.example"]);
  });

  test("cannot be asked for all the time", async () => {
    const { get } = await servers.start({ listLobbies: true, connectionsPerSecond: 1 });
    const statuses: number[] = [];
    for (let time = 0; time < 12; time += 1) statuses.push((await get("/lobbies")).status);
    expect(statuses).toContain(200);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe("the chat page", () => {
  test("is there if it is wanted, with a policy that lets nothing else in", async () => {
    const { get } = await servers.start({ page: "/" });
    const page = await get("/");
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    const html = await page.text();
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|style=|https?:/);
    const named = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name]) => name);
    expect(named.sort()).toEqual(["icon.svg", "page.js", "style.css"]);
    for (const path of ["", ...named]) {
      const { status, headers } = await get(`/${path ?? ""}`);
      expect([path, status]).toEqual([path, 200]);
      expect(headers.get("content-security-policy")).toMatch(/^default-src 'self'; connect-src 'self' ws: wss:; /);
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
    expect((await get("/page.js")).headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect((await get("/", { method: "POST" })).status).toBe(405);
    expect((await get("/healthz")).status).toBe(200);
    expect((await get("/metrics")).status).toBe(200);
    for (const path of ["/lobbies", "/chat-room.js", "/page", "/../package.json", "/..%2fpackage.json"]) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    }
  });

  test("lies where its owner wants it, and knows where the signaling is", async () => {
    const { get } = await servers.start({ page: "/try/", path: '/signaling"&' });
    expect(await (await get("/try/")).text()).toContain(`data-signaling="/signaling&quot;&amp;"`);
    expect((await get("/try/page.js")).status).toBe(200);
    expect((await get("/")).status).toBe(404);
  });

  test("stands beside what else an http.Server has", async () => {
    const signaling = new SignalingServer({ page: "/chat/" });
    await signaling.open();
    const server = createServer((request, response) => {
      if (!signaling.handleRequest(request, response)) response.end("my own page");
    });
    signaling.attach(server);
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as { port: number };
    const textOf = async (path: string): Promise<string> => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
    expect(await textOf("/")).toBe("my own page");
    expect(await textOf("/chat/")).toContain("<title>godot-webrtc: lobby chat</title>");
    await signaling.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test.each(["", "chat/", "/chat", "/a b/", "//", "/../"])("does not lie at %j", (page) => {
    expect(() => new SignalingServer({ page })).toThrow(
      new RangeError(`SignalingServer: page must be a path that begins and ends with "/", got "${page}".`),
    );
  });
});

test("other requests get a hint, or what the owner answers", async () => {
  const { get } = await servers.start();
  expect((await get("/")).status).toBe(404);
  const own = await servers.start({}, { fallback: (_, response) => response.end("a page") });
  expect(await (await own.get("/")).text()).toBe("a page");
  expect((await own.get("/healthz")).status).toBe(200);
});

test("wss", async () => {
  const tls = selfSigned();
  const { url } = await servers.start({}, { tls });
  expect(url).toMatch(/^wss:/);
  const socket = new WebSocket(url, { ca: tls.cert });
  const frames: string[] = [];
  socket.on("message", (data) => frames.push((data as Buffer).toString()));
  socket.on("open", () => socket.send(JSON.stringify({ type: JOIN, id: 0, data: "" })));
  await until(() => frames.length === 2, "two frames over TLS");
  expect(JSON.parse(frames[0] ?? "")).toEqual({ type: ID, id: 1, data: "true" });
  socket.terminate();
});
