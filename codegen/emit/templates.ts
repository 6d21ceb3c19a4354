import { readFileSync } from "node:fs";
import Handlebars from "handlebars";

/** Handlebars must not escape: the output is TypeScript. */
const OPTIONS = { noEscape: true, strict: true, assumeObjects: true } as const;

const compiled = new Map<string, (view: object) => string>();

/** Renders `templates/<name>.hbs`. Views are plain objects: Handlebars shows nothing for class getters. */
export function render(name: string, view: object): string {
  let template = compiled.get(name);
  if (template === undefined) {
    const source = readFileSync(new URL(`templates/${name}.hbs`, import.meta.url), "utf8");
    const delegate = Handlebars.compile<object>(source, OPTIONS);
    template = (data) => delegate(data);
    compiled.set(name, template);
  }
  return template(view);
}
