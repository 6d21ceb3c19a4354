import type { BbcodeNode } from "./nodes.js";
import { TAGS, isClassName, type TagRule } from "./tags.js";
import { tokenize, type Tag, type TokenSink } from "./tokenize.js";

export interface ParsedBbcode {
  readonly nodes: readonly BbcodeNode[];
  /** One sentence each, naming the tag and its offset in the text. */
  readonly problems: readonly string[];
}

/** Deeper nesting means nothing to a reader, and would let a hostile text exhaust the stack of whoever walks the tree. */
const MAXIMUM_DEPTH = 32;

/** A tag that waits for its closing tag, with what has been read inside it. */
interface OpenElement {
  readonly tag: Tag;
  readonly close: (children: readonly BbcodeNode[]) => BbcodeNode;
  readonly children: BbcodeNode[];
}

function append(children: BbcodeNode[], node: BbcodeNode): void {
  const last = children.at(-1);
  if (node.kind === "text" && last?.kind === "text") {
    children[children.length - 1] = { kind: "text", text: last.text + node.text };
  } else {
    children.push(node);
  }
}

class Parser implements TokenSink {
  readonly nodes: BbcodeNode[] = [];
  readonly problems: string[] = [];
  readonly #open: OpenElement[] = [];

  text(text: string): void {
    this.#append({ kind: "text", text });
  }

  open(tag: Tag): void {
    const rule = TAGS.get(tag.name);
    if (!rule) this.#openUnknown(tag);
    else if (rule.form === "link") this.#link(tag, rule);
    else if (rule.form === "character" || rule.form === "break") {
      if (tag.separator !== "") this.#literal(tag, "takes no value");
      else this.#append(rule.form === "break" ? { kind: "break" } : { kind: "text", text: rule.text });
    } else if (rule.form === "style") {
      if (rule.value === "none" && tag.separator !== "") this.#literal(tag, "takes no value");
      else this.#begin(tag, (children) => ({ kind: "style", style: rule.style, children }));
    } else if (rule.form === "codeblocks") {
      this.#begin(tag, (children) => this.#codeblocks(tag, children));
    } else if (rule.form === "url" && tag.separator === "=" && tag.value !== "") {
      this.#begin(tag, (children) => ({ kind: "url", target: tag.value, children }));
    } else {
      this.#literal(tag, "is written in a way this tag does not know");
    }
  }

  /** A tag whose content is not looked into. */
  verbatim(tag: Tag, content: string): void {
    const rule = TAGS.get(tag.name);
    if (rule?.form === "code") {
      this.#attributes(tag, rule.attributes);
      this.#append({ kind: "code", text: content });
    } else if (rule?.form === "fence") {
      const language = this.#attributes(tag, rule.attributes) ?? rule.language;
      this.#append({ kind: "fence", language, text: content });
    } else {
      this.#append({ kind: "url", target: content.trim(), children: [] });
    }
  }

  unclosed(tag: Tag): void {
    this.#literal(tag, `is never closed: [/${tag.name}] is missing`);
  }

  close(tag: Tag): void {
    const index = this.#open.findLastIndex((element) => element.tag.name === tag.name);
    const element = this.#open[index];
    if (!element) {
      this.#literal(tag, TAGS.has(tag.name) ? "closes nothing" : "is an unknown tag");
      return;
    }
    while (this.#open.length > index + 1) this.#abandon(`is crossed with ${element.tag.raw} … ${tag.raw}`);
    this.#open.pop();
    this.#append(element.close(element.children));
  }

  end(): void {
    while (this.#open.length > 0) {
      this.#abandon(`is never closed: [/${this.#open.at(-1)?.tag.name ?? ""}] is missing`);
    }
  }

  #append(node: BbcodeNode): void {
    append(this.#open.at(-1)?.children ?? this.nodes, node);
  }

  #begin(tag: Tag, close: OpenElement["close"]): void {
    if (this.#open.length >= MAXIMUM_DEPTH) this.#literal(tag, `is nested deeper than ${MAXIMUM_DEPTH} levels`);
    else this.#open.push({ tag, close, children: [] });
  }

  /** The innermost open tag was none after all: it becomes text, and what it held moves up. */
  #abandon(why: string): void {
    const element = this.#open.pop();
    if (!element) return;
    this.#literal(element.tag, why);
    for (const child of element.children) this.#append(child);
  }

  #literal(tag: Tag, why: string): void {
    this.problems.push(`${tag.raw} at offset ${tag.offset} ${why}; kept as text`);
    this.#append({ kind: "text", text: tag.raw });
  }

  #codeblocks(tag: Tag, children: readonly BbcodeNode[]): BbcodeNode {
    const isExpected = (child: BbcodeNode): boolean =>
      child.kind === "fence" || (child.kind === "text" && child.text.trim() === "");
    if (!children.every(isExpected)) {
      this.problems.push(`${tag.raw} at offset ${tag.offset} holds more than [gdscript] and [csharp]; kept as text`);
    }
    return { kind: "codeblocks", children };
  }

  #openUnknown(tag: Tag): void {
    if (tag.separator === "" && isClassName(tag.name)) {
      this.#append({ kind: "link", link: "class", target: tag.name });
    } else {
      this.#literal(tag, "is an unknown tag");
    }
  }

  #link(tag: Tag, rule: TagRule & { form: "link" }): void {
    if (tag.separator !== " " || tag.value === "") this.#literal(tag, "names no target");
    else this.#append({ kind: "link", link: rule.link, target: tag.value });
  }

  /** Checks what follows the tag's name, and gives the language if one is named. */
  #attributes(tag: Tag, allowed: readonly string[]): string | undefined {
    let language: string | undefined;
    for (const attribute of tag.value.split(/\s+/)) {
      if (attribute === "") continue;
      const [name = "", value] = attribute.split("=", 2);
      if (!allowed.includes(name) || (name === "lang") !== /^[\w+#-]+$/.test(value ?? "")) {
        const known = allowed.length > 0 ? allowed.join(", ") : "none";
        this.problems.push(
          `${tag.raw} at offset ${tag.offset} has an attribute "${attribute}" that is ignored; known: ${known}`,
        );
      } else if (name === "lang") {
        language = value;
      }
    }
    return language;
  }
}

/** Reads a description. Never throws: what is no proper tag stays in the text and is reported. */
export function parseBbcode(text: string): ParsedBbcode {
  const parser = new Parser();
  tokenize(text, parser);
  parser.end();
  return { nodes: parser.nodes, problems: parser.problems };
}
