import type { LinkKind, Style } from "./nodes.js";

/** How a tag is read. The table below is the whole of what the parser knows about Godot's tags. */
export type TagRule =
  | { readonly form: "style"; readonly style: Style; readonly value: "none" | "optional" }
  /** The content is taken as it stands, up to the closing tag; `attributes` names what may follow the tag's name. */
  | { readonly form: "code"; readonly attributes: readonly string[] }
  | { readonly form: "fence"; readonly language: string; readonly attributes: readonly string[] }
  /** `[img]address[/img]`: the content is an address. */
  | { readonly form: "address" }
  | { readonly form: "codeblocks" }
  /** `[url=address]text[/url]`, or `[url]address[/url]`. */
  | { readonly form: "url" }
  | { readonly form: "link"; readonly link: LinkKind }
  | { readonly form: "character"; readonly text: string }
  | { readonly form: "break" };

const link = (kind: LinkKind): TagRule => ({ form: "link", link: kind });
const style = (name: Style, value: "none" | "optional" = "none"): TagRule => ({ form: "style", style: name, value });

/** Godot's own checker of the docs reads `skip-lint`; the reader of the docs need not. */
const SKIP_LINT = "skip-lint";

/** Every tag of Godot's class references (editor/doc/editor_help.cpp, doc/tools/make_rst.py), by name. */
export const TAGS: ReadonlyMap<string, TagRule> = new Map<string, TagRule>([
  ["method", link("method")],
  ["member", link("member")],
  ["signal", link("signal")],
  ["constant", link("constant")],
  ["enum", link("enum")],
  ["param", link("param")],
  ["annotation", link("annotation")],
  ["theme_item", link("theme_item")],
  ["constructor", link("constructor")],
  ["operator", link("operator")],

  ["b", style("bold")],
  ["i", style("italic")],
  ["s", style("strike")],
  ["u", style("plain")],
  ["center", style("plain")],
  ["color", style("plain", "optional")],
  ["font", style("plain", "optional")],

  ["code", { form: "code", attributes: [SKIP_LINT] }],
  ["kbd", { form: "code", attributes: [] }],
  ["codeblock", { form: "fence", language: "gdscript", attributes: [SKIP_LINT, "lang"] }],
  ["codeblocks", { form: "codeblocks" }],
  ["gdscript", { form: "fence", language: "gdscript", attributes: [SKIP_LINT] }],
  ["csharp", { form: "fence", language: "csharp", attributes: [SKIP_LINT] }],

  ["url", { form: "url" }],
  ["img", { form: "address" }],
  ["lb", { form: "character", text: "[" }],
  ["rb", { form: "character", text: "]" }],
  ["br", { form: "break" }],
]);

/** The builtin types written in lower case; every other class name starts with a capital letter or `@`. */
const LOWER_CASE_CLASSES: ReadonlySet<string> = new Set(["int", "float", "bool", "void"]);

/** Whether `[name]` is a reference to a class. Which classes exist, the parser does not know: the resolver does. */
export function isClassName(name: string): boolean {
  return LOWER_CASE_CLASSES.has(name) || /^@?[A-Z]\w*(?:\.[A-Z]\w*)*$/.test(name);
}
