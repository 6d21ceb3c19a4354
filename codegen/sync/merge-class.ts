import { matchMembers, memberFacts, type MemberFact } from "../drift/index.js";
import type { XmlClass } from "../xml/mirror.js";
import type { XmlNode } from "./document.js";
import { parseDocument, printDocument } from "./document.js";
import { MEMBER_KINDS, SECTIONS, type MemberKind, type WrittenMember } from "./member-kinds.js";
import { mergeAttributes, mergeClassTexts, mergeMember } from "./merge-member.js";
import { memberElement, parseElement, type Layout } from "./print-element.js";

export interface ClassFile {
  readonly text: string;
  readonly mirror: XmlClass;
}

export interface MergeRules {
  /** Only members that are there already are kept up to date. */
  readonly isSubset: boolean;
  readonly withText: boolean;
  /** The origin tells what is deprecated or experimental. */
  readonly withStatus: boolean;
}

/** A class reference with the facts of another of the same class. What does not differ stays as it is, to the byte. */
export function mergeClass(ours: ClassFile, origin: XmlClass, rules: MergeRules): string {
  const document = parseDocument(ours.text);
  const layout: Layout = {
    dialect: ours.mirror.dialect,
    lineEnd: ours.text.includes("\r\n") ? "\r\n" : "\n",
    withText: rules.withText,
    withStatus: rules.withStatus,
  };
  mergeAttributes(document.root, classAttributes(ours.mirror), classAttributes(origin), layout);
  if (rules.withText) mergeClassTexts(document.root, ours.mirror, origin, layout);
  for (const kind of MEMBER_KINDS) mergeKind(document.root, kind, ours.mirror, origin, { ...rules, layout });
  return printDocument(document);
}

function classAttributes({ inherits, deprecated, experimental }: XmlClass) {
  return [
    ["inherits", inherits],
    ["deprecated", deprecated],
    ["experimental", experimental],
  ] as const;
}

/** A member of a reference: its facts, and how it is written. */
interface Entry {
  readonly fact: MemberFact;
  readonly written: WrittenMember;
}

function entriesOf(kind: MemberKind, source: XmlClass): readonly Entry[] {
  const facts = memberFacts(source).filter((fact) => fact.kind === kind.kind);
  return kind.write(source).flatMap((written, index) => {
    const fact = facts[index];
    return fact === undefined ? [] : [{ fact, written }];
  });
}

function mergeKind(
  root: XmlNode,
  kind: MemberKind,
  ours: XmlClass,
  origin: XmlClass,
  { isSubset, layout }: MergeRules & { readonly layout: Layout },
): void {
  const nodes = nodesOf(root, kind, ours);
  const present = new Map(entriesOf(kind, ours).map((entry, index) => [entry.fact, { ...entry, node: nodes[index] }]));
  const wanted = new Map(entriesOf(kind, origin).map((entry) => [entry.fact, entry]));
  /** Where the members of the origin stand in our document. */
  const places = new Map<MemberFact, XmlNode>();
  for (const { pairs, removed } of matchMembers([...present.keys()], [...wanted.keys()])) {
    for (const { from, to } of pairs) {
      const [old, entry] = [present.get(from), wanted.get(to)];
      if (old?.node === undefined || entry === undefined) continue;
      mergeMember(old.node, old.written, entry.written, layout);
      places.set(to, old.node);
    }
    for (const fact of removed) removeNode(root, present.get(fact)?.node);
  }
  if (isSubset) return;
  let before: XmlNode | undefined;
  for (const [fact, { written }] of wanted) {
    const there = places.get(fact);
    before =
      there ??
      insertAfter(
        sectionOf(root, kind, ours, layout),
        before,
        memberElement(elementOf(kind, ours), written, layout),
        layout,
      );
  }
}

/** Godot 3 has the constructors of builtin types among their methods. */
function sectionName(kind: MemberKind, { dialect }: XmlClass): string {
  return kind.kind === "constructor" && dialect === "godot3" ? "methods" : kind.section;
}

function elementOf(kind: MemberKind, { dialect }: XmlClass): string {
  return kind.kind === "constructor" && dialect === "godot3" ? "method" : kind.element;
}

/** The elements of the members, in the order in which the reader gives them. */
function nodesOf(root: XmlNode, kind: MemberKind, ours: XmlClass): readonly XmlNode[] {
  const section = root.elements.find(({ name }) => name === sectionName(kind, ours));
  const nodes = section?.elements ?? [];
  if (ours.dialect !== "godot3") return nodes;
  if (kind.kind === "constructor") return nodes.filter((node) => node.attribute("name") === ours.name);
  return kind.kind === "method" ? nodes.filter((node) => node.attribute("name") !== ours.name) : nodes;
}

function sectionOf(root: XmlNode, kind: MemberKind, ours: XmlClass, { lineEnd }: Layout): XmlNode {
  const name = sectionName(kind, ours);
  const found = root.elements.find((node) => node.name === name);
  if (found !== undefined) {
    found.open();
    return found;
  }
  const section = parseElement(`<${name}>${lineEnd}\t</${name}>`);
  const earlier = SECTIONS.slice(0, SECTIONS.indexOf(name));
  const before = root.elements.filter((node) => earlier.includes(node.name)).at(-1);
  const at = before === undefined ? 0 : root.children.indexOf(before) + 1;
  root.children.splice(at, 0, `${lineEnd}\t`, section);
  return section;
}

function insertAfter(section: XmlNode, before: XmlNode | undefined, node: XmlNode, { lineEnd }: Layout): XmlNode {
  const at = before === undefined ? 0 : section.children.indexOf(before) + 1;
  section.children.splice(at, 0, `${lineEnd}\t\t`, node);
  if (section.children.length === 2) section.children.push(`${lineEnd}\t`);
  return node;
}

/** With its own line; a section that is empty then goes too, as Godot writes none. */
function removeNode(root: XmlNode, node: XmlNode | undefined): void {
  if (node === undefined) return;
  for (const section of root.elements) {
    if (!section.elements.includes(node)) continue;
    cut(section, node);
    if (section.elements.length === 0 && section.inner.trim() === "") cut(root, section);
  }
}

function cut(parent: XmlNode, node: XmlNode): void {
  const at = parent.children.indexOf(node);
  const before = parent.children[at - 1];
  if (typeof before !== "string") {
    parent.children.splice(at, 1);
    return;
  }
  parent.children.splice(at - 1, 2, before.trimEnd());
}
