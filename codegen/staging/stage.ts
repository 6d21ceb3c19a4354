import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, normalize } from "node:path";
import { Worker } from "node:worker_threads";
import type { StagedText, StagingRequest, StagingResult } from "./protocol.js";

/** Where a text waits, complete, until all are. */
export function temporaryFile(out: string, path: string): string {
  return join(out, `${path}.${process.pid}.tmp`);
}

/** The process that a temporary file is of; undefined for any other file. */
export function temporaryOwner(path: string): number | undefined {
  const found = /\.ts\.(\d+)\.tmp$/.exec(path)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** What lies ready under its temporary name. */
export interface Staged {
  readonly files: ReadonlySet<string>;
  /** Path inside the output folder → digest of its text. */
  readonly digests: ReadonlyMap<string, string>;
  /** Folders that were not there before. */
  readonly made: readonly string[];
}

/** With fewer classes, the files are written before a thread is up. */
const WORTHWHILE = 100;
/** Some forty files at a time. */
const PILE_BYTES = 512 * 1024;

const encoder = new TextEncoder();

/**
 * A second thread that writes new files under temporary names while this one prints the next. Creating a thousand files
 * takes up to half as long as printing them; reading and printing on two threads does not pay, since both must read
 * everything and warm up first.
 */
export class Stage {
  readonly #out: string;
  readonly #present: ReadonlySet<string>;
  readonly #thread: Worker;
  readonly #result: Promise<StagingResult | undefined>;
  /** All that may lie there now. */
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();
  readonly #made: string[] = [];
  #pile = new Uint8Array(PILE_BYTES);
  #used = 0;
  #texts: StagedText[] = [];
  #failed = false;
  #isFinished = false;

  /** Undefined where there is little to write, or no thread to be had. */
  static open(out: string, classes: number): Stage | undefined {
    // Run from its sources, the generator is compiled on the way, which threads do not share.
    const isBuilt = import.meta.url.endsWith(".js");
    if (!isBuilt || classes < WORTHWHILE || availableParallelism() < 2) return undefined;
    return new Stage(out, new Worker(new URL("./thread.js", import.meta.url)));
  }

  /** @param thread - One that runs thread.ts. */
  constructor(out: string, thread: Worker) {
    this.#out = out;
    this.#present = filesIn(out);
    this.#thread = thread;
    this.#result = new Promise((resolve) => {
      thread.once("message", resolve);
      thread.once("error", () => resolve(undefined));
      thread.once("exit", () => resolve(undefined));
    });
  }

  /** Files that are there already are left to `writeFiles`, which compares. */
  add(path: string, text: string): void {
    if (this.#failed || this.#present.has(normalize(path))) return;
    const file = temporaryFile(this.#out, path);
    this.#makeFolder(dirname(file));
    // Each UTF-16 unit takes three bytes at most.
    if (text.length * 3 > this.#pile.length - this.#used) this.#send(text.length * 3);
    const { written } = encoder.encodeInto(text, this.#pile.subarray(this.#used));
    this.#texts.push({ path, file, start: this.#used, length: written });
    this.#files.add(file);
    this.#used += written;
  }

  /** Everything that was added lies ready; undefined, and nothing does, if the thread or the disk failed. */
  async finish(): Promise<Staged | undefined> {
    if (!this.#isFinished) {
      this.#send(0);
      this.#post({ kind: "finish" });
    }
    this.#isFinished = true;
    const result = await this.#result;
    if (result !== undefined && !result.failed && !this.#failed) {
      return { files: this.#files, digests: result.digests, made: this.#made };
    }
    this.#remove();
    return undefined;
  }

  /** As if there had been nothing. What became a file of the output is one, and stays. */
  async discard(): Promise<void> {
    if ((await this.finish()) !== undefined) this.#remove();
  }

  #makeFolder(folder: string): void {
    if (this.#folders.has(folder)) return;
    this.#folders.add(folder);
    try {
      const first = mkdirSync(folder, { recursive: true });
      if (first !== undefined) this.#made.push(first);
    } catch {
      // `writeFiles` tries again, and reports what it meets.
      this.#failed = true;
    }
  }

  /** Hands the pile over, and begins another one with room for what comes next. */
  #send(needed: number): void {
    const bytes = this.#pile.buffer;
    if (this.#texts.length > 0) this.#post({ kind: "write", bytes, files: this.#texts }, bytes);
    this.#pile = new Uint8Array(Math.max(PILE_BYTES, needed));
    this.#used = 0;
    this.#texts = [];
  }

  #post(request: StagingRequest, ...moved: readonly ArrayBuffer[]): void {
    this.#thread.postMessage(request, moved);
  }

  #remove(): void {
    for (const file of this.#files) removeQuietly(file);
    for (const folder of this.#made) removeQuietly(folder);
  }
}

/** What lies in a folder, listed once: asking for a thousand files one by one takes a tenth of a second. */
function filesIn(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder, { recursive: true, encoding: "utf8" }));
  } catch {
    // It is not there yet, or nobody can write into it either, which is reported when somebody tries.
    return new Set();
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Where nothing can be removed, nothing could be written.
  }
}
