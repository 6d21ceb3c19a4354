import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ROOT } from "./root.js";

/** Part of the repository in a temporary folder, where a test may change what it wants, until it removes it. */
export class RepositoryCopy {
  readonly folder: string;

  /** @param parts - Files and folders to copy; the packages of node_modules are there too, by a link. */
  constructor(parts: readonly string[]) {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), "godot-webrtc-copy-")));
    for (const part of parts) this.restore(part);
    symlinkSync(join(ROOT, "node_modules"), this.path("node_modules"), "junction");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  path(part: string): string {
    return join(this.folder, part);
  }

  read(file: string): string {
    return readFileSync(this.path(file), "utf8");
  }

  /** Replaces a text that must be there, wherever it stands in the file. */
  replace(file: string, from: string | RegExp, to: string): void {
    const before = this.read(file);
    const after = before.replaceAll(from, to);
    if (after === before) throw new Error(`${basename(file)} has nothing that matches ${String(from)}.`);
    writeFileSync(this.path(file), after);
  }

  /** Brings a file or folder back to what the repository has. */
  restore(part: string): void {
    rmSync(this.path(part), { recursive: true, force: true });
    cpSync(join(ROOT, part), this.path(part), { recursive: true });
  }
}
