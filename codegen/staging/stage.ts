import { readdirSync, rmSync } from "node:fs";
import { join, normalize } from "node:path";
import { Worker } from "node:worker_threads";
import { availableParallelism } from "node:os";
import type { StagingRequest, StagingResult } from "./protocol.js";

/** Where a text waits, complete, until all are. */
export function temporaryFile(out: string, path: string): string {
  return join(out, `${path}.${process.pid}.tmp`);
}

/** What lies ready under its temporary name. */
export interface Staged {
  readonly files: ReadonlySet<string>;
  readonly made: readonly string[];
}

/**
 * A second thread that writes new files under temporary names while this one prints the next. Creating a thousand files
 * takes about as long as printing them; reading and printing on two threads does not pay, since both must warm up first.
 */
export class Stage {
  readonly #out: string;
  readonly #present: ReadonlySet<string>;
  readonly #worker: Worker;
  readonly #result: Promise<StagingResult | undefined>;
  #isFinished = false;

  /** Undefined where there is little to write, or no thread to be had. */
  static open(out: string, classes: number): Stage | undefined {
    // Run from its sources, the generator is compiled on the way, which threads do not share.
    const isBuilt = import.meta.url.endsWith(".js");
    return isBuilt && classes >= WORTHWHILE && availableParallelism() > 1 ? new Stage(out) : undefined;
  }

  private constructor(out: string) {
    this.#out = out;
    this.#present = filesIn(out);
    this.#worker = new Worker(new URL("./thread.js", import.meta.url));
    this.#result = new Promise((resolve) => {
      this.#worker.once("message", resolve);
      this.#worker.once("error", () => resolve(undefined));
      this.#worker.once("exit", () => resolve(undefined));
    });
  }

  /** Files that are there already are left to `writeFiles`, which compares. */
  add(files: ReadonlyMap<string, string>): void {
    const fresh = [...files].filter(([path]) => !this.#present.has(normalize(path)));
    const named = fresh.map(([path, text]) => [temporaryFile(this.#out, path), text] as const);
    this.#post({ kind: "write", files: named });
  }

  /** Everything that was added lies ready; undefined, and nothing does, if the thread or the disk failed. */
  async finish(): Promise<Staged | undefined> {
    if (!this.#isFinished) this.#post({ kind: "finish" });
    this.#isFinished = true;
    const result = await this.#result;
    if (result === undefined) return undefined;
    if (!result.failed) return { files: new Set(result.written), made: result.made };
    remove(result);
    return undefined;
  }

  /** As if there had been nothing. What became a file of the output is one, and stays. */
  async discard(): Promise<void> {
    const staged = await this.finish();
    if (staged !== undefined) remove({ written: [...staged.files], made: staged.made });
  }

  #post(request: StagingRequest): void {
    this.#worker.postMessage(request);
  }
}

/** With fewer classes, the files are written before a thread is up. */
const WORTHWHILE = 100;

/** What lies in a folder, listed once: asking for a thousand files one by one takes a tenth of a second. */
function filesIn(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder, { recursive: true, encoding: "utf8" }));
  } catch {
    // It is not there yet, or nobody can write into it either, which is reported when somebody tries.
    return new Set();
  }
}

function remove({ written, made }: Pick<StagingResult, "written" | "made">): void {
  for (const file of written) rmSync(file, { force: true });
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
}
