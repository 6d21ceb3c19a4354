import { TAGS, type TagRule } from "./tags.js";

/** What stands between one pair of square brackets. */
export interface Tag {
  /** As written, brackets included. */
  readonly raw: string;
  /** Where its `[` stands in the source text. */
  readonly offset: number;
  readonly name: string;
  /** What separates the name from the value: `[url=…]`, `[method …]`, or nothing. */
  readonly separator: "" | " " | "=";
  readonly value: string;
}

/** What is told of a text, piece after piece. */
export interface TokenSink {
  text(text: string): void;
  open(tag: Tag): void;
  close(tag: Tag): void;
  /** A tag whose content is taken as it stands, with that content. */
  verbatim(tag: Tag, content: string): void;
  /** The same, but its closing tag is missing. */
  unclosed(tag: Tag): void;
}

const NAME = /@?[A-Za-z_][\w.]*/y;
const LINE_END = /[\n\r\u2028\u2029]/;

/**
 * Finds one string again and again from growing positions, in linear time altogether: a hit is kept until it is
 * passed, and once there is none left the text is not searched again.
 */
class Finder {
  #found = -2;

  constructor(
    private readonly text: string,
    private readonly wanted: string,
  ) {}

  /** The first place at or after `from`, or `Infinity`. */
  next(from: number): number {
    if (this.#found === -1) return Infinity;
    if (this.#found < from) this.#found = this.text.indexOf(this.wanted, from);
    return this.#found === -1 ? Infinity : this.#found;
  }
}

/** A name, and after a blank or `=` whatever the tag makes of it. `[0]`, `[x, y]` and `[]` are no tags but text. */
function readTag(text: string, offset: number, end: number): { tag: Tag; closing: boolean } | undefined {
  const closing = text[offset + 1] === "/";
  NAME.lastIndex = offset + (closing ? 2 : 1);
  const start = NAME.lastIndex;
  if (!NAME.test(text)) return undefined;
  const nameEnd = NAME.lastIndex;
  const separator = nameEnd === end ? "" : text[nameEnd];
  if (separator !== "" && (closing || (separator !== " " && separator !== "="))) return undefined;
  const value = separator === "" ? "" : text.slice(nameEnd + 1, end);
  if (LINE_END.test(value)) return undefined;
  const tag: Tag = {
    raw: text.slice(offset, end + 1),
    offset,
    name: text.slice(start, nameEnd),
    separator,
    value: value.trim(),
  };
  return { tag, closing };
}

function isVerbatim(rule: TagRule | undefined, tag: Tag): boolean {
  if (!rule) return false;
  if (rule.form === "url") return tag.separator === "";
  return rule.form === "code" || rule.form === "fence" || rule.form === "address";
}

/** Cuts a description into text and tags. Every character of it is in exactly one piece. */
export function tokenize(text: string, sink: TokenSink): void {
  const opening = new Finder(text, "[");
  const closing = new Finder(text, "]");
  let ends: Map<string, Finder> | undefined;
  let textStart = 0;
  let position = 0;

  for (;;) {
    const start = opening.next(position);
    const end = closing.next(start);
    // A tag is closed on its own: without a `]`, nothing from here on can be one.
    if (end === Infinity) break;
    position = start + 1;
    // `[a [b]`: the first bracket is text, the tag starts at the last one.
    if (opening.next(position) < end) continue;
    const read = readTag(text, start, end);
    if (!read) continue;

    if (start > textStart) sink.text(text.slice(textStart, start));
    position = end + 1;
    const { tag } = read;
    if (read.closing) {
      sink.close(tag);
    } else if (isVerbatim(TAGS.get(tag.name), tag)) {
      const endTag = `[/${tag.name}]`;
      ends ??= new Map<string, Finder>();
      const finder = ends.get(endTag) ?? new Finder(text, endTag);
      ends.set(endTag, finder);
      const contentEnd = finder.next(position);
      if (contentEnd === Infinity) {
        sink.unclosed(tag);
      } else {
        sink.verbatim(tag, text.slice(position, contentEnd));
        position = contentEnd + endTag.length;
      }
    } else {
      sink.open(tag);
    }
    textStart = position;
  }
  if (textStart < text.length) sink.text(text.slice(textStart));
}
