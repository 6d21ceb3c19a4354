import type * as FastXmlParser from "fast-xml-parser";
import { createRequire } from "node:module";
import type { ProblemList } from "../problems.js";
import type { XmlElement } from "./element.js";

// fast-xml-parser refuses elements with names such as "constructor", which Godot's builtin types have: they carry a
// suffix while it reads.
const SUFFIX = "_";

const OPTIONS = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true, // Numeric entities (&#x27;) are decoded with this option only.
  ignoreDeclaration: true,
  ignorePiTags: true,
  captureMetaData: true,
  transformTagName: (name: string) => (name === "constructor" ? name + SUFFIX : name),
};

const require = createRequire(import.meta.url);

/** Loaded when it is needed, which is seldom: see plain-xml.ts. */
const fastXmlParser = (): typeof FastXmlParser => require("fast-xml-parser") as typeof FastXmlParser;

/** Reads one XML document; undefined after a problem was added. */
export function parseXml(file: string, source: string, problems: ProblemList): XmlElement | undefined {
  const { XMLParser } = fastXmlParser();
  const doctype = source.search(/<!(?:DOCTYPE|ENTITY)/i);
  if (doctype >= 0) {
    const line = source.slice(0, doctype).split("\n").length;
    problems.add({ file, line }, "found a DOCTYPE or ENTITY declaration; class references have none. Remove it");
    return undefined;
  }
  // The parser itself accepts truncated and mismatched input; its validator does not.
  const verdict = validate(source);
  if (verdict !== undefined) {
    problems.add({ file, line: verdict.line }, `not well-formed XML: ${verdict.message} Mend or restore the file`);
    return undefined;
  }
  let document: unknown;
  try {
    document = new XMLParser(OPTIONS).parse(source);
  } catch (error) {
    problems.add({ file }, `not readable as XML: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
  const roots = elementsOf(document, {
    metaData: XMLParser.getMetaDataSymbol() as symbol,
    lineOf: lineCounter(source),
  });
  const root = roots[0];
  if (root === undefined || roots.length > 1) {
    problems.add({ file }, `found ${roots.length} root elements, allowed is one <class>`);
    return undefined;
  }
  return root;
}

function validate(source: string): { line: number; message: string } | undefined {
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- it moves to a package of its own; this one is made for this parser
    const verdict = fastXmlParser().XMLValidator.validate(source);
    return verdict === true ? undefined : { line: verdict.err.line, message: verdict.err.msg };
  } catch (error) {
    return { line: 1, message: error instanceof Error ? error.message : String(error) };
  }
}

interface ShapeContext {
  /** What the parser keeps a node's place under. */
  readonly metaData: symbol;
  lineOf(offset: number): number;
}

// The shape that fast-xml-parser gives with preserveOrder: [{ tag: [children], ":@": { attribute: value } }, { "#text": "…" }]
function elementsOf(nodes: unknown, context: ShapeContext): XmlElement[] {
  const elements: XmlElement[] = [];
  if (!Array.isArray(nodes)) return elements;
  for (const node of nodes as unknown[]) {
    if (!isRecord(node)) continue;
    for (const name of Object.keys(node)) {
      if (name === ":@" || name === "#text") continue;
      const content = node[name];
      elements.push({
        name: name === "constructor" + SUFFIX ? "constructor" : name,
        attributes: attributesOf(node[":@"]),
        children: elementsOf(content, context),
        text: textOf(content),
        line: context.lineOf(offsetOf(node, context.metaData)),
      });
    }
  }
  return elements;
}

function attributesOf(value: unknown): Record<string, string> {
  // Without a prototype, so that no attribute name is special.
  const attributes = Object.create(null) as Record<string, string>;
  if (isRecord(value)) {
    for (const name of Object.keys(value)) attributes[name] = String(value[name]);
  }
  return attributes;
}

function textOf(nodes: unknown): string {
  if (!Array.isArray(nodes)) return "";
  let text = "";
  for (const node of nodes as unknown[]) {
    const part = isRecord(node) ? node["#text"] : undefined;
    if (typeof part === "string") text += part;
  }
  return /^[ \t\r\n]*$/.test(text) ? "" : text;
}

function offsetOf(node: object, metaData: symbol): number {
  const data: unknown = Reflect.get(node, metaData);
  return isRecord(data) && typeof data["startIndex"] === "number" ? data["startIndex"] : 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Elements come in order of their offset, almost: a child is asked for before its parent is. */
function lineCounter(source: string): (offset: number) => number {
  const starts: number[] = [0];
  for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
