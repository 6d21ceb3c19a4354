import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("..", import.meta.url));

/** Installs what bench/package-lock.json names, unless it is there. */
export function installPackages(): void {
  const lock = JSON.parse(readFileSync(join(FOLDER, "package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;
  };
  // Of optional packages only those of this platform are installed.
  const isThere = Object.entries(lock.packages).every(
    ([path, { version, optional }]) => path === "" || optional === true || versionOf(path) === version,
  );
  if (isThere) return;
  // A shell, because npm is a script on Windows.
  const { status } = spawnSync("npm ci --prefix bench", { cwd: join(FOLDER, ".."), shell: true, stdio: "inherit" });
  if (status !== 0) throw new Error("`npm ci --prefix bench` failed: see above.");
}

/** A package of bench/node_modules. None of them has types: who asks says what it is. */
export function requirePackage(name: string): unknown {
  return createRequire(join(FOLDER, "package.json"))(name) as unknown;
}

/** The version that is installed at a path like `node_modules/gd-com`; `undefined` if there is none. */
export function versionOf(path: string): string | undefined {
  const file = join(FOLDER, path, "package.json");
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly version?: string }).version;
}
