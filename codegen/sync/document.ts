/**
 * An XML file that can be edited without touching what is not edited: every character is kept where it stood. Made for
 * files that the reader of class references has accepted: what it refuses is not looked for here again.
 */
export interface XmlDocument {
  readonly before: string;
  readonly root: XmlNode;
  readonly after: string;
}

export class XmlNode {
  readonly name: string;
  readonly children: (XmlNode | string)[] = [];
  #start: string;
  #end: string;

  /** `start` and `end`: the tags as they stand in the file; without an end it closes itself. */
  constructor(name: string, start: string, end: string) {
    this.name = name;
    this.#start = start;
    this.#end = end;
  }

  get elements(): readonly XmlNode[] {
    return this.children.filter((child) => child instanceof XmlNode);
  }

  /** The raw text inside. */
  get inner(): string {
    return this.children.map(String).join("");
  }

  attribute(name: string): string | undefined {
    return this.#attributes().find((attribute) => attribute.name === name)?.value;
  }

  /** undefined takes the attribute away. A new one comes before the first of `followers` that is there. */
  setAttribute(name: string, value: string | undefined, followers: readonly string[] = []): void {
    const attributes = this.#attributes();
    const old = attributes.find((attribute) => attribute.name === name);
    const text = value === undefined ? "" : ` ${name}="${escapeAttribute(value)}"`;
    const follower = attributes.find((attribute) => followers.includes(attribute.name));
    const last = attributes.at(-1);
    const at = old?.start ?? follower?.start ?? last?.end ?? this.name.length + 1;
    this.#start = this.#start.slice(0, at) + text + this.#start.slice(old?.end ?? at);
  }

  /** Raw text instead of all that is inside. */
  setInner(raw: string): void {
    this.open();
    this.children.splice(0, this.children.length, raw);
  }

  /** Makes room for children in an element that closes itself. */
  open(): void {
    if (this.#end !== "") return;
    this.#start = `${this.#start.replace(/\s*\/>$/, "")}>`;
    this.#end = `</${this.name}>`;
  }

  setEnd(end: string): void {
    this.#end = end;
  }

  toString(): string {
    return this.#start + this.inner + this.#end;
  }

  #attributes(): { name: string; value: string; start: number; end: number }[] {
    return [...this.#start.matchAll(/\s+([^\s=>/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map((match) => ({
      name: match[1] ?? "",
      value: decode(match[2] ?? match[3] ?? ""),
      start: match.index,
      end: match.index + match[0].length,
    }));
  }
}

const PIECE = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(?:[^"'>]|"[^"]*"|'[^']*')*>/g;

export function parseDocument(text: string): XmlDocument {
  // Stands above the root, so that every element has a parent.
  const top = new XmlNode("", "", "");
  const open: XmlNode[] = [top];
  let at = 0;
  const keep = (raw: string): void => {
    if (raw !== "") open.at(-1)?.children.push(raw);
  };
  for (const { 0: tag, index } of text.matchAll(PIECE)) {
    keep(text.slice(at, index));
    at = index + tag.length;
    if (tag.startsWith("<!") || tag.startsWith("<?")) keep(tag);
    else if (tag.startsWith("</")) open.pop()?.setEnd(tag);
    else {
      const node = new XmlNode(/^<([^\s/>]+)/.exec(tag)?.[1] ?? "", tag, "");
      open.at(-1)?.children.push(node);
      if (!tag.endsWith("/>")) open.push(node);
    }
  }
  keep(text.slice(at));
  const [root] = top.elements;
  if (root === undefined || open.length !== 1) throw new Error("this is not the XML document that was read before");
  const place = top.children.indexOf(root);
  return {
    before: top.children.slice(0, place).map(String).join(""),
    root,
    after: top.children
      .slice(place + 1)
      .map(String)
      .join(""),
  };
}

export function printDocument({ before, root, after }: XmlDocument): string {
  return before + root.toString() + after;
}

/** As Godot's writer does: quotes stay in texts. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;").replaceAll("'", "&apos;");
}

function decode(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}
