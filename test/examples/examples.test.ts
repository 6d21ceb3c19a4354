import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { run as runLocalSignaling } from "../../examples/local-signaling.js";
import { run as runMinimal } from "../../examples/minimal.js";
import { run as runRemoteSignaling } from "../../examples/remote-signaling.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

async function linesOf(example: (print: (line: string) => void) => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  await example((line) => lines.push(line));
  return lines;
}

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
