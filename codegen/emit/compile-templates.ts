import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import Handlebars from "handlebars";
import { OPTIONS } from "./templates.js";

// A step of the build: `node compile-templates.js FOLDER_OF_TEMPLATES FOLDER_TO_WRITE_INTO`.

const [from = "", to = ""] = process.argv.slice(2);
mkdirSync(to, { recursive: true });
for (const file of readdirSync(from)) {
  // It is JavaScript, whatever its type says.
  const compiled = Handlebars.precompile(readFileSync(join(from, file), "utf8"), OPTIONS) as unknown as string;
  writeFileSync(join(to, `${basename(file, ".hbs")}.cjs`), `module.exports = ${compiled};\n`);
}
