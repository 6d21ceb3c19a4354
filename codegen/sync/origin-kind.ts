import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { CodegenError } from "../problems.js";
import { versionName } from "./doctool.js";

/** What `--from` names. */
export type OriginKind = "tree" | "folder" | "binary";

/** The program that `--from` names; undefined for a folder that is none. */
export function binaryOf(from: string): string | undefined {
  try {
    if (!statSync(from).isDirectory()) return from;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `cannot be read (${why}). Give a Godot source tree, a folder of class references or a Godot binary with --from`;
    throw new CodegenError([{ file: from, message }]);
  }
  // On macOS an application is a folder.
  const inside = join(from, "Contents/MacOS/Godot");
  return from.replace(/\/+$/, "").endsWith(".app") && existsSync(inside) ? inside : undefined;
}

/** The version that a source tree says it is. */
export function treeVersion(root: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(join(root, "version.py"), "utf8");
  } catch {
    return undefined;
  }
  const number = (name: string): string | undefined => new RegExp(`^${name}\\s*=\\s*(\\d+)`, "m").exec(text)?.[1];
  const [major, minor, patch] = [number("major"), number("minor"), number("patch")];
  if (major === undefined || minor === undefined) return undefined;
  const status = /^status\s*=\s*["']([^"']+)["']/m.exec(text)?.[1];
  // The first release of a minor version has no third number.
  return versionName([major, minor, ...(patch === undefined || patch === "0" ? [] : [patch])].join("."), status);
}
