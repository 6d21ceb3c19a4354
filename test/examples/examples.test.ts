import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { run as runLocalSignaling } from "../../examples/local-signaling.js";
import { run as runMinimal } from "../../examples/minimal.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

async function linesOf(example: (print: (line: string) => void) => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  await example((line) => lines.push(line));
  return lines;
}

describe("the conformance suite over a connection that is deliberately wrong", () => {
  test("catches its mistakes, says which sentences are not so, and ends by itself", async () => {
    const program = ["--import", "tsx", "examples/conformance/run.ts"];
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST")));
    const { stdout } = await promisify(execFile)(process.execPath, program, { cwd: root, env, timeout: 60_000 });
    const caught = [...stdout.matchAll(/^caught: (\S+)/gm)].map(([, id]) => id);
    expect([...new Set(caught)].sort()).toEqual(["D03", "P02", "P03", "P20", "P24", "P27", "refused:"]);
    expect(stdout).toContain("promise P24 failed: Signals are delivered when `poll()` is called, and only then.");
    expect(stdout).toMatch(/^ {2}a wrong connection {2}\d+ passed, \d+ failed, /m);
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

  test("T01 as a program it prints exactly the two lines and ends by itself", async () => {
    // A program that does not end is killed, and that is a rejection.
    const program = ["--import", "tsx", "examples/minimal.ts"];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, program, { cwd: root, timeout: 20_000 });
    expect(stderr).toBe("");
    expect(stdout).toBe("P2 received: Hi from P1\nP1 received: Hi from P2\n");
  });
});
