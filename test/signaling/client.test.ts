import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { GodotError } from "../../runtime/index.js";
import { SignalingClient as BrowserClient } from "../../runtime/signaling/browser.js";
import { SignalingClient } from "../../runtime/signaling/index.js";
import { until } from "../support/until.js";
import { type Client, Clients, heardBy } from "./support/clients.js";
import { Servers } from "./support/servers.js";

const servers = new Servers();
const clients = new Clients();
beforeEach(() => clients.begin());
afterEach(async () => {
  clients.end();
  await servers.stop();
});

const PLATFORMS = [
  ["Node", (): Client => new SignalingClient()],
  ["a browser", (): Client => new BrowserClient()],
] as const;

describe.each(PLATFORMS)("on %s", (_, make) => {
  beforeEach(() => {
    // As much like a browser as Node gets: the same events and properties.
    vi.stubGlobal("WebSocket", WebSocket);
  });

  test("two clients meet, talk and part, with the signals of Godot's demo", async () => {
    const { url } = await servers.start({ sealDelay: 100 });
    const host = clients.watch(make());
    expect(host.client.connect_to_url(url)).toBe(GodotError.OK);
    const [connected, joined] = await heardBy(host, 2);
    expect(connected).toEqual(["connected", 1, true]);
    expect(joined).toEqual(["lobby_joined", expect.stringMatching(/^[A-Za-z0-9]{20}$/)]);
    expect(host.client.lobby).toBe(joined?.[1]);

    const guest = clients.watch(make());
    guest.client.lobby = host.client.lobby;
    guest.client.connect_to_url(url);
    const [[, id] = [], ...rest] = await heardBy(guest, 3);
    expect(rest).toEqual([
      ["peer_connected", 1],
      ["lobby_joined", host.client.lobby],
    ]);
    expect(await heardBy(host, 1)).toEqual([["peer_connected", id]]);

    expect(guest.client.send_offer(1, "offer\n")).toBe(GodotError.OK);
    expect(guest.client.send_candidate(1, "0", 3, "candidate:1 …")).toBe(GodotError.OK);
    expect(await heardBy(host, 2)).toEqual([
      ["offer_received", id, "offer\n"],
      ["candidate_received", id, "0", 3, "candidate:1 …"],
    ]);
    expect(host.client.send_answer(Number(id), "")).toBe(GodotError.OK);
    expect(await heardBy(guest, 1)).toEqual([["answer_received", 1, ""]]);

    expect(host.client.seal_lobby()).toBe(GodotError.OK);
    for (const each of [host, guest]) {
      expect(await heardBy(each, 2)).toEqual([["lobby_sealed"], ["disconnected"]]);
      expect([each.client.code, each.client.reason]).toEqual([1000, "The lobby was sealed, and its time is over."]);
    }
    expect(clients.reports).toEqual([]);
  });

  test("client/server is what it asks for if it is no mesh", async () => {
    const { url } = await servers.start();
    const host = clients.watch(make());
    host.client.mesh = false;
    host.client.connect_to_url(url);
    expect(await heardBy(host, 1)).toEqual([["connected", 1, false]]);
  });

  test("who does not join by itself may join later, once", async () => {
    const { url } = await servers.start();
    const host = clients.watch(make());
    host.client.autojoin = false;
    host.client.connect_to_url(url);
    await until(() => host.client.join_lobby("") === GodotError.OK, "the server to be there");
    expect((await heardBy(host, 2))[0]).toEqual(["connected", 1, true]);
  });

  test("an error of the server ends it, and says why", async () => {
    const { url } = await servers.start();
    const guest = clients.watch(make());
    guest.client.lobby = "nothing";
    guest.client.connect_to_url(url);
    expect(await heardBy(guest, 1)).toEqual([["disconnected"]]);
    expect([guest.client.code, guest.client.reason]).toEqual([4000, "There is no lobby of this name."]);
    expect(guest.client.send_offer(1, "x")).toBe(GodotError.FAILED);
  });

  test("nobody there ends it", async () => {
    const probe = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    await once(probe, "listening");
    const { port } = probe.address() as { port: number };
    probe.close();
    await once(probe, "close");
    const guest = clients.watch(make());
    guest.client.connect_to_url(`ws://127.0.0.1:${port}`);
    expect(await heardBy(guest, 1)).toEqual([["disconnected"]]);
    expect(guest.client.code).toBe(1006);
  });

  test("signals come in poll() only", async () => {
    const { url } = await servers.start();
    const host = clients.watch(make());
    host.client.connect_to_url(url);
    const guest = clients.watch(make());
    await heardBy(host, 2);
    guest.client.lobby = host.client.lobby;
    guest.client.connect_to_url(url);
    // The guest hears that it has joined, so the host has been told, too: yet it has not polled.
    await heardBy(guest, 3);
    expect(host.heard).toEqual([]);
    expect((await heardBy(host, 1))[0]?.[0]).toBe("peer_connected");
  });

  test("what it causes while it is polled waits for the next time", async () => {
    const { url } = await servers.start();
    const host = clients.watch(make());
    host.client.connected.connect(() => host.client.close());
    host.client.connect_to_url(url);
    expect((await heardBy(host, 3)).map(([name]) => name)).toEqual(["connected", "lobby_joined", "disconnected"]);
  });

  test("closing before the connection stands ends it, too", async () => {
    const { url } = await servers.start();
    const host = clients.watch(make());
    host.client.connect_to_url(url);
    host.client.close();
    expect(await heardBy(host, 1)).toEqual([["disconnected"]]);
  });

  test("connecting again leaves the first lobby without a signal", async () => {
    const { url, server } = await servers.start();
    const host = clients.watch(make());
    host.client.connect_to_url(url);
    await heardBy(host, 2);
    host.client.lobby = "";
    host.client.connect_to_url(url);
    expect((await heardBy(host, 2)).map(([name]) => name)).toEqual(["connected", "lobby_joined"]);
    await until(() => server.connectionCount === 1, "the first connection to end");
    expect(host.heard).toEqual([]);
  });
});

describe("what makes no sense is refused with Godot's codes and a report", () => {
  test.each(["", "nothing", "http://127.0.0.1", "ws://", "ws://x/#fragment", 5, null])("the URL %j", (url) => {
    const { client } = clients.watch(new SignalingClient());
    expect(client.connect_to_url(url as string)).toBe(GodotError.ERR_INVALID_PARAMETER);
    expect(clients.reports).toHaveLength(1);
    expect(clients.reports[0]).toMatchObject({ class_name: "SignalingClient", method: "connect_to_url" });
  });

  test("messages without a server", () => {
    const { client } = clients.watch(new SignalingClient());
    expect([
      client.join_lobby(""),
      client.seal_lobby(),
      client.send_offer(1, ""),
      client.send_candidate(1, "", 0, ""),
    ]).toEqual(Array(4).fill(GodotError.FAILED));
    expect(clients.reports.map(({ code }) => code)).toEqual(Array(4).fill(GodotError.FAILED));
    client.close();
    client.poll();
  });

  test.each([
    ["id 0", (client: Client) => client.send_offer(0, "x")],
    ["an id that is too large", (client: Client) => client.send_answer(2 ** 31, "x")],
    ["an id that is none", (client: Client) => client.send_offer("1" as unknown as number, "x")],
    ["an SDP that is none", (client: Client) => client.send_offer(1, null as unknown as string)],
    ["a line break in a candidate", (client: Client) => client.send_candidate(1, "0", 0, "a\nb")],
    ["a line break in its medium", (client: Client) => client.send_candidate(1, "0\n", 0, "a")],
    ["a negative index", (client: Client) => client.send_candidate(1, "0", -1, "a")],
    ["a lobby that is none", (client: Client) => client.join_lobby(7 as unknown as string)],
  ])("%s", async (_, send) => {
    const { url } = await servers.start();
    const host = clients.watch(new SignalingClient());
    host.client.connect_to_url(url);
    await heardBy(host, 2);
    expect(send(host.client)).toBe(GodotError.ERR_INVALID_PARAMETER);
    expect(clients.reports).toHaveLength(1);
  });

  test("a resume timeout that is none", () => {
    expect(() => new SignalingClient({ resumeTimeout: 0 })).toThrow(RangeError);
  });
});
