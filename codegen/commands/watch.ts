import { watch as watchFolder, type FSWatcher } from "node:fs";
import { basename, dirname } from "node:path";
import type { GenerateOptions } from "../main.js";
import { printReport, printWarnings } from "../print-report.js";
import { CodegenError, ProblemList } from "../problems.js";
import { Session } from "../watch/session.js";
import { listReferences } from "../xml/list-references.js";
import { DONE, printProblems, type CommandOutput } from "./command.js";

/** Editors save in several steps; what comes within this time is one change. */
const SETTLED_MS = 25;

/** Generates, and again after every change, until SIGINT or SIGTERM. Problems are printed, and watching goes on. */
export async function watch(options: GenerateOptions, output: CommandOutput): Promise<number> {
  const session = new Session(options);
  let isFirst = true;
  const run = async (since: number): Promise<void> => {
    try {
      const { api, files, warnings, locale } = await session.run();
      if (warnings.length > 0) output.error(printWarnings(warnings));
      const milliseconds = performance.now() - since;
      if (isFirst) output.out(printReport(api, files, milliseconds, locale));
      else output.out(printChange(files, milliseconds));
      isFirst = false;
    } catch (error) {
      output.error(printProblems(error));
    }
  };

  let changedAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const changed = (): void => {
    changedAt = performance.now();
    clearTimeout(timer);
    timer = setTimeout(() => {
      const since = changedAt;
      running = running.then(() => run(since));
    }, SETTLED_MS);
  };

  // Before the first run: nothing that is saved from now on is missed.
  const watchers = watchInput(options, changed);
  const interrupted = new Promise<void>((resolve) => {
    process.once("SIGINT", resolve).once("SIGTERM", resolve);
  });
  running = run(0);
  await running;
  output.out(`watching ${options.docs.join(", ")}; to end, press Ctrl+C`);
  await interrupted;
  clearTimeout(timer);
  for (const watcher of watchers) watcher.close();
  await running;
  return DONE;
}

function printChange({ written, removed }: { written: readonly string[]; removed: readonly string[] }, time: number) {
  const changes = [...written.map((path) => `wrote ${path}`), ...removed.map((path) => `removed ${path}`)];
  const rest = changes.length - 3;
  const shown = changes.length === 0 ? "nothing changed" : changes.slice(0, 3).join(", ");
  return `${shown}${rest > 0 ? ` and ${rest} more` : ""}, ${Math.round(time)} ms`;
}

/** Folders are watched, not files: an editor that replaces a file would leave its watcher behind. */
function watchInput({ docs, locale }: GenerateOptions, changed: () => void): readonly FSWatcher[] {
  const folders = listReferences(docs, new ProblemList()).map(({ directory }) => directory);
  const isReference = (name: string): boolean => name.endsWith(".xml") || name === "SOURCE.json";
  const watchers = [...new Set(folders)].map((folder) => watchOne(folder, isReference, changed));
  if (locale !== undefined) watchers.push(watchOne(dirname(locale), (name) => name === basename(locale), changed));
  return watchers;
}

function watchOne(folder: string, isMeant: (name: string) => boolean, changed: () => void): FSWatcher {
  try {
    const watcher = watchFolder(folder, (_, name) => {
      if (name === null || isMeant(name)) changed();
    });
    // A folder that goes away: the next run says so.
    watcher.on("error", changed);
    return watcher;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CodegenError([{ file: folder, message: `cannot be watched (${why}). Name another folder with --docs` }]);
  }
}
