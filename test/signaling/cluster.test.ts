import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Clients, exchangeOverCuts } from "./support/clients.js";
import { Cluster } from "./support/cluster.js";
import { expectNothingBefore, type Guest, Lobbies } from "./support/lobbies.js";
import type { RawClient } from "./support/raw-client.js";
import { CANDIDATE, ID, JOIN, OFFER, PEER_CONNECT, PEER_DISCONNECT, SEAL } from "./support/raw-client.js";
import { hasRedis } from "./support/redis.js";
import { again, firstTime, secret } from "./support/resume-offer.js";

const REDIS = hasRedis();

let cluster: Cluster;
const lobbies = [0, 1, 2].map((index) => new Lobbies(() => cluster.urlOf(index)));
const [first, second, third] = lobbies as [Lobbies, Lobbies, Lobbies];
const start = async (): Promise<void> => {
  cluster = await Cluster.start(3);
};
const leave = async (): Promise<void> => {
  await Promise.all(lobbies.map((each) => each.close()));
};

describe.skipIf(!REDIS)("when something fails", () => {
  beforeEach(start, 60_000);
  afterEach(leave);
  afterEach(() => cluster.stop());

  /** A mesh with one peer on each process. */
  async function spread(): Promise<{ lobby: string; host: Guest; two: Guest; three: Guest }> {
    const { host: client, lobby } = await first.make();
    const host = { client, id: 1 };
    const two = await second.join(lobby, [host]);
    return { lobby, host, two, three: await third.join(lobby, [host, two]) };
  }

  describe("a process is killed", () => {
    test("its peers have left for the others, and the lobby goes on", async () => {
      const { lobby, host, two, three } = await spread();
      await cluster.processes[1]?.kill();
      expect((await two.client.closed).code).toBe(1006);
      for (const { client } of [host, three]) {
        expect(await client.next()).toEqual({ type: PEER_DISCONNECT, id: two.id, data: "" });
      }
      await expectNothingBefore(host, three);
      await third.join(lobby, [host, three]);
    });

    test("lobbies without a peer on it do not notice, not even while it is not yet known to be dead", async () => {
      const { host: client, lobby } = await first.make();
      const host = { client, id: 1 };
      const guest = await third.join(lobby, [host]);
      await spread();
      await cluster.processes[1]?.kill();
      for (let number = 0; number < 50; number += 1) {
        guest.client.send(CANDIDATE, 1, String(number));
        expect(await client.next()).toEqual({ type: CANDIDATE, id: guest.id, data: String(number) });
      }
      const newcomer = await first.join(lobby, [host, guest]);
      await expectNothingBefore(newcomer, guest);
    });

    test("a host on it takes its lobby along", async () => {
      const { two, three, lobby } = await spread();
      await cluster.processes[0]?.kill();
      for (const { client } of [two, three]) {
        expect(await client.closed).toEqual({ code: 4000, reason: "The host has left." });
        expect(client.leftOver).toEqual([]);
      }
      const late = await second.open();
      late.send(JOIN, 0, lobby);
      expect((await late.closed).reason).toBe("There is no lobby of this name.");
    });

    test("a peer that can resume goes on elsewhere, and has missed nothing", async () => {
      const { host: client, lobby } = await first.make();
      const host = { client, id: 1 };
      const { host: witness, lobby: another } = await third.make();
      const plain = await second.join(another, [{ client: witness, id: 1 }]);
      const token = secret();
      const guest = await second.join(lobby, [host], 0, { protocols: firstTime(token) });
      guest.client.send(OFFER, 1, "before");
      expect(await client.next()).toMatchObject({ data: "before" });
      await cluster.processes[1]?.kill();
      client.send(CANDIDATE, guest.id, "meanwhile");
      const back = await third.open({ protocols: again(token, 3, 1, 2, 3) });
      expect(back.socket.protocol).toBe("resumed.2");
      expect(await back.next()).toEqual({ type: CANDIDATE, id: 1, data: "meanwhile" });
      await expectNothingBefore(host, { client: back, id: guest.id });
      // Nor is anything said when the others find the process dead, as the host of another lobby does.
      expect(await witness.next()).toEqual({ type: PEER_DISCONNECT, id: plain.id, data: "" });
      await expectNothingBefore(host, { client: back, id: guest.id });
    });

    test("a sealed lobby still ends in time", async () => {
      const { host, two, three } = await spread();
      host.client.send(SEAL, 0);
      for (const { client } of [host, two, three]) expect(await client.next()).toEqual({ type: SEAL, id: 0, data: "" });
      await cluster.processes[0]?.kill();
      for (const { client } of [two, three]) expect((await client.closed).code).toBe(1000);
    });
  });

  test("a process that is stopped says goodbye at once, and its peers have left", async () => {
    const { host, two, three } = await spread();
    await cluster.processes[1]?.stop();
    expect(await two.client.closed).toEqual({ code: 1001, reason: "The server is being stopped." });
    for (const { client } of [host, three]) {
      expect(await client.next()).toEqual({ type: PEER_DISCONNECT, id: two.id, data: "" });
    }
  });

  test("a process that was held up for too long closes what it had, and goes on anew", async () => {
    const { host, two, three } = await spread();
    cluster.processes[1]?.freeze();
    for (const { client } of [host, three]) {
      expect(await client.next()).toEqual({ type: PEER_DISCONNECT, id: two.id, data: "" });
    }
    cluster.processes[1]?.thaw();
    expect(await two.client.closed).toEqual({ code: 1012, reason: "The server lost track of its lobbies." });
    expect(two.client.leftOver).toEqual([]);
    const { lobby } = await second.make();
    expect(lobby).toHaveLength(20);
  });

  describe("Redis is started again, empty", () => {
    test("sockets are closed, and then it goes on", async () => {
      const { host, two, three } = await spread();
      await cluster.redis.stop();
      const health = `${cluster.urlOf(0).replace("ws", "http")}/healthz`;
      const status = async (): Promise<number> => (await fetch(health)).status;
      while ((await status()) !== 503) await new Promise((resolve) => setTimeout(resolve, 10));
      await cluster.redis.startAgain();
      for (const { client } of [host, two, three]) expect([1011, 1012]).toContain((await client.closed).code);
      while ((await status()) !== 200) await new Promise((resolve) => setTimeout(resolve, 10));
      const { host: client, lobby } = await first.make();
      await first.join(lobby, [{ client, id: 1 }]);
    });
  });
});

describe.skipIf(!REDIS)("when everything happens at once", () => {
  const clients = new Clients();
  beforeAll(start, 60_000);
  beforeEach(() => clients.begin());
  afterEach(() => clients.end());
  afterEach(leave);
  afterAll(() => cluster.stop());

  test("many join at once on all processes: each pair hears of each other once, and of nothing before", async () => {
    const { host: client, lobby } = await first.make();
    const size = 4;
    const clients = await Promise.all(lobbies.map((each) => each.open()));
    for (const one of clients) one.send(JOIN, 0, lobby);
    const peers = new Map<RawClient, Set<number>>([
      [client, new Set()],
      ...clients.map((one) => [one, new Set<number>()] as const),
    ]);
    const ids = new Map<RawClient, number>([[client, 1]]);
    await Promise.all(
      [...peers].map(async ([one, known]) => {
        while (known.size < size - 1 || !ids.has(one)) {
          const { type, id } = await one.next();
          if (type === ID) ids.set(one, id);
          if (type === PEER_CONNECT) {
            expect(known.has(id)).toBe(false);
            known.add(id);
            one.send(OFFER, id, "you are there");
          }
          if (type === OFFER) expect(known.has(id)).toBe(true);
        }
      }),
    );
    for (const [one, known] of peers) {
      const others = [...ids.values()].filter((id) => id !== ids.get(one));
      expect([...known].sort()).toEqual(others.sort());
    }
  });

  test("clients whose line is cut again and again resume on other processes, and lose nothing", async () => {
    const { sent, toHost, toGuest } = await exchangeOverCuts(await clients.pair(cluster.url), cluster.cut);
    expect([toHost, toGuest]).toEqual([sent, sent]);
  });

  test("joins race with the sealing: who got in before hears SEAL, the others are refused", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { host, lobby } = await first.make();
      const clients = await Promise.all([second, third, second].map((each) => each.open()));
      for (const one of clients) one.send(JOIN, 0, lobby);
      host.send(SEAL, 0);
      let joined = 0;
      for (const one of clients) {
        const closing = await one.closed;
        if (closing.code === 4000) {
          expect(closing.reason).toMatch(/^The lobby is sealed|^There is no lobby/);
          expect(one.leftOver).toEqual([]);
        } else {
          joined += 1;
          expect(closing.code).toBe(1000);
          const types = one.leftOver.map(({ type }) => type);
          expect(types[0]).toBe(ID);
          expect(types.at(-1)).toBe(SEAL);
        }
      }
      await host.closed;
      expect(host.leftOver.map(({ type }) => type).filter((type) => type === PEER_CONNECT)).toHaveLength(joined);
    }
  });

  test("joins race with the host's leaving: nobody stays in a lobby without a host", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { host, lobby } = await first.make();
      const clients = await Promise.all([second, third, second].map((each) => each.open()));
      for (const one of clients) one.send(JOIN, 0, lobby);
      host.close();
      for (const one of clients) expect((await one.closed).reason).toMatch(/^There is no lobby|^The host has left/);
    }
  });

  test("nothing is left in Redis when everybody has gone", async () => {
    const token = secret();
    const { host: client, lobby } = await first.make(0, { protocols: firstTime(token) });
    const guest = await second.join(lobby, [{ client, id: 1 }], 0, { protocols: firstTime(secret()) });
    guest.client.send(OFFER, 1, "x");
    await client.next();
    guest.client.terminate();
    await Promise.all(lobbies.map((each) => each.close()));
    let keys: string[] = [];
    await expect
      .poll(async () => (keys = (await cluster.redis.keys()).filter((key) => !key.includes("}:feed:"))), {
        timeout: 10_000,
      })
      .toEqual(["{godot-webrtc}:processes"]);
    expect(keys).toHaveLength(1);
    await Promise.all(cluster.processes.map((process) => process.stop()));
    expect(await cluster.redis.keys()).toEqual([]);
  });
});
