/** What the server is made of, where that needs no socket. */
import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { MessageType } from "../../runtime/signaling/protocol.js";
import { AddressLimits, groupOf } from "../../runtime/signaling/server/address-limits.js";
import { AllowedOrigins } from "../../runtime/signaling/server/allowed-origins.js";
import { TrustedProxies } from "../../runtime/signaling/server/client-address.js";
import { CLOSINGS } from "../../runtime/signaling/server/closings.js";
import { KeptMessages } from "../../runtime/signaling/server/kept-messages.js";
import { jsonLog, lobbyLabel, type LogEntry, prettyLog, throttledLog } from "../../runtime/signaling/server/log.js";
import { readLimits } from "../../runtime/signaling/server/options.js";
import { randomLobbyName, randomPeerId } from "../../runtime/signaling/server/random-names.js";
import { withoutPassword } from "../../runtime/signaling/server/redis-client.js";
import { TokenBucket } from "../../runtime/signaling/server/token-bucket.js";

test("a bucket gives a burst at once, and then so much per second", () => {
  const bucket = new TokenBucket(3, 2, 1000);
  expect([1, 2, 3, 4].map(() => bucket.take(1, 1000))).toEqual([true, true, true, false]);
  expect(bucket.take(1, 1499)).toBe(false);
  expect(bucket.take(1, 1500)).toBe(true);
  expect(bucket.take(2, 2000)).toBe(false);
  expect(bucket.isFull(2900)).toBe(false);
  expect(bucket.isFull(3000)).toBe(true);
  expect(bucket.take(3, 1_000_000)).toBe(true);
  expect(bucket.take(1, 1_000_000)).toBe(false);
});

describe("limits per address", () => {
  const OPTIONS = { maxSocketsPerAddress: 2, connectionsPerSecond: 1, failedJoinsPerMinute: 6 };

  test("sockets at a time", () => {
    const limits = new AddressLimits({ ...OPTIONS, connectionsPerSecond: 100 });
    expect([0, 1, 2].map(() => limits.admit("10.0.0.1", 0))).toEqual([null, null, "too-many-sockets"]);
    expect(limits.admit("10.0.0.2", 0)).toBeNull();
    limits.release("10.0.0.1");
    expect(limits.admit("10.0.0.1", 0)).toBeNull();
  });

  test("connections per second", () => {
    const limits = new AddressLimits({ ...OPTIONS, maxSocketsPerAddress: 100 });
    for (let at = 0; at < 10; at += 1) expect(limits.admit("10.0.0.1", 0)).toBeNull();
    expect(limits.admit("10.0.0.1", 500)).toBe("too-many-connections");
    expect(limits.mayAsk("10.0.0.1", 500)).toBe(false);
    expect(limits.admit("10.0.0.2", 500)).toBeNull();
    expect(limits.admit("10.0.0.1", 1500)).toBeNull();
  });

  test("lobbies asked for in vain", () => {
    const limits = new AddressLimits(OPTIONS);
    for (let at = 0; at < 6; at += 1) {
      expect(limits.isGuessing("10.0.0.1", 0)).toBe(false);
      limits.joinFailed("10.0.0.1", 0);
    }
    expect(limits.isGuessing("10.0.0.1", 9_000)).toBe(true);
    expect(limits.admit("10.0.0.1", 9_000)).toBe("too-many-failed-joins");
    expect(limits.isGuessing("10.0.0.2", 9_000)).toBe(false);
    expect(limits.isGuessing("10.0.0.1", 10_001)).toBe(false);
  });

  test("addresses that do nothing any more are forgotten, others are not", () => {
    const limits = new AddressLimits({ ...OPTIONS, maxSocketsPerAddress: 100 });
    limits.admit("192.0.2.1", 0);
    for (let at = 0; at < 100_000; at += 1) {
      const address = `10.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}`;
      limits.admit(address, at);
      limits.release(address);
    }
    expect(limits.size).toBeLessThanOrEqual(20_000);
    limits.release("192.0.2.1");
    for (let at = 0; at < 9; at += 1) expect(limits.admit("192.0.2.1", 100_000)).toBeNull();
  });

  test.each([
    ["127.0.0.1", "127.0.0.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::", "fe80:0:0:0::/64"],
    ["", ""],
  ])("%s counts as %s", (address, group) => {
    expect(groupOf(address)).toBe(group);
  });
});

describe("behind proxies", () => {
  const requestOf = (remoteAddress: string | undefined, forwarded?: string): IncomingMessage =>
    ({ socket: { remoteAddress }, headers: { "x-forwarded-for": forwarded } }) as unknown as IncomingMessage;

  test.each([
    ["nobody is trusted", [], "203.0.113.9", "198.51.100.1", "203.0.113.9"],
    ["a stranger says what he likes", ["10.0.0.1"], "203.0.113.9", "198.51.100.1", "203.0.113.9"],
    ["a proxy is believed", ["10.0.0.1"], "10.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["what the client put in front is not", ["10.0.0.1"], "10.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"],
    ["two proxies in a row", ["10.0.0.0/8"], "10.0.0.1", "6.6.6.6, 198.51.100.1, 10.9.9.9", "198.51.100.1"],
    ["a proxy that was asked by a trusted machine", ["10.0.0.0/8"], "10.0.0.1", "10.9.9.9", "10.9.9.9"],
    ["no header", ["10.0.0.1"], "10.0.0.1", undefined, "10.0.0.1"],
    ["nonsense", ["10.0.0.1"], "10.0.0.1", "198.51.100.1, unknown", "10.0.0.1"],
    ["IPv4 written as IPv6", ["10.0.0.1"], "::ffff:10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"],
    ["IPv6", ["::1", "fd00::/8"], "::1", "2001:db8::7, fd00::3", "2001:db8::7"],
    ["with ports", ["10.0.0.1"], "10.0.0.1", "198.51.100.1:4711", "198.51.100.1"],
    ["IPv6 with a port", ["10.0.0.1"], "10.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"],
    ["a socket that is gone", ["10.0.0.1"], undefined, "198.51.100.1", ""],
  ])("%s", (_, proxies, remote, forwarded, want) => {
    expect(new TrustedProxies(proxies).clientAddress(requestOf(remote, forwarded))).toBe(want);
  });

  test.each(["", "localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "300.0.0.1", "fd00::/129", "10.0.0.1:80"])(
    "%j is no proxy",
    (proxy) => {
      expect(() => new TrustedProxies([proxy])).toThrow(RangeError);
    },
  );
});

describe("origins", () => {
  test("without a list every page may connect, and with * as well", () => {
    for (const list of [[], ["*"], ["https://a.example", "*"]]) {
      const origins = new AllowedOrigins(list);
      expect([undefined, "null", "https://x.example"].map((origin) => origins.allows(origin))).toEqual([
        true,
        true,
        true,
      ]);
    }
  });

  test("with a list, these pages may, and programs that are no browsers", () => {
    const origins = new AllowedOrigins(["https://Game.example.org", "http://localhost:8000", "https://b.example:443"]);
    for (const origin of ["https://game.example.org", "http://localhost:8000", "https://b.example", undefined]) {
      expect(origins.allows(origin)).toBe(true);
    }
    for (const origin of [
      "null",
      "",
      "http://game.example.org",
      "https://game.example.org:8443",
      "https://game.example.org.evil.example",
      "https://evil.example/https://game.example.org",
      "https://sub.game.example.org",
      "http://localhost",
    ]) {
      expect(origins.allows(origin)).toBe(false);
    }
    expect(new AllowedOrigins(["null"]).allows("null")).toBe(true);
  });

  test.each([
    "game.example.org",
    "https://a.example/path",
    "https://a.example/",
    "ftp:",
    "https://*.a.example/x",
    "https://a.example?x",
  ])("%j is no origin, or more than one", (origin) => {
    if (origin === "https://a.example/") expect(new AllowedOrigins([origin]).allows("https://a.example")).toBe(true);
    else expect(() => new AllowedOrigins([origin])).toThrow(RangeError);
  });
});

describe("random names", () => {
  test("lobby names are 20 letters and digits, each as likely as the others", () => {
    const counts = new Map<string, number>();
    for (let made = 0; made < 2000; made += 1) {
      const name = randomLobbyName();
      expect(name).toMatch(/^[A-Za-z0-9]{20}$/);
      for (const letter of name) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    expect(counts.size).toBe(62);
    // 645 on the average, with a deviation of 25: ten of these are beyond all chance.
    for (const count of counts.values()) expect(Math.abs(count - 40_000 / 62)).toBeLessThan(254);
  });

  test("peer ids are 2 to 2147483647", () => {
    const ids = Array.from({ length: 5000 }, randomPeerId);
    for (const id of ids) expect(Number.isInteger(id) && id >= 2 && id <= 2147483647).toBe(true);
    expect(Math.max(...ids)).toBeGreaterThan(2 ** 30);
    expect(new Set(ids).size).toBeGreaterThan(4990);
  });
});

describe("messages that are kept", () => {
  const message = (data: string) => ({ type: MessageType.OFFER, id: 1, data });

  test("until they have arrived", () => {
    const kept = new KeptMessages(10, 1000);
    for (const data of ["a", "b", "c"]) kept.push(message(data));
    expect(kept.after(0)).toEqual(["a", "b", "c"].map(message));
    expect(kept.after(3)).toEqual([]);
    expect(kept.after(4)).toBeNull();
    kept.acknowledge(2);
    expect(kept.after(2)).toEqual([message("c")]);
    expect(kept.after(1)).toBeNull();
    kept.acknowledge(1);
    kept.acknowledge(99);
    expect(kept.after(3)).toEqual([]);
    expect(kept.after(2)).toBeNull();
  });

  test("no more than so many, and no longer than so long", () => {
    const kept = new KeptMessages(3, 10);
    for (const data of ["a", "b", "c", "d"]) kept.push(message(data));
    expect(kept.after(0)).toBeNull();
    expect(kept.after(1)).toHaveLength(3);
    kept.push(message("x".repeat(9)));
    expect(kept.after(3)).toEqual([message("d"), message("x".repeat(9))]);
    kept.push(message("y".repeat(11)));
    expect(kept.after(5)).toBeNull();
    expect(kept.after(6)).toEqual([]);
  });
});

describe("the log", () => {
  const entry: LogEntry = { level: "info", event: "join", lobby: lobbyLabel("SecretSecretSecret12"), address: "::1" };

  test("in JSON: one object per line", () => {
    const lines: string[] = [];
    jsonLog((line) => lines.push(line))({ ...entry, why: "a\nb" });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toEqual({ time: expect.any(String) as string, ...entry, why: "a\nb" });
    expect(lines[0]).not.toContain("\n");
  });

  test("for people: nothing that comes from outside can look like another line or field", () => {
    const lines: string[] = [];
    prettyLog((line) => lines.push(line))({ ...entry, left: undefined, why: 'x\n12:00:00 info  fake a=b "', n: 1 });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^\d\d:\d\d:\d\d info {2}join lobby=Secr… address=::1 why="x\\n12:00:00 info {2}fake a=b \\"" n=1$/,
    );
  });

  test("a flood of entries is cut, and says so; errors pass", () => {
    const entries: LogEntry[] = [];
    const log = throttledLog((one) => entries.push(one));
    for (let at = 0; at < 5000; at += 1) log(entry);
    expect(entries.length).toBeLessThan(1000);
    log({ level: "error", event: "broken" });
    expect(entries.slice(-2)).toEqual([
      { level: "warn", event: "log_entries_left_out", count: expect.any(Number) as number },
      { level: "error", event: "broken" },
    ]);
  });
});

test("passwords are not shown", () => {
  expect(withoutPassword("redis://user:secret@db.example:6379/1")).toBe("redis://…@db.example:6379/1");
  expect(withoutPassword("redis://user:p@ss@db.example")).toBe("redis://…@db.example");
  expect(withoutPassword("redis://db.example:6379")).toBe("redis://db.example:6379");
});

test("each reason fits into a close frame", () => {
  for (const { code, reason } of Object.values(CLOSINGS)) {
    expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
    expect(code === 4000 || (code >= 1000 && code < 1015)).toBe(true);
  }
});

describe("options", () => {
  test("have defaults", () => {
    expect(readLimits({})).toMatchObject({ maxPayload: 65_000, sealDelay: 10_000 });
    expect(readLimits({ maxPeers: 3 })).toMatchObject({ maxPeers: 3 });
  });

  test.each([
    [{ maxPeers: 0 }, /maxPeers must be a whole number from 1 to 2147483647, got 0/],
    [{ maxPayload: 1.5 }, /maxPayload/],
    [{ joinTimeout: NaN }, /joinTimeout/],
    [{ sealDelay: 2 ** 31 }, /sealDelay/],
    [{ maxLobbies: "5" as unknown as number }, /maxLobbies/],
    [{ processTimeout: 500 }, /processTimeout \(500 ms\) must be longer than processHeartbeat \(1000 ms\)/],
  ])("%j is refused", (options, message) => {
    expect(() => readLimits(options)).toThrow(message);
  });
});
