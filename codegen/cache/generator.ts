import { readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { digest, fileDigest } from "./digest.js";

/** Packages whose versions may change what is printed. */
const PACKAGES = ["fast-xml-parser", "handlebars", "gettext-parser"];
const CODE = /(?<!\.d)\.(?:c?js|ts|hbs)$/;

/** What the result depends on beside the input: this program itself, byte by byte, and what it is made with. */
export function generatorDigest(): string {
  const folder = dirname(dirname(fileURLToPath(import.meta.url)));
  const own = codeBelow(folder).map((file) => `${file}\n${fileDigest(join(folder, file)) ?? ""}`);
  return digest([process.version, ...own, ...PACKAGES.map(packageSign)].join("\n"));
}

function codeBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => CODE.test(file))
    .sort();
}

/** An installed package changes as a whole: its main file's place, size and date tell. */
function packageSign(name: string): string {
  try {
    const main = createRequire(import.meta.url).resolve(name);
    const { size, mtimeMs } = statSync(main);
    return `${main} ${size} ${mtimeMs}`;
  } catch {
    return name;
  }
}
