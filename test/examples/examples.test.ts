import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { run as runAuthoritativeServer } from "../../examples/authoritative-server.js";
import { run as runLobbyChat } from "../../examples/lobby-chat/lobby-chat.js";
import { run as runLocalSignaling } from "../../examples/local-signaling.js";
import { run as runMinimal } from "../../examples/minimal.js";
import { run as runRemoteSignaling } from "../../examples/remote-signaling.js";
import { SignalingServer } from "../../runtime/signaling/server/index.js";
import { until } from "../support/until.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

async function linesOf(example: (print: (line: string) => void) => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  await example((line) => lines.push(line));
  return lines;
}

const RACE = [
  ...[2, 3, 4].map((id) => `client ${id}: saw N states, and in the end 2 at 10, 3 at 10, 4 at 10`),
  "server: player 2 wanted steps of 1 and is at 10",
  "server: player 3 wanted steps of 0.5 and is at 10",
  "server: player 4 wanted steps of 100 and is at 10",
];

describe("the authoritative server", () => {
  test("M14 tells all clients where all are, and lets nobody go further than the rules allow", async () => {
    const lines = await linesOf(runAuthoritativeServer);
    expect(lines.map((line) => line.replace(/saw \d+ states/, "saw N states")).sort()).toEqual(RACE);
    // The slowest player needs 20 ticks, and each of them brings a state. On a busy machine some of them are lost.
    for (const count of lines.flatMap((line) => /saw (\d+) states/.exec(line)?.[1] ?? [])) {
      expect(Number(count)).toBeGreaterThan(0);
    }
  });

  test("as a program it prints the same and ends by itself", async () => {
    const program = ["--import", "tsx", "examples/authoritative-server.ts"];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, program, { cwd: root, timeout: 20_000 });
    expect(stderr).toBe("");
    expect(
      stdout
        .replace(/saw \d+ states/g, "saw N states")
        .trim()
        .split("\n")
        .sort(),
    ).toEqual(RACE);
  });
});

describe("the conformance suite over a connection that is deliberately wrong", () => {
  test("catches its mistakes, says which sentences are not so, and ends by itself", async () => {
    const program = ["--import", "tsx", "examples/conformance/run.ts"];
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST")));
    const { stdout } = await promisify(execFile)(process.execPath, program, { cwd: root, env, timeout: 60_000 });
    const caught = [...stdout.matchAll(/^caught: (\S+)/gm)].map(([, id]) => id);
    expect([...new Set(caught)].sort()).toEqual(["D03", "P02", "P03", "P20", "P24", "P27", "refused:"]);
    expect(stdout).toContain("promise P24 failed: Signals are delivered when `poll()` is called, and only then.");
    expect(stdout).toMatch(/^ {2}a wrong connection {2}promises \d+% .*; \d+ tests ran, [1-9]\d* failed$/m);
  }, 90_000);
});

describe("the examples of the tutorial", () => {
  test("T01 the minimal example: each peer hears the other", async () => {
    expect((await linesOf(runMinimal)).sort()).toEqual(["P1 received: Hi from P2", "P2 received: Hi from P1"]);
  });

  test("T02 the local signaling example: each client hears the other", async () => {
    expect((await linesOf(runLocalSignaling)).sort()).toEqual([
      "/root/main/@@2 received: Hi from /root/main/@@3",
      "/root/main/@@3 received: Hi from /root/main/@@2",
    ]);
  });

  test("T03 T04 the remote signaling example: peers meet in a lobby, and talk when its server has gone", async () => {
    const names = ["Ann", "Bob", "Eve"];
    const want = names.flatMap((to) =>
      names.filter((from) => from !== to).map((from) => `${to} received: Hi from ${from}`),
    );
    expect((await linesOf(runRemoteSignaling)).sort()).toEqual(want);
  });

  test("T03 as a program it ends by itself", async () => {
    const program = ["--import", "tsx", "examples/remote-signaling.ts"];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, program, { cwd: root, timeout: 20_000 });
    expect(stderr).toBe("");
    expect(stdout.trimEnd().split("\n")).toHaveLength(6);
  });

  test("T01 as a program it prints exactly the two lines and ends by itself", async () => {
    // A program that does not end is killed, and that is a rejection.
    const program = ["--import", "tsx", "examples/minimal.ts"];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, program, { cwd: root, timeout: 20_000 });
    expect(stderr).toBe("");
    expect(stdout).toBe("P2 received: Hi from P1\nP1 received: Hi from P2\n");
  });
});

test("the lobby chat: two meet, greet each other, and one ends when the other has left", async () => {
  const server = new SignalingServer();
  const { url } = await server.listen({ port: 0 });
  const [first, second]: [string[], string[]] = [[], []];
  const leave = new AbortController();
  const options = { url, isLocal: true };
  const staying = runLobbyChat({ ...options, lobby: "", name: "First" }, (line) => first.push(line));
  await until(() => first.length === 1, "the lobby");
  const lobby = /^In the lobby (\w{20}) \(mesh\) as peer 1\.$/.exec(first[0] ?? "")?.[1] ?? "";
  const leaving = runLobbyChat({ ...options, lobby, name: "Second", signal: leave.signal }, (line) =>
    second.push(line),
  );
  const greeting = (name: string): string => `Hello, ${name}! I run on Node ${process.versions.node}.`;
  await until(() => first.length === 3 && second.length === 3, "both to be greeted");
  expect(second.slice(1)).toEqual(["First is here.", `First: ${greeting("Second")}`]);
  leave.abort();
  await Promise.all([leaving, staying]);
  expect(first.slice(1)).toEqual(["Second is here.", `Second: ${greeting("First")}`, "Second has left."]);
  await server.close();
});
