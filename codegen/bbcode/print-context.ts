import type { LinkKind } from "./nodes.js";

/** What the printer must be told about the place of a description. */
export interface DocContext {
  /** The class whose description this is. Its own name is shown as code, not as a link. */
  readonly className: string;
  /**
   * The text of the `{@link …}` for a reference, or undefined if it shall be shown as inline code. `target` is what
   * the tag says: `name`, or `Class.name`. Asked for every reference tag but the class's own name, parameters too.
   */
  resolveLink(kind: LinkKind, target: string): string | undefined;
  /** What a parameter is shown as; without this function, as the tag says. */
  parameterName?(name: string): string;
  /** What inline code is shown as: Godot 3's texts have the names of parameters in it. Without this function, as it stands. */
  codeText?(code: string): string;
  /** What `$DOCS_URL` stands for, without a slash at its end; by default Godot's latest stable documentation. */
  readonly docsUrl?: string | undefined;
}
