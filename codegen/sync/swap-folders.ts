import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { CodegenError } from "../problems.js";

/** A folder, and the copy of it that is worked on. */
interface StagedFolder {
  readonly real: string;
  readonly staged: string;
  /** Where the folder goes while the copy takes its place. */
  readonly retired: string;
}

/**
 * Changes several folders together or none of them. `work` gets copies that lie beside the folders, under the same names;
 * when it is done, the copies take the folders' places by renaming. If anything fails, all is as it was.
 */
export async function swapFolders<T>(
  folders: readonly string[],
  work: (copies: readonly string[]) => Promise<T>,
): Promise<T> {
  checkApart(folders);
  const temporary: string[] = [];
  try {
    const staged = folders.map((folder) => stage(folder, temporary));
    const result = await work(staged.map((entry) => entry.staged));
    swap(staged);
    return result;
  } catch (error) {
    if (error instanceof CodegenError) throw error;
    const why = (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
    throw new CodegenError([{ file: folders.join(", "), message: `cannot be written: ${why}. All is as it was` }]);
  } finally {
    for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
  }
}

function stage(folder: string, temporary: string[]): StagedFolder {
  const exists = existsSync(folder);
  // Through a link: what it points to is what is renamed.
  const real = exists ? realpathSync(folder) : resolve(folder);
  mkdirSync(dirname(real), { recursive: true });
  const holder = mkdtempSync(join(dirname(real), ".godot-webrtc-sync-"));
  temporary.push(holder);
  const staged = join(holder, basename(real));
  if (exists) cpSync(real, staged, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  return { real, staged, retired: join(holder, `old-${basename(real)}`) };
}

function swap(folders: readonly StagedFolder[]): void {
  const undo: (() => void)[] = [];
  try {
    for (const { real, staged, retired } of folders) {
      if (!existsSync(staged)) continue;
      if (existsSync(real)) {
        renameSync(real, retired);
        undo.push(() => renameSync(retired, real));
      }
      renameSync(staged, real);
      undo.push(() => renameSync(real, staged));
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

/** Whole folders are replaced: they must not hold one another, nor where this program runs. */
function checkApart(folders: readonly string[]): void {
  const [here, ...paths] = [process.cwd(), ...folders].map((folder) =>
    existsSync(folder) ? realpathSync(folder) : resolve(folder),
  );
  for (const path of paths) {
    if (here !== undefined && holds(path, here)) {
      const message =
        "holds the current directory; sync replaces it as a whole. Run it from elsewhere, or name another folder";
      throw new CodegenError([{ file: path, message }]);
    }
    const other = paths.find((candidate) => candidate !== path && holds(path, candidate));
    if (other !== undefined || paths.indexOf(path) !== paths.lastIndexOf(path)) {
      const message = `holds ${other ?? "what another option names"} too; sync replaces each as a whole. Name folders apart with --docs and --out`;
      throw new CodegenError([{ file: path, message }]);
    }
  }
}

function holds(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way !== ".." && !way.startsWith(`..${sep}`);
}
