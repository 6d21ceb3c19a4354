import { spawn } from "node:child_process";
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const LONGEST_MS = 60_000;

/** From the moment that an editor saves one class to the line that says it was generated. */
export async function editUnderWatch(cli: string, docs: string, out: string, runs: number) {
  const child = spawn(process.execPath, [cli, "generate", "--watch", "--docs", docs, "--out", out]);
  const lines: string[] = [];
  let wake = (): void => undefined;
  child.stdout.on("data", (chunk: Buffer) => {
    lines.push(...chunk.toString().split("\n"));
    wake();
  });
  const line = (wanted: RegExp): Promise<void> =>
    new Promise((done, fail) => {
      const deadline = setTimeout(
        () => fail(new Error(`no line ${String(wanted)} within ${LONGEST_MS} ms`)),
        LONGEST_MS,
      );
      wake = () => {
        if (!lines.some((text) => wanted.test(text))) return;
        lines.length = 0;
        clearTimeout(deadline);
        done();
      };
      wake();
    });
  try {
    await line(/^watching/);
    const files = readdirSync(docs).filter((name) => name.endsWith(".xml"));
    const name = files.find((file) => file === "WebRTCPeerConnection.xml") ?? files[0] ?? "";
    const file = join(docs, name);
    const original = readFileSync(file, "utf8");
    const save = async (text: string): Promise<number> => {
      const start = performance.now();
      writeFileSync(`${file}.new`, text);
      renameSync(`${file}.new`, file);
      await line(/^wrote/);
      return performance.now() - start;
    };
    const texts: number[] = [];
    const facts: number[] = [];
    for (let run = 0; run < runs; run++) {
      texts.push(await save(original.replace("<description>", `<description>\n\t\tEdit ${run}.`)));
      facts.push(await save(original.replace(/(<method name=")\w+/, `$1bench_${run}`)));
    }
    return { texts, facts };
  } finally {
    child.kill("SIGTERM");
  }
}
