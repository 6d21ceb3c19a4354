import { printUrlTarget, toTsdoc, type DocContext, type LinkKind } from "../bbcode/index.js";
import { printInlineCode } from "../bbcode/print-code.js";
import type { ClassDoc, Doc, Member, Method, Property } from "../model/api.js";
import type { Place, ProblemList } from "../problems.js";
import { findLink, type LinkedDeclaration } from "../resolve/links.js";
import { isIdentifier } from "../resolve/names.js";
import { modulePath, type TypePrinter } from "./print-type.js";

const WIDTH = 120;

/** Prints the doc comments of one module. */
export class DocPrinter {
  readonly #className: string;
  readonly #printer: TypePrinter;
  readonly #report: ProblemList;
  readonly #context: DocContext & { readonly docsUrl: string };
  /** Of the text that is being printed. */
  #place: Place = { file: "" };
  #parameters: ReadonlyMap<string, string> | undefined;
  /** What links were found to be: a text names the same few again and again. */
  readonly #links = new Map<string, string | undefined>();

  constructor(className: string, printer: TypePrinter, report: ProblemList) {
    this.#className = className;
    this.#printer = printer;
    this.#report = report;
    // Godot 3 has no tag for parameters.
    const isOld = printer.api.byName.get(className)?.dialect === "godot3";
    const version = /^\d+\.\d+/.exec(printer.api.engineVersion ?? "")?.[0] ?? "stable";
    this.#context = {
      className,
      resolveLink: (kind, target) => this.#link(kind, target),
      parameterName: (name) => this.#parameters?.get(name) ?? name,
      codeText: (code) => (isOld ? this.#parameters?.get(code) : undefined) ?? code,
      docsUrl: `https://docs.godotengine.org/en/${version}`,
    };
  }

  /** A finished comment with its line end, or nothing for an empty text. */
  comment(bbcode: string, place: Place, indent: string): string {
    return frame([this.#text(bbcode, place)], indent);
  }

  member(member: Member, indent: string, notes: readonly string[] = []): string {
    const { doc, place } = member;
    return frame(
      [this.#text(doc.text, place), ...notes, godotNote(member), this.#status(doc, place).join("\n")],
      indent,
    );
  }

  method(method: Method, indent: string): string {
    const { doc, place, parameters, documented } = method;
    const known = new Map(documented.map(({ godotName }) => [godotName, godotName]));
    for (const { godotName, name } of parameters) known.set(godotName, name);
    const tags = parameters
      .filter((parameter) => parameter.default !== undefined)
      .map(({ name, default: value }) => `@param ${name} - Default: ${printInlineCode(value ?? "")}.`);
    if (method.isVirtual) tags.push("@virtual");
    const text = this.#text(doc.text, place, known);
    return frame([text, godotNote(method), [...tags, ...this.#status(doc, place)].join("\n")], indent);
  }

  property(property: Property, indent: string): string {
    const notes: string[] = [];
    if (property.overrides !== undefined)
      notes.push(`Has another default than in ${printInlineCode(property.overrides)}.`);
    if (property.default !== undefined) notes.push(`Default: ${printInlineCode(property.default)}.`);
    return this.member(property, indent, [notes.join(" ")]);
  }

  class(doc: ClassDoc, place: Place): string {
    const links = doc.tutorials.map(({ title, url }) => {
      const address = printUrlTarget(url, this.#context.docsUrl);
      const text = title === undefined ? "" : ` | ${title.replace(/[{}|@]/g, " ").replaceAll("*/", "* /")}`;
      return `@see {@link ${address}${text}}`;
    });
    const body = [this.#text(doc.brief, place), this.#text(doc.text, place)];
    return frame([...body, [...links, ...this.#status(doc, place)].join("\n")], "");
  }

  #status(doc: Doc, place: Place): string[] {
    const tags: string[] = [];
    if (doc.experimental !== undefined) {
      const message = this.#text(doc.experimental, place);
      tags.push(...(message === "" ? [] : [`@remarks Experimental: ${message}`]), "@experimental");
    }
    if (doc.deprecated !== undefined) {
      tags.push(`@deprecated ${this.#text(doc.deprecated, place) || "It may go in a later version of the engine."}`);
    }
    return tags;
  }

  #text(bbcode: string, place: Place, parameters?: ReadonlyMap<string, string>): string {
    if (bbcode.trim() === "") return "";
    this.#place = place;
    this.#parameters = parameters;
    const { text, problems } = toTsdoc(bbcode, this.#context);
    for (const problem of problems) this.#report.warn(place, problem);
    return text;
  }

  #link(kind: LinkKind, target: string): string | undefined {
    if (kind === "param") {
      if (this.#parameters?.has(target) === false) {
        this.#report.warn(this.#place, `[param ${target}] names no parameter of this method`);
      }
      return undefined;
    }
    const key = `${kind} ${target}`;
    const known = this.#links.get(key);
    if (known !== undefined || this.#links.has(key)) return known;
    const found = findLink(this.#printer.api, this.#className, kind, target);
    if (found.kind === "missing") {
      // Each place is told of.
      const tag = kind === "class" ? target : key;
      this.#report.warn(this.#place, `[${tag}] points nowhere: the input has no such ${kind}`);
      return undefined;
    }
    const link = found.kind === "declaration" ? this.#linkTo(found) : undefined;
    this.#links.set(key, link);
    return link;
  }

  #linkTo({ owner, declaration, member }: LinkedDeclaration): string | undefined {
    // A member whose name is no identifier cannot be linked to.
    if (member !== undefined && !isIdentifier(member)) return undefined;
    const local =
      owner.godotName === this.#printer.own
        ? declaration
        : this.#printer.imports.type(modulePath(owner, this.#printer), declaration);
    return member === undefined ? local : `${local}.${member}`;
  }
}

/** Where rules of naming gave a member another name. */
export function godotNote({ godotName, name }: Pick<Member, "godotName" | "name">): string {
  return name === godotName ? "" : `Godot: ${printInlineCode(godotName)}.`;
}

/** Paragraphs → one comment; `/** … *\/` in one line where it fits. */
export function frame(paragraphs: readonly string[], indent: string): string {
  let text = "";
  for (const paragraph of paragraphs) {
    const trimmed = paragraph.trim();
    if (trimmed !== "") text += text === "" ? trimmed : `\n\n${trimmed}`;
  }
  if (text === "") return "";
  if (!text.includes("\n")) {
    return indent.length + text.length + 7 <= WIDTH
      ? `${indent}/** ${text} */\n`
      : `${indent}/**\n${indent} * ${text}\n${indent} */\n`;
  }
  const lines = text.split("\n").map((line) => `${indent} * ${line}`.trimEnd());
  return `${indent}/**\n${lines.join("\n")}\n${indent} */\n`;
}
