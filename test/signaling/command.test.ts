/** `godot-webrtc signal` as its users start it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { ROOT } from "../support/root.js";
import { run } from "../support/run.js";
import { until } from "../support/until.js";
import { ID, JOIN, RawClient } from "./support/raw-client.js";
import { selfSigned } from "./support/self-signed.js";

const signal = (...args: readonly string[]) =>
  run(ROOT, process.execPath, "--import", "tsx", "runtime/cli.ts", "signal", ...args);
const folder = mkdtempSync(join(tmpdir(), "godot-webrtc-signal-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly url: string;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<unknown>;
}

const running: Running[] = [];
afterEach(() => {
  for (const { child } of running.splice(0)) child.kill("SIGKILL");
});

async function start(...args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, ["--import", "tsx", "runtime/cli.ts", "signal", "--port", "0", ...args], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  const ended = once(child, "exit").then(([code, how]: unknown[]) => code ?? how);
  const found = (): string | undefined => /wss?:\/\/[\w.[\]:]+:\d+/.exec(output)?.[0];
  await until(() => found() !== undefined, "the server to say where it listens");
  const started = { child, output: () => output, url: found() ?? "", ended };
  running.push(started);
  return started;
}

describe("a server", () => {
  test.each(["SIGTERM", "SIGINT"] as const)("says how to connect, serves, and stops on %s", async (how) => {
    const server = await start();
    const client = await RawClient.open(server.url);
    client.send(JOIN, 0);
    expect(await client.next()).toEqual({ type: ID, id: 1, data: "true" });
    expect((await fetch(`${server.url.replace("ws", "http")}/healthz`)).status).toBe(200);
    expect(await (await fetch(server.url.replace("ws", "http"))).text()).toContain("<h1>Lobby chat</h1>");
    server.child.kill(how);
    expect(await client.closed).toEqual({ code: 1001, reason: "The server is being stopped." });
    expect(await server.ended).toBe(0);
    expect(server.output()).toContain(`await connect_lobby("${server.url}")`);
    expect(server.output()).toContain(`Chat page:   ${server.url.replace("ws", "http")}/ `);
    expect(server.output()).toContain("Only this machine can connect");
    expect(server.output()).toMatch(/info {2}stopped/);
  });

  test("stops although a client does not say goodbye", async () => {
    const server = await start();
    const client = await RawClient.open(server.url);
    client.send(JOIN, 0);
    await client.next();
    client.socket.pause();
    server.child.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    client.terminate();
  });

  test("keeps to its options, and logs JSON without what is secret", async () => {
    const server = await start(
      "--log",
      "json",
      "--max-lobby-peers",
      "2",
      "--allow-origin",
      "https://game.example",
      "--list-lobbies",
      "--no-metrics",
    );
    const host = await RawClient.open(server.url);
    host.send(JOIN, 0);
    const [, joined] = await host.take(2);
    const lobby = joined?.data ?? "";
    const guest = await RawClient.open(server.url, { headers: { Origin: "https://game.example" } });
    guest.send(JOIN, 0, lobby);
    const [id] = await guest.take(3);
    guest.send(4, 1, "v=0 secret sdp");
    await host.take(2);
    const late = await RawClient.open(server.url);
    late.send(JOIN, 0, lobby);
    expect((await late.closed).reason).toBe("The lobby is full.");
    await expect(RawClient.open(server.url, { headers: { Origin: "https://evil.example" } })).rejects.toThrow("403");
    const http = server.url.replace("ws", "http");
    expect(await (await fetch(`${http}/lobbies`)).json()).toEqual({ lobbies: [{ name: lobby, mesh: true, peers: 2 }] });
    expect((await fetch(`${http}/metrics`)).status).toBe(404);
    guest.close();
    await until(() => server.output().includes('"why":"by-client"'), "the guest's leaving to be logged");
    server.child.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    expect(server.output()).toContain(`"page":"${http}/"`);
    const entries = server
      .output()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const entry of entries) expect(entry).toMatchObject({ time: expect.any(String) as string, level: "info" });
    expect(entries.map(({ event }) => event)).toEqual(
      expect.arrayContaining(["listening", "make_lobby", "join_lobby", "refuse", "close", "leave", "stopped"]),
    );
    expect(server.output()).not.toMatch(new RegExp(`${lobby}|secret|${id?.id ?? 0}`));
  });

  test("has no chat page if none is wanted", async () => {
    const server = await start("--no-page");
    expect((await fetch(server.url.replace("ws", "http"))).status).toBe(404);
    expect(server.output()).not.toContain("Chat page");
  });

  test("speaks TLS", async () => {
    const { cert, key } = selfSigned();
    const paths = [join(folder, "cert.pem"), join(folder, "key.pem")] as const;
    writeFileSync(paths[0], cert);
    writeFileSync(paths[1], key);
    const { url } = await start("--tls-cert", paths[0], "--tls-key", paths[1]);
    expect(url).toMatch(/^wss:/);
    // The certificate is not one that this client trusts: that far it came.
    await expect(RawClient.open(url)).rejects.toThrow(/self-signed/);
  });
});

describe("what goes wrong is said, and the exit code is 2", () => {
  test("the port is in use", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const { code, out, error } = await signal("--port", String(port));
    other.close();
    expect([code, out]).toEqual([2, ""]);
    expect(error).toBe(
      `error: Cannot listen on port ${port} of 127.0.0.1: another program does. Stop that one, or choose another port.\n`,
    );
  });

  test.each([
    [["--port", "70000"], '--port was given "70000"; allowed is a whole number from 0 to 65535.'],
    [["--port", "80x"], '--port was given "80x"'],
    [["--max-peers", "0"], '--max-peers was given "0"; allowed is a whole number from 1 to 2147483647.'],
    [["--max-lobbies", "1e3"], "--max-lobbies"],
    [["--max-lobby-peers", "-1"], "--max-lobby-peers"],
    [["--log", "xml"], '--log was given "xml"; allowed is json or pretty.'],
    [["--allow-origin", "example.org"], '"example.org" is no origin'],
    [["--trust-proxy", "proxy.local"], '"proxy.local" is no address of a proxy'],
    [["--tls-cert", "x.pem"], "--tls-cert and --tls-key belong together; one of them is missing."],
    [["--prot", "1"], "Unknown option '--prot'"],
    [["1234"], "Unexpected argument '1234'"],
  ])("%j", async (args, message) => {
    const { code, out, error } = await signal(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(error).toContain(message);
    expect(error).toContain("godot-webrtc signal [--port PORT]");
  });

  test.each([
    [["--host", "203.0.113.1"], "this machine has no such address"],
    [["--redis", "redis://user:secret@127.0.0.1:1"], "Cannot use Redis at redis://…@127.0.0.1:1: connect ECONNREFUSED"],
    [
      ["--tls-cert", "/nowhere.pem", "--tls-key", "/nowhere.pem"],
      '--tls-cert was given "/nowhere.pem", which cannot be read',
    ],
    [["--tls-cert", "package.json", "--tls-key", "package.json"], "The TLS certificate and key cannot be used"],
  ])("%j", async (args, message) => {
    const { code, out, error } = await signal("--port", "0", ...args);
    expect([code, out]).toEqual([2, ""]);
    expect(error).toContain(message);
    expect(error).not.toContain("secret");
    expect(error.trimEnd().split("\n")).toHaveLength(1);
  });
});

test("--help says everything", async () => {
  const { code, out } = await signal("--help");
  expect(code).toBe(0);
  for (const option of ["--port", "--host", "--tls-cert", "--max-peers", "--allow-origin", "--redis", "--log"]) {
    expect(out).toContain(option);
  }
  expect((await run(ROOT, process.execPath, "--import", "tsx", "runtime/cli.ts", "--help")).out).toContain("signal");
});
