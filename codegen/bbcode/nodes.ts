/** The small syntax tree of a Godot description. Plain data: made by `parse.ts`, read by the printer. */

/** What a reference tag points at. `class` is the bare `[ClassName]`, the others carry their kind as tag name. */
export type LinkKind =
  | "class"
  | "method"
  | "member"
  | "signal"
  | "constant"
  | "enum"
  | "param"
  | "annotation"
  | "theme_item"
  | "constructor"
  | "operator";

/** `plain` stands for tags that Markdown has no means for: their content is kept, their look is not. */
export type Style = "bold" | "italic" | "strike" | "plain";

export interface TextNode {
  readonly kind: "text";
  /** Newlines in it separate paragraphs. */
  readonly text: string;
}

export interface StyleNode {
  readonly kind: "style";
  readonly style: Style;
  readonly children: readonly BbcodeNode[];
}

export interface CodeNode {
  readonly kind: "code";
  readonly text: string;
}

export interface FenceNode {
  readonly kind: "fence";
  readonly language: string;
  /** As it stands in the source, indentation of the XML file included. */
  readonly text: string;
}

/** `[codeblocks]`: the same example in several languages. */
export interface CodeblocksNode {
  readonly kind: "codeblocks";
  readonly children: readonly BbcodeNode[];
}

export interface LinkNode {
  readonly kind: "link";
  readonly link: LinkKind;
  readonly target: string;
}

export interface UrlNode {
  readonly kind: "url";
  readonly target: string;
  /** The shown text; empty when the address is the text. */
  readonly children: readonly BbcodeNode[];
}

export interface BreakNode {
  readonly kind: "break";
}

export type BbcodeNode = TextNode | StyleNode | CodeNode | FenceNode | CodeblocksNode | LinkNode | UrlNode | BreakNode;
