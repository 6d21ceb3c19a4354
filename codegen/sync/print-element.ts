import type { Dialect } from "../xml/dialect.js";
import { escapeAttribute, escapeText, parseDocument, type XmlNode } from "./document.js";
import type { AttributeList, WrittenMember } from "./member-kinds.js";

/** How new elements are written into a file: as Godot's own writer does, in the words of the file's dialect. */
export interface Layout {
  readonly dialect: Dialect;
  readonly lineEnd: string;
  readonly withText: boolean;
  readonly withStatus: boolean;
}

const MEMBER = "\t\t";
const INSIDE = "\t\t\t";

/** A member with the text that its reference has, or with an empty one. */
export function memberElement(element: string, member: WrittenMember, layout: Layout): XmlNode {
  const keywords: AttributeList = layout.withText ? [["keywords", member.mirror.keywords]] : [];
  const facts = dialectAttributes(withoutMessages(member.attributes, layout), layout);
  const attributes = [...facts, ...keywords].filter(([, value]) => value !== undefined);
  const start = `<${element}${printAttributes(attributes)}`;
  const text = layout.withText ? rawText(member.mirror.description, layout) : "";
  // An overriding property has its text in the class that it is of.
  if (attributes.some(([name]) => name === "overrides" || name === "override") && text.trim() === "") {
    return parseElement(`${start} />`);
  }
  const { lineEnd } = layout;
  if (!member.hasDescription) return parseElement(`${start}>${text === "" ? lineEnd + MEMBER : text}</${element}>`);
  const lines = [
    `${start}>`,
    ...signatureElements(member, layout).map((node) => INSIDE + node.toString()),
    `${INSIDE}<description>${text === "" ? lineEnd + INSIDE : text}</description>`,
    `${MEMBER}</${element}>`,
  ];
  return parseElement(lines.join(lineEnd));
}

export function signatureElements(member: WrittenMember, { dialect }: Layout): readonly XmlNode[] {
  return member.signature.map(({ element, attributes }) => {
    const name = element === "param" && dialect === "godot3" ? "argument" : element;
    // This one Godot writes without the blank.
    const end = name === "returns_error" ? "/>" : " />";
    return parseElement(`<${name}${printAttributes(attributes)}${end}`);
  });
}

export function parseElement(text: string): XmlNode {
  return parseDocument(text).root;
}

/** A decoded text as it stands between tags. */
export function rawText(text: string, { lineEnd }: Layout): string {
  return escapeText(text).replaceAll(/\r?\n/g, lineEnd);
}

/** Godot 3 before 3.4 says only that a property is overridden. */
export function dialectAttributes(attributes: AttributeList, { dialect }: Layout): AttributeList {
  if (dialect !== "godot3") return attributes;
  return attributes.map(([name, value]) =>
    name === "overrides" && value === "" ? ["override", "true"] : [name, value],
  );
}

/** The message beside a flag is text. */
function withoutMessages(attributes: AttributeList, { withText }: Layout): AttributeList {
  if (withText) return attributes;
  return attributes.map(([name, value]) => [name, isFlag(name) && value !== undefined ? "" : value]);
}

export function isFlag(attribute: string): boolean {
  return attribute === "deprecated" || attribute === "experimental";
}

function printAttributes(attributes: AttributeList): string {
  const present = attributes.filter(([, value]) => value !== undefined);
  return present.map(([name, value]) => ` ${name}="${escapeAttribute(value ?? "")}"`).join("");
}
