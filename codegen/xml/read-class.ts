import type { Place, ProblemList } from "../problems.js";
import { checkNames } from "./check-names.js";
import { checkSchema } from "./check-schema.js";
import { detectDialect } from "./dialect.js";
import { attribute, childrenOf, childText, type XmlElement } from "./element.js";
import type { XmlClass, XmlLink } from "./mirror.js";
import { parseXml } from "./parse-xml.js";
import { readPlainXml, type ClassDocument } from "./plain-xml.js";
import {
  callOf,
  constantOf,
  deprecatedOf,
  experimentalOf,
  propertyOf,
  signalOf,
  themeItemOf,
  type ReadContext,
} from "./read-members.js";

/** The text of one class reference → its typed mirror; undefined after problems were added. */
export function readClass(file: string, text: string, problems: ProblemList): XmlClass | undefined {
  const document = readDocument(file, text, problems);
  if (document === undefined) return undefined;
  const { root, dialect } = document;
  const before = problems.problems.length;
  const name = attribute(root, "name");
  const place: Place = { file, class: name };
  const context: ReadContext = { owner: place, dialect, problems };
  const section = (list: string): readonly XmlElement[] =>
    childrenOf(root, list).flatMap((element) => element.children);
  const calls = (list: string) => section(list).map((element) => callOf(element, context));
  const methods = calls("methods");
  // Godot 3 has the constructors of builtin types among their methods.
  const isConstructor = dialect === "godot3" ? (method: { name: string }) => method.name === name : () => false;
  const mirror: XmlClass = {
    file,
    line: root.line,
    dialect,
    name,
    inherits: root.attributes["inherits"],
    deprecated: deprecatedOf(root),
    experimental: experimentalOf(root),
    keywords: root.attributes["keywords"],
    briefDescription: childText(root, "brief_description"),
    description: childText(root, "description"),
    tutorials: [...section("tutorials"), ...section("demos")].map(linkOf),
    constructors: [...calls("constructors"), ...methods.filter(isConstructor)],
    methods: methods.filter((method) => !isConstructor(method)),
    members: section("members").map((element) => propertyOf(element, context)),
    signals: section("signals").map((element) => signalOf(element, context)),
    constants: section("constants").map((element) => constantOf(element, context)),
    annotations: calls("annotations"),
    themeItems: section("theme_items").map((element) => themeItemOf(element, context)),
    operators: calls("operators"),
  };
  checkNames(mirror, place, problems);
  return problems.problems.length === before ? mirror : undefined;
}

function linkOf(link: XmlElement): XmlLink {
  return { title: link.attributes["title"], url: link.text.trim() };
}

/** Elements nested without end exhaust the stack: that is the file's fault, and is reported as such. */
function readDocument(file: string, text: string, problems: ProblemList): ClassDocument | undefined {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const plain = readPlainXml(source);
  if (plain !== undefined) return plain;
  try {
    const root = parseXml(file, source, problems);
    if (root === undefined) return undefined;
    const detected = detectDialect(root);
    return checkSchema(file, root, detected, problems) ? { root, dialect: detected.dialect } : undefined;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    problems.add({ file }, "its elements are nested too deeply to be a class reference. Restore the file");
    return undefined;
  }
}
