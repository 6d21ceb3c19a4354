import { isSame } from "../drift/index.js";
import { dedent } from "../xml/dedent.js";
import type { XmlClass, XmlLink } from "../xml/mirror.js";
import { escapeAttribute, escapeText, type XmlNode } from "./document.js";
import type { AttributeList, WrittenMember } from "./member-kinds.js";
import { dialectAttributes, isFlag, rawText, signatureElements, type Layout } from "./print-element.js";

/** Where Godot's writer puts them: behind all that states a fact. */
const LAST_ATTRIBUTES = ["keywords", "xmlns:xsi", "xsi:noNamespaceSchemaLocation"];
/** As Godot wrote the flags until 4.2. */
const LEGACY_FLAGS: Readonly<Record<string, string>> = {
  deprecated: "is_deprecated",
  experimental: "is_experimental",
};

/** Brings the element of one member up to date. */
export function mergeMember(node: XmlNode, ours: WrittenMember, origin: WrittenMember, layout: Layout): void {
  mergeAttributes(node, ours.attributes, origin.attributes, layout);
  if (!isSameSignature(ours, origin)) replaceSignature(node, origin, layout);
  if (!layout.withText) return;
  mergeKeywords(node, ours.mirror.keywords, origin.mirror.keywords);
  const holder = origin.hasDescription ? node.elements.find(({ name }) => name === "description") : node;
  if (holder !== undefined) mergeText(holder, ours.mirror.description, origin.mirror.description, layout);
}

export function mergeAttributes(node: XmlNode, ours: AttributeList, origin: AttributeList, layout: Layout): void {
  const present = new Map(ours);
  const names = origin.map(([name]) => name);
  for (const [index, [name, value]] of dialectAttributes(origin, layout).entries()) {
    const factName = names[index] ?? name;
    const old = present.get(factName);
    const followers = [...names.slice(index + 1), ...LAST_ATTRIBUTES];
    if (isFlag(name)) {
      if (layout.withStatus) mergeFlag(node, name, old, value, followers, layout);
    } else if (!isSameValue(factName, old, value)) {
      node.setAttribute(name, value, followers);
    }
  }
}

export function mergeClassTexts(root: XmlNode, ours: XmlClass, origin: XmlClass, layout: Layout): void {
  const child = (name: string): XmlNode | undefined => root.elements.find((node) => node.name === name);
  const [brief, description, tutorials] = ["brief_description", "description", "tutorials"].map(child);
  if (brief) mergeText(brief, ours.briefDescription, origin.briefDescription, layout);
  if (description) mergeText(description, ours.description, origin.description, layout);
  if (tutorials && origin.tutorials.length > 0 && printLinks(ours.tutorials) !== printLinks(origin.tutorials)) {
    const lines = origin.tutorials.map((link) => `${layout.lineEnd}\t\t${printLinks([link])}`);
    tutorials.setInner(`${lines.join("")}${layout.lineEnd}\t`);
  }
  mergeKeywords(root, ours.keywords, origin.keywords);
}

/** The flag is a fact, the message beside it is text. */
function mergeFlag(
  node: XmlNode,
  name: string,
  old: string | undefined,
  value: string | undefined,
  followers: readonly string[],
  { withText }: Layout,
): void {
  if (value === undefined) {
    if (old === undefined) return;
    node.setAttribute(name, undefined);
    node.setAttribute(LEGACY_FLAGS[name] ?? name, undefined);
  } else if (old === undefined) {
    node.setAttribute(name, withText ? value : "", followers);
  } else if (withText && value !== "" && value !== old) {
    node.setAttribute(LEGACY_FLAGS[name] ?? name, undefined);
    node.setAttribute(name, value, followers);
  }
}

function isSameValue(name: string, a: string | undefined, b: string | undefined): boolean {
  if (name === "qualifiers") return sortedWords(a) === sortedWords(b);
  return isSame(name, a ?? null, b ?? null);
}

function sortedWords(text: string | undefined): string {
  return (text ?? "").split(" ").sort().join(" ");
}

function isSameSignature(a: WrittenMember, b: WrittenMember): boolean {
  return JSON.stringify(a.signature) === JSON.stringify(b.signature);
}

/** As a whole: lines that are the same before and after make no difference in a diff. */
function replaceSignature(node: XmlNode, origin: WrittenMember, layout: Layout): void {
  node.open();
  const old = node.elements.filter(({ name }) => name !== "description");
  for (const element of old) {
    const at = node.children.indexOf(element);
    const before = node.children[at - 1];
    if (typeof before === "string" && before.trim() === "") node.children.splice(at - 1, 2);
    else node.children.splice(at, 1);
  }
  const lines = signatureElements(origin, layout).flatMap((element) => [`${layout.lineEnd}\t\t\t`, element]);
  node.children.unshift(...lines);
}

/** An empty text never takes the place of one that says something. */
function mergeText(holder: XmlNode, ours: string, origin: string, layout: Layout): void {
  if (dedent(origin) === "" || dedent(origin) === dedent(ours)) return;
  holder.setInner(rawText(origin, layout));
}

function mergeKeywords(node: XmlNode, ours: string | undefined, origin: string | undefined): void {
  if (origin !== undefined && origin !== ours) node.setAttribute("keywords", origin, LAST_ATTRIBUTES.slice(1));
}

function printLinks(links: readonly XmlLink[]): string {
  return links
    .map(({ title, url }) => {
      const attribute = title === undefined ? "" : ` title="${escapeAttribute(title)}"`;
      return `<link${attribute}>${escapeText(url)}</link>`;
    })
    .join("");
}
