import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Clients, exchangeOverCuts, heardBy } from "./support/clients.js";
import { type RoundRobin, startRoundRobin } from "./support/round-robin.js";
import { Servers, type TestServer } from "./support/servers.js";

const servers = new Servers();
const clients = new Clients();
beforeEach(() => clients.begin());
afterEach(async () => {
  clients.end();
  await servers.stop();
});

describe("over a bad line", () => {
  let server: TestServer;
  let line: RoundRobin;
  beforeEach(async () => {
    server = await servers.start({ heartbeatInterval: 200, resumeGrace: 5000, messagesPerSecond: 10_000 });
    line = await startRoundRobin([server.port]);
  });
  afterEach(() => line.close());

  test("a cut is told, and healed; the other side hears nothing of it", async () => {
    const { host, guest, id } = await clients.pair(line.url);
    line.cut();
    for (const each of [host, guest]) expect(await heardBy(each, 2)).toEqual([["interrupted"], ["resumed"]]);
    guest.client.send_offer(1, "after");
    expect(await heardBy(host, 1)).toEqual([["offer_received", id, "after"]]);
    expect(guest.heard).toEqual([]);
  });

  test("cut again and again, each message arrives once, and in order", async () => {
    const { sent, toHost, toGuest } = await exchangeOverCuts(await clients.pair(line.url), line.cut);
    expect([toHost, toGuest]).toEqual([sent, sent]);
  });

  test("a line that lets nothing through is noticed and replaced", async () => {
    const { host, guest, id } = await clients.pair(line.url, { heartbeat: 100 });
    line.stall();
    guest.client.send_offer(1, "into the void");
    expect(await heardBy(guest, 2)).toEqual([["interrupted"], ["resumed"]]);
    const heard = await heardBy(host, 3);
    expect(heard).toContainEqual(["offer_received", id, "into the void"]);
    expect(heard.map(([name]) => name).filter((name) => name !== "offer_received")).toEqual(["interrupted", "resumed"]);
  });

  test("a server that was stopped for good is given up", async () => {
    const { guest } = await clients.pair(line.url, { resumeTimeout: 300 });
    await server.server.close();
    const heard = await heardBy(guest, 2);
    expect(heard).toEqual([["interrupted"], ["disconnected"]]);
    expect([guest.client.code, guest.client.reason]).toEqual([1001, "The server is being stopped."]);
  });
});
