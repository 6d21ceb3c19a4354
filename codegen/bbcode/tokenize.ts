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

export type Token =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "open"; readonly tag: Tag }
  | { readonly kind: "close"; readonly tag: Tag }
  /** A tag whose content is taken as it stands, with that content. */
  | { readonly kind: "verbatim"; readonly tag: Tag; readonly content: string }
  /** The same, but its closing tag is missing. */
  | { readonly kind: "unclosed"; readonly tag: Tag };

/** A name, and after a blank or `=` whatever the tag makes of it. `[0]`, `[x, y]` and `[]` are no tags but text. */
const TAG_CONTENT = /^(\/?)(@?[A-Za-z_][\w.]*)(?:([ =])(.*))?$/;

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

function readTag(raw: string, offset: number): { tag: Tag; closing: boolean } | undefined {
  const match = TAG_CONTENT.exec(raw.slice(1, -1));
  if (!match) return undefined;
  const [, slash, name = "", separator, value = ""] = match;
  const closing = slash === "/";
  if (closing && separator !== undefined) return undefined;
  const tag: Tag = {
    raw,
    offset,
    name,
    separator: separator === "=" ? "=" : separator === " " ? " " : "",
    value: value.trim(),
  };
  return { tag, closing };
}

function isVerbatim(rule: TagRule | undefined, tag: Tag): boolean {
  if (!rule) return false;
  if (rule.form === "url") return tag.separator === "";
  return rule.form === "code" || rule.form === "fence" || rule.form === "address";
}

/** Cuts a description into text and tags. Every character of it is in exactly one token. */
export function* tokenize(text: string): Generator<Token> {
  const opening = new Finder(text, "[");
  const closing = new Finder(text, "]");
  const ends = new Map<string, Finder>();
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
    const read = readTag(text.slice(start, end + 1), start);
    if (!read) continue;

    if (start > textStart) yield { kind: "text", text: text.slice(textStart, start) };
    position = end + 1;
    const { tag } = read;
    if (read.closing) {
      yield { kind: "close", tag };
    } else if (isVerbatim(TAGS.get(tag.name), tag)) {
      const endTag = `[/${tag.name}]`;
      const finder = ends.get(endTag) ?? new Finder(text, endTag);
      ends.set(endTag, finder);
      const contentEnd = finder.next(position);
      if (contentEnd === Infinity) {
        yield { kind: "unclosed", tag };
      } else {
        yield { kind: "verbatim", tag, content: text.slice(position, contentEnd) };
        position = contentEnd + endTag.length;
      }
    } else {
      yield { kind: "open", tag };
    }
    textStart = position;
  }
  if (textStart < text.length) yield { kind: "text", text: text.slice(textStart) };
}
