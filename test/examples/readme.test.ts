import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The code under a heading of the README. */
async function codeUnder(heading: string): Promise<string> {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const [, section = ""] = readme.split(`\n## ${heading}\n`);
  const code = /```ts\n(.*?)```/s.exec(section)?.[1];
  if (code === undefined) throw new Error(`README.md has no TypeScript under "${heading}".`);
  return code;
}

test("the README's first connection runs as it is printed, and ends by itself", async () => {
  // Inside the package, which then finds itself under its own name; dist/ is not committed.
  const folder = await mkdtemp(join(root, "dist", ".readme-"));
  try {
    const program = join(folder, "first-connection.mts");
    await writeFile(program, await codeUnder("Your first connection"));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", "tsx", program], {
      cwd: root,
      timeout: 20_000,
    });
    expect(stderr).toBe("");
    expect(stdout).toBe("P2 received: Hi from P1\n");
  } finally {
    await rm(folder, { recursive: true });
  }
});
