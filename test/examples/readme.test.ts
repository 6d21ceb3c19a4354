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
