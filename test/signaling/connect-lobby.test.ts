/** `connect_lobby` against real servers, with real connections. */
import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { GodotError, MultiplayerPeer, WebRTCMultiplayerPeer } from "../../runtime/index.js";
import { connect_lobby as connectInBrowser } from "../../runtime/signaling/browser.js";
import { connect_lobby, LobbyError } from "../../runtime/signaling/index.js";
import { LobbyMembers, type LobbyOptions, ON_LOOPBACK } from "./support/lobby-members.js";
import { ID, JOIN, PEER_CONNECT, RawClient } from "./support/raw-client.js";
import { startRoundRobin } from "./support/round-robin.js";
import { Servers } from "./support/servers.js";

const servers = new Servers();
const members = new LobbyMembers();
beforeEach(() => members.begin());
afterEach(async () => {
  members.end();
  await servers.stop();
});

/** What a lobby that cannot be joined rejects with. */
async function failureOf(url: string, options: LobbyOptions = {}): Promise<LobbyError> {
  const failure: unknown = await connect_lobby(url, { configuration: ON_LOOPBACK, ...options }).then(
    (lobby) => lobby.close(),
    (error: unknown) => error,
  );
  if (!(failure instanceof LobbyError)) throw new Error(`No LobbyError, but ${String(failure)}`);
  return failure;
}

describe("a mesh", () => {
  test("all are connected as they come, and send packets to all", async () => {
    const { url } = await servers.start();
    const all = await members.lobbyOf(url, 3);
    const [host, ...guests] = all;
    expect(host?.lobby).toMatchObject({ id: 1, mode: "mesh", is_host: true, is_open: true });
    expect(host?.lobby.peer).toBeInstanceOf(WebRTCMultiplayerPeer);
    for (const { lobby } of guests) {
      expect([lobby.name, lobby.mode, lobby.is_host]).toEqual([host?.lobby.name, "mesh", false]);
      expect(lobby.peer.get_unique_id()).toBe(lobby.id);
    }
    await members.allTalk(all, "hello");
    const late = await members.join(url, { lobby: host?.lobby.name ?? "" });
    await members.met([...all, late]);
    await members.allTalk([...all, late], "hello again");
    expect(members.reports).toEqual([]);
  });

  test("who cannot be connected is told of; who left before is not", async () => {
    const { url } = await servers.start();
    const [host, guest] = await members.lobbyOf(url, 2);
    // They hear of the newcomers before these have offered anything.
    const [unreachable, brief] = [await RawClient.open(url), await RawClient.open(url)];
    for (const client of [unreachable, brief]) client.send(JOIN, 0, host?.lobby.name ?? "");
    const ids = [(await unreachable.next()).id, (await brief.next()).id] as const;
    await members.until(() => [host, guest].every((one) => ids.every((id) => one?.lobby.peer.has_peer(id))), "all");
    for (const one of [host, guest]) one?.lobby.peer.get_peer(ids[0]).connection?.close();
    brief.close();
    await members.until(() => [host, guest].every((one) => !ids.some((id) => one?.lobby.peer.has_peer(id))), "none");
    expect(members.reports).toHaveLength(2);
    for (const { message } of members.reports) {
      expect(message).toContain(`Peer ${ids[0]} of the lobby could not be connected`);
    }
    unreachable.close();
  });

  test("when the server is gone they still talk, nobody is taken for gone, and it is told", async () => {
    const { url, server } = await servers.start();
    const all = await members.lobbyOf(url, 3, { resumeTimeout: 300 });
    await server.close();
    await members.until(() => all.every(({ lobby }) => !lobby.is_open), "all to hear that the server is gone");
    await members.allTalk(all, "still here");
    for (const { heard, lobby } of all) {
      expect(heard.filter((what) => what.startsWith("-"))).toEqual([]);
      expect(heard.at(-1)).toBe("ended 1001 The server is being stopped.");
      expect(lobby.seal()).toBe(lobby.is_host ? GodotError.FAILED : GodotError.ERR_UNAUTHORIZED);
    }
  });

  test("a peer that leaves the server stays connected, though the other side is not done yet", async () => {
    const { url } = await servers.start();
    const host = await members.join(url);
    const guest = await members.join(url, { lobby: host.lobby.name });
    // The very first moment at which the guest can know that it is connected.
    guest.lobby.peer.peer_connected.connect(() => guest.lobby.leave());
    await members.met([host, guest]);
    await members.until(() => guest.heard.includes("ended 1000"), "the guest to have left");
    await members.allTalk([host, guest], "connected");
    expect(host.heard).toEqual([`+${guest.lobby.id}`]);
    expect(members.reports).toEqual([]);
  });

  test("who closes is gone for the others, and lets Node exit", async () => {
    const { url, server } = await servers.start();
    const [host, guest] = await members.lobbyOf(url, 2);
    guest?.lobby.peer.close();
    await members.until(() => host?.heard.includes(`-${guest?.lobby.id ?? 0}`) === true, "the host to notice");
    await members.until(() => server.connectionCount === 1, "the server to notice");
  });
});

describe("client and server", () => {
  test("guests take the mode from the host, see the host only, and are clients", async () => {
    const { url } = await servers.start();
    const host = await members.join(url, { mode: "client-server" });
    const guests = [await members.join(url, { lobby: host.lobby.name })];
    guests.push(await members.join(url, { lobby: host.lobby.name, mode: "client-server" }));
    for (const { lobby } of guests) {
      expect(lobby.mode).toBe("client-server");
      expect(lobby.peer.get_connection_status()).toBe(MultiplayerPeer.CONNECTION_CONNECTING);
    }
    await members.met([host, ...guests]);
    for (const guest of guests) {
      expect(guest.heard).toEqual(["+1"]);
      await members.allTalk([host, guest], `to and from ${guest.lobby.id}`);
      expect(guest.lobby.peer.get_connection_status()).toBe(MultiplayerPeer.CONNECTION_CONNECTED);
    }
    expect(host.lobby.peer.get_unique_id()).toBe(1);
  });

  test("a lobby of another mode than is asked for is refused", async () => {
    const { url } = await servers.start();
    const { lobby } = await members.join(url, { mode: "client-server" });
    const failure = await failureOf(url, { lobby: lobby.name, mode: "mesh" });
    expect(failure).toMatchObject({ kind: "other-mode", url, lobby: lobby.name });
    expect(failure.message).toBe(
      `Cannot join the lobby "${lobby.name}" at ${url}: it was made with the mode "client-server", and "mesh" is asked for. Leave the mode out.`,
    );
  });

  test("a client whose server goes before it has answered is disconnected", async () => {
    const { url, lobbies } = await servers.start();
    // Makes a lobby for clients, and never answers.
    const { host, lobby } = await lobbies.make(1);
    const guest = await members.join(url, { lobby });
    await members.until(() => host.leftOver.length >= 2, "the guest's offer");
    host.close();
    await members.until(() => guest.heard.length === 1, "the guest to hear of it");
    const status = (): unknown => guest.lobby.peer.get_connection_status();
    await members.until(() => status() === MultiplayerPeer.CONNECTION_DISCONNECTED, "the guest to give up");
    expect(guest.heard).toEqual(["ended 4000 The host has left."]);
    expect(guest.lobby.peer.has_peer(1)).toBe(false);
  });
});

describe("who comes in", () => {
  test("nobody, once the host has sealed the lobby; who is in stays", async () => {
    const { url } = await servers.start({ sealDelay: 200 });
    const all = await members.lobbyOf(url, 2);
    const [host, guest] = all;
    expect(guest?.lobby.seal()).toBe(GodotError.ERR_UNAUTHORIZED);
    expect(members.reports.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Cannot seal the lobby "\w+": only its host can, and this is peer \d+\.$/),
    ]);
    members.reports = [];
    expect(host?.lobby.seal()).toBe(GodotError.OK);
    const failure = await failureOf(url, { lobby: host?.lobby.name ?? "" });
    expect(failure).toMatchObject({ kind: "refused", code: 4000, reason: expect.stringContaining("sealed") as string });
    await members.until(() => all.every(({ heard }) => heard.includes("ended 1000 " + SEALED)), "the end of signaling");
    await members.allTalk(all, "among ourselves");
    expect(members.reports).toEqual([]);
  });

  test("nobody of whom the peer wants to hear nothing", async () => {
    const { url, server } = await servers.start();
    const host = await members.join(url);
    host.lobby.peer.refuse_new_connections = true;
    const guest = await members.join(url, { lobby: host.lobby.name });
    let left = 0;
    host.lobby.signaling.peer_disconnected.connect((id) => (left = id));
    guest.lobby.close();
    await members.until(() => left === guest.lobby.id, "the guest to have been and gone");
    expect([host.heard, host.lobby.peer.get_peers().size, members.reports]).toEqual([[], 0, []]);
    expect(server.connectionCount).toBe(1);
  });

  test("not for long, if it leaves without an answer", async () => {
    const { url, lobbies } = await servers.start();
    const host = await members.join(url);
    const mute = await lobbies.open();
    mute.send(JOIN, 0, host.lobby.name);
    const [id] = await mute.take(3);
    await members.until(() => host.lobby.peer.has_peer(id?.id ?? 0), "the newcomer");
    mute.close();
    await members.until(() => !host.lobby.peer.has_peer(id?.id ?? 0), "it to be given up");
    expect(host.heard).toEqual([]);
  });
});

const SEALED = "The lobby was sealed, and its time is over.";

describe("what cannot be joined is told", () => {
  test("no server", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as { port: number };
    await new Promise((resolve) => taken.close(resolve));
    const failure = await failureOf(`ws://user:password@127.0.0.1:${port}/path?token=secret`);
    expect(failure).toMatchObject({ name: "LobbyError", kind: "unreachable", code: 1006, lobby: "" });
    expect(failure.message).toBe(
      `Cannot make a lobby at ws://127.0.0.1:${port}/path: no signaling server takes the connection: connect ECONNREFUSED 127.0.0.1:${port}. Check the URL, and that the server runs (npx godot-webrtc signal).`,
    );
  });

  test("a server that refuses the WebSocket", async () => {
    const { url } = await servers.start({ authenticate: () => null });
    expect((await failureOf(url)).message).toContain(
      "no signaling server takes the connection: Unexpected server response: 401",
    );
  });

  test("an unknown lobby", async () => {
    const { url, server } = await servers.start();
    const failure = await failureOf(url, { lobby: "nowhere" });
    expect(failure).toMatchObject({ kind: "refused", code: 4000, lobby: "nowhere", url });
    expect(failure.message).toBe(
      `Cannot join the lobby "nowhere" at ${url}: the server closed the connection: There is no lobby of this name. (code 4000). Expected is the name of an open lobby, as its host got it.`,
    );
    expect(server.connectionCount).toBe(0);
  });

  test("a server that says nothing", async () => {
    const mute = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    await once(mute, "listening");
    const ended = new Promise<void>((resolve) => {
      mute.on("connection", (socket) => socket.on("close", () => resolve()));
    });
    const { port } = mute.address() as { port: number };
    const failure = await failureOf(`ws://127.0.0.1:${port}`, { timeout: 200 });
    expect(failure).toMatchObject({ kind: "timeout" });
    expect(failure.message).toContain("the server has not let this peer in within 200 ms. Is it a signaling server?");
    await ended;
    await new Promise((resolve) => mute.close(resolve));
  });

  test("a host that leaves, when it was joined already, to who listens and to who does not", async () => {
    const { url } = await servers.start();
    const [host, guest, other] = await members.lobbyOf(url, 3);
    other?.lobby.ended.disconnect(other.lobby.ended.get_connections()[0]?.callable ?? (() => undefined));
    host?.lobby.leave();
    await members.until(() => guest?.lobby.is_open === false && !other?.lobby.is_open, "both guests to hear of it");
    expect(guest?.heard.at(-1)).toBe("ended 4000 The host has left.");
    expect(members.reports).toMatchObject([{ kind: "warning", class_name: "Lobby" }]);
    expect(members.reports[0]?.message).toMatch(
      /^The lobby "\w+" at ws:\/\/127\.0\.0\.1:\d+ has ended: The host has left\. \(code 4000\)\. Who is connected stays/,
    );
  });

  test("an abort, before and during", async () => {
    const { url, server } = await servers.start();
    const reason = new Error("changed my mind");
    await expect(connect_lobby(url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const later = new AbortController();
    const joining = connect_lobby(url, { signal: later.signal });
    later.abort(reason);
    await expect(joining).rejects.toBe(reason);
    await members.until(() => server.connectionCount === 0, "the server to be left alone");
  });

  test.each([
    ["http://127.0.0.1", {}, 'the URL must be one of a WebSocket, ws:// or wss://, got String "http://127.0.0.1".'],
    ["ws://127.0.0.1", { mode: "star" }, 'mode must be "mesh" or "client-server", got String "star".'],
    ["ws://127.0.0.1", { lobby: 7 }, "lobby must be the name of a lobby, or left out to make one, got int 7."],
    ["ws://127.0.0.1", { timeout: 0 }, "timeout must be from 1 to 2147483647 milliseconds, got int 0."],
    ["ws://127.0.0.1", { signal: "now" }, 'signal must be an AbortSignal, got String "now".'],
    ["ws://127.0.0.1", { channels: [7] }, "channels must be a list of transfer modes"],
    ["ws://127.0.0.1", { configuration: { iceServers: [{ urls: "stun" }] } }, "configuration must be what"],
    ["ws://127.0.0.1", { resumeTimeout: -1 }, "resumeTimeout must be from 1 to 2147483647 ms, got -1."],
  ])("options that make no sense: %s %j", async (url, options, message) => {
    const failing = connect_lobby(url, options as unknown as LobbyOptions);
    await expect(failing).rejects.toThrow(RangeError);
    await expect(failing).rejects.toThrow(message);
  });
});

test("headers that are none reject", async () => {
  const { url } = await servers.start();
  await expect(connect_lobby(url, { headers: { Authorization: "a\nb" } })).rejects.toThrow(/Authorization/);
});

test("more transfer channels, and a heartbeat", async () => {
  const { url } = await servers.start();
  const all = await members.lobbyOf(url, 2, { channels: [MultiplayerPeer.TRANSFER_MODE_RELIABLE], heartbeat: 50 });
  for (const { lobby } of all) lobby.peer.transfer_channel = 1;
  await members.allTalk(all, "over channel 1");
});

test("a lost WebSocket is replaced, and newcomers come in as before", async () => {
  const { port } = await servers.start();
  const line = await startRoundRobin([port]);
  const host = await members.join(line.url);
  const told: string[] = [];
  host.lobby.signaling.interrupted.connect(() => told.push("interrupted"));
  host.lobby.signaling.resumed.connect(() => told.push("resumed"));
  line.cut();
  await members.until(() => told.length === 2, "the host to be back");
  const guest = await members.join(line.url, { lobby: host.lobby.name });
  await members.met([host, guest]);
  expect([told, host.lobby.is_open]).toEqual([["interrupted", "resumed"], true]);
  await line.close();
});

test("a protocol that other servers speak", async () => {
  // What the demo's server says to a guest of a mesh: numbers as floats, no subprotocol.
  const demo = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(demo, "listening");
  demo.on("connection", (socket) => {
    socket.on("message", () => {
      for (const frame of [
        `{"type":${ID}.0,"id":7.0,"data":"true"}`,
        `{"type":${PEER_CONNECT}.0,"id":1.0,"data":""}`,
        `{"type":${JOIN}.0,"id":0.0,"data":"Lobby"}`,
      ]) {
        socket.send(frame);
      }
    });
  });
  const { port } = demo.address() as { port: number };
  const { lobby } = await members.join(`ws://127.0.0.1:${port}`, { lobby: "Lobby" });
  expect([lobby.id, lobby.mode, lobby.name, [...lobby.peer.get_peers().keys()]]).toEqual([7, "mesh", "Lobby", [1]]);
  lobby.close();
  await new Promise((resolve) => demo.close(resolve));
});

test("browsers have the same function", async () => {
  // As much like a browser as Node gets: the same events and properties.
  vi.stubGlobal("WebSocket", WebSocket);
  const { url } = await servers.start();
  const host = await members.join(url, {}, connectInBrowser);
  const guest = await members.join(url, { lobby: host.lobby.name });
  await members.met([host, guest]);
  await members.allTalk([host, guest], "hello");
});
