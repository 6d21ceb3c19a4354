import type { XmlElement } from "./element.js";
import { SCHEMAS } from "./schema.js";

// Godot writes a small part of XML: elements, attributes in double quotes, text, the five entities. Reading just that
// is several times faster than reading XML, and class references come by the thousand. Whatever is anything else is left
// to fast-xml-parser and its validator, with all their messages: this reader never decides that something is wrong.

const ELEMENTS: ReadonlySet<string> = new Set(Object.values(SCHEMAS).flatMap((schema) => Object.keys(schema)));
const ATTRIBUTES: ReadonlySet<string> = new Set(
  Object.values(SCHEMAS).flatMap((schema) => Object.values(schema).flatMap((rule) => Object.keys(rule.attributes))),
);

const DECLARATION = /^<\?xml version="1\.0" encoding="UTF-8" ?\?>/i;
const OPENING = /<([a-z_]+)/y;
const ATTRIBUTE = /[ \t\n]+([A-Za-z_:]+)="([^"<>]*)"/y;
const END = /[ \t\n]*(\/?)>/y;
const ENTITY = /&([^;&]{0,8};)?/g;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["lt;", "<"],
  ["gt;", ">"],
  ["amp;", "&"],
  ["quot;", '"'],
  ["apos;", "'"],
]);
/** Characters that XML does not allow, and line ends that it would change. */
const UNUSUAL = /[\0-\x08\x0b-\x1f\ufffe\uffff]|\]\]>/;

interface OpenElement extends XmlElement {
  readonly attributes: Record<string, string>;
  readonly children: OpenElement[];
  text: string;
}

/** The root element of a document such as Godot writes them; undefined for anything else. */
export function readPlainXml(source: string): XmlElement | undefined {
  if (UNUSUAL.test(source)) return undefined;
  const stack: OpenElement[] = [];
  let root: OpenElement | undefined;
  let line = 1;
  let counted = 0;
  let position = DECLARATION.exec(source)?.[0].length ?? 0;
  for (;;) {
    const start = source.indexOf("<", position);
    const open = stack.at(-1);
    const text = source.slice(position, start < 0 ? source.length : start);
    if (open === undefined) {
      if (text.trim() !== "") return undefined;
    } else if (text !== "") {
      const decoded = decode(text);
      if (decoded === undefined) return undefined;
      open.text = open.text === "" ? decoded : open.text + decoded;
    }
    if (start < 0) return open === undefined ? root : undefined;

    if (source.charCodeAt(start + 1) === SLASH) {
      const end = start + 2 + (open?.name.length ?? 0);
      if (open === undefined || !source.startsWith(`${open.name}>`, start + 2)) return undefined;
      stack.pop();
      position = end + 1;
      continue;
    }
    for (let next = source.indexOf("\n", counted); next >= 0 && next < start; next = source.indexOf("\n", counted)) {
      line++;
      counted = next + 1;
    }
    OPENING.lastIndex = start;
    const name = OPENING.exec(source)?.[1];
    if (name === undefined || !ELEMENTS.has(name) || (open === undefined && root !== undefined)) return undefined;
    // Without a prototype, so that no attribute name is special.
    const attributes = Object.create(null) as Record<string, string>;
    const end = readAttributes(source, OPENING.lastIndex, attributes);
    if (end === undefined) return undefined;
    const element: OpenElement = { name, attributes, children: [], text: "", line };
    if (open === undefined) root = element;
    else open.children.push(element);
    if (!end.isEmpty) stack.push(element);
    if (stack.length > DEEPEST) return undefined;
    position = end.position;
  }
}

const SLASH = 47;
/** class, methods, method, param. */
const DEEPEST = 4;

function readAttributes(
  source: string,
  start: number,
  attributes: Record<string, string>,
): { readonly position: number; readonly isEmpty: boolean } | undefined {
  let position = start;
  for (;;) {
    ATTRIBUTE.lastIndex = position;
    const match = ATTRIBUTE.exec(source);
    if (match === null) break;
    const [, name = "", raw = ""] = match;
    const value = raw.includes("\n") || raw.includes("\t") ? undefined : decode(raw);
    if (value === undefined || !ATTRIBUTES.has(name) || name in attributes) return undefined;
    attributes[name] = value;
    position = ATTRIBUTE.lastIndex;
  }
  END.lastIndex = position;
  const end = END.exec(source);
  return end === null ? undefined : { position: END.lastIndex, isEmpty: end[1] === "/" };
}

/** Undefined if there is an entity that is not one of the five. */
function decode(text: string): string | undefined {
  if (!text.includes("&")) return text;
  const unknown = { found: false };
  const decoded = text.replace(ENTITY, (_, entity: string | undefined) => {
    const character = ENTITIES.get(entity ?? "");
    unknown.found ||= character === undefined;
    return character ?? "";
  });
  return unknown.found ? undefined : decoded;
}
