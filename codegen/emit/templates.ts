import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type * as Handlebars from "handlebars";

type Template = (view: object) => string;

/** Handlebars must not escape: the output is TypeScript. What templates use is looked up in their views and nowhere else. */
export const OPTIONS = {
  noEscape: true,
  strict: true,
  assumeObjects: true,
  knownHelpersOnly: true,
  data: false,
} as const;

const require = createRequire(import.meta.url);
const loaded = new Map<string, Template>();

/** Renders `templates/<name>.hbs`. Views are plain objects: Handlebars shows nothing for class getters. */
export function render(name: string, view: object): string {
  const template = loaded.get(name) ?? load(name);
  loaded.set(name, template);
  return template(view);
}

/** The build has compiled the templates (compile-templates.ts); Handlebars with its compiler is three times as large. */
function load(name: string): Template {
  const built = fileURLToPath(new URL(`templates/${name}.cjs`, import.meta.url));
  if (existsSync(built)) {
    const runtime = require("handlebars/runtime") as typeof Handlebars;
    return runtime.template<object>(createRequire(built)(built) as TemplateSpecification);
  }
  const { compile } = require("handlebars") as typeof Handlebars;
  const source = readFileSync(new URL(`templates/${name}.hbs`, import.meta.url), "utf8");
  return compile<object>(source, OPTIONS);
}
