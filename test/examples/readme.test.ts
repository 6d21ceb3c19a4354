import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { UserCode } from "../support/user-code.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A piece of code under a heading of the README. */
async function codeUnder(heading: string, piece = 0): Promise<string> {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const [section = ""] = readme.split(`\n## ${heading}\n`)[1]?.split("\n## ") ?? [];
  const code = [...section.matchAll(/```ts\n(.*?)```/gs)][piece]?.[1];
  if (code === undefined) throw new Error(`README.md has no piece ${piece} of TypeScript under "${heading}".`);
  return code;
}

test.each([
  ["Your first connection", "P2 received: Hi from P1\n"],
  ["A server and its clients", "2 Map(1) { 'name' => 'Ada' }\n2 has left\n"],
])("the README's code under %s runs as it is printed, and ends by itself", async (heading, printed) => {
  // Inside the package, which then finds itself under its own name; dist/ is not committed.
  const folder = await mkdtemp(join(root, "dist", ".readme-"));
  try {
    const program = join(folder, "program.mts");
    await writeFile(program, await codeUnder(heading));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", "tsx", program], {
      cwd: root,
      timeout: 20_000,
    });
    expect(stderr).toBe("");
    expect(stdout).toBe(printed);
  } finally {
    await rm(folder, { recursive: true });
  }
});

describe("the README's signaling", () => {
  test.each([0, 1, 2])("piece %i compiles", async (piece) => {
    const user = new UserCode({ "readme.ts": await codeUnder("Signaling", piece) });
    expect(user.findings("readme.ts")).toEqual([]);
  });
});
