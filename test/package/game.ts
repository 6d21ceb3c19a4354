import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RepositoryCopy } from "../support/repository-copy.js";
import { run } from "../support/run.js";
import { ROOT } from "../support/root.js";

/** What is needed to build and pack. */
const FOLDERS = ["codegen", "doc_classes", "examples", "generated", "runtime", "scripts"];
const FILES = [
  "package.json",
  "tsconfig.json",
  "tsconfig.build.json",
  "LICENSE",
  "README.md",
  "THIRD-PARTY-NOTICES.md",
];

/** The part of package-lock.json that matters here. */
interface Lock {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}

/** What a lock file repeats of a package.json. */
interface Manifest {
  readonly version: string;
  readonly bin: object;
  readonly dependencies: object;
}

/**
 * Packs the package and installs it into an otherwise empty project, with the files of `consumer/` beside it.
 *
 * @param game - The project's folder, empty.
 */
export async function installInto(game: string): Promise<void> {
  cpSync(join(ROOT, "test/package/consumer"), game, { recursive: true });

  // A copy, because a build of the repository's own may be going on. Packing runs "prepare", which builds.
  const copy = new RepositoryCopy([...FOLDERS, ...FILES]);
  await npm(copy.folder, "pack", "--pack-destination", game).finally(() => copy.remove());
  const tarball = readdirSync(game).find((name) => name.endsWith(".tgz"));
  if (tarball === undefined) throw new Error("npm pack left no tarball.");

  const root = { name: "game", private: true, type: "module", dependencies: { "godot-webrtc": `file:${tarball}` } };
  writeFileSync(join(game, "package.json"), JSON.stringify(root));
  writeFileSync(join(game, "package-lock.json"), JSON.stringify(lockFor(root, tarball)));
  await npm(game, "ci", "--prefer-offline", "--no-audit", "--no-fund");
}

/**
 * The dependencies in the versions that this repository has installed: the same today and in a year, and in npm's cache,
 * so that no registry has to answer.
 */
function lockFor(root: { readonly dependencies: object }, tarball: string): object {
  const { lockfileVersion, packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as Lock;
  const { version, bin, dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Manifest;
  const installed = Object.entries(packages).filter(([path, { dev }]) => path !== "" && dev !== true);
  const own = { version, resolved: `file:${tarball}`, bin, dependencies };
  const all = { "": root, "node_modules/godot-webrtc": own, ...Object.fromEntries(installed) };
  return { name: "game", lockfileVersion, requires: true, packages: all };
}

async function npm(folder: string, ...args: readonly string[]): Promise<void> {
  const { code, out, error } = await run(folder, "npm", ...args);
  if (code !== 0) throw new Error(`npm ${args.join(" ")} ended with ${String(code)}:\n${out}${error}`);
}
