import { readdirSync, readFileSync } from "node:fs";

/** What the operating system knows of this process. Linux tells; elsewhere what is not known is NaN. */
export interface ProcessFigures {
  readonly megabytes: number;
  readonly threads: number;
  readonly files: number;
}

export function figuresOfThisProcess(): ProcessFigures {
  const megabytes = process.memoryUsage.rss() / 2 ** 20;
  try {
    const threads = Number(/^Threads:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1]);
    return { megabytes, threads, files: readdirSync("/proc/self/fd").length };
  } catch {
    return { megabytes, threads: NaN, files: NaN };
  }
}

/** How many files a process may open; infinite where nobody says. Node raises the soft limit to the hard one. */
export function openFilesLimit(): number {
  try {
    const found = /^Max open files\s+\S+\s+(\S+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
    return Number(found) || Infinity;
  } catch {
    return Infinity;
  }
}

/** Milliseconds that the thread JavaScript runs in was on a core so far; NaN where nobody says. */
export function javaScriptMilliseconds(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
  } catch {
    return NaN;
  }
}
