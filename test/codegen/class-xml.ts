import { emit } from "../../codegen/emit/emit.js";
import type { Api, ApiClass } from "../../codegen/model/api.js";
import { NO_OVERRIDES, type Overrides } from "../../codegen/overrides/shapes.js";
import { printProblem, ProblemList } from "../../codegen/problems.js";
import type { Naming } from "../../codegen/resolve/name-members.js";
import { resolve } from "../../codegen/resolve/resolve.js";
import type { XmlClass } from "../../codegen/xml/mirror.js";
import { readClass } from "../../codegen/xml/read-class.js";
import { NO_SOURCE, type GenerateSettings, type Source } from "../../codegen/xml/source-json.js";

/** Texts of class references, as short as they may be. */
export function classXml(name: string, body = "", attributes = ' inherits="Object"'): string {
  const texts = "<brief_description></brief_description><description></description><tutorials></tutorials>";
  return `<class name="${name}"${attributes}>\n${texts}\n${body}\n</class>`;
}

export function method(name: string, content = "", attributes = ""): string {
  return `<method name="${name}"${attributes}>${content}<description></description></method>`;
}

export const methods = (...list: readonly string[]): string => `<methods>${list.join("\n")}</methods>`;
export const returns = (type: string, more = ""): string => `<return type="${type}"${more} />`;
export const param = (index: number, name: string, type: string, more = ""): string =>
  `<param index="${index}" name="${name}" type="${type}"${more} />`;
export const constant = (name: string, value: number | string, more = ""): string =>
  `<constant name="${name}" value="${value}"${more}></constant>`;

export const OBJECT = classXml("Object", "", "");
export const GLOBALS = classXml(
  "@GlobalScope",
  `<constants>${["OK", "FAILED", "ERR_INVALID_PARAMETER"]
    .map((name, index) => constant(name, index === 2 ? 31 : index, ' enum="Error"'))
    .join("")}</constants>`,
  "",
);
export const SIGNAL = classXml("Signal", "", "");
export const CALLABLE = classXml("Callable", "", "");
/** What most classes refer to. */
export const BASE = [OBJECT, GLOBALS, SIGNAL, CALLABLE] as const;

export interface Read {
  readonly mirror: XmlClass | undefined;
  readonly problems: readonly string[];
}

export function read(text: string): Read {
  const list = new ProblemList();
  const mirror = readClass("A.xml", text, list);
  return { mirror, problems: list.problems.map(printProblem) };
}

export interface Resolved {
  readonly api: Api;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
  readonly list: ProblemList;
}

/** Resolves class references given as texts. */
export function resolveXml(
  texts: readonly string[],
  overrides: Partial<Overrides> = {},
  source: Partial<Source> = {},
  naming: Naming = "godot",
): Resolved {
  const list = new ProblemList();
  const classes = texts.map((text) => {
    const name = /<class name="([^"]*)"/.exec(text)?.[1] ?? "";
    const mirror = readClass(`docs/${name}.xml`, text, list);
    if (mirror === undefined)
      throw new Error(`the test's own XML is wrong: ${list.problems.map(printProblem).join("\n")}`);
    return mirror;
  });
  const references = { classes, source: { ...NO_SOURCE, ...source } };
  const api = resolve(references, { ...NO_OVERRIDES, ...overrides }, list, { naming });
  return { api, list, problems: list.problems.map(printProblem), warnings: list.warnings.map(printProblem) };
}

/** The same for references that must be without problems, up to the printed files. */
export function emitXml(
  texts: readonly string[],
  overrides: Partial<Overrides> = {},
  settings: Partial<GenerateSettings> = {},
  naming: Naming = "godot",
): ReadonlyMap<string, string> & { readonly warnings: readonly string[] } {
  const { api, list } = resolveXml(texts, overrides, {}, naming);
  list.throwIfAny();
  const files = emit(api, { ...NO_SOURCE.generate, ...settings }, { ...NO_OVERRIDES, ...overrides }, list);
  list.throwIfAny();
  return Object.assign(new Map(files), { warnings: list.warnings.map(printProblem) });
}

export function classOf(resolved: Resolved, name: string): ApiClass {
  const found = resolved.api.byName.get(name);
  if (found === undefined) throw new Error(`no class ${name} in the test's input`);
  return found;
}
