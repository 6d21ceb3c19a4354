import { reportError } from "../error-report.js";
import * as TypeId from "./type-ids.js";
import { VariantValue } from "./variant-value.js";

/** Godot's StringName, `&"name"` in GDScript. */
export class StringName extends VariantValue {
  declare readonly text: string;

  constructor(text = "") {
    super();
    this.text = text;
  }

  get variant_type(): number {
    return TypeId.STRING_NAME;
  }

  toString(): string {
    return this.text;
  }
}

const NONE: readonly string[] = Object.freeze([]);

/** Godot's NodePath, `^"../A:position:x"` in GDScript: names of nodes, then names of properties. */
export class NodePath extends VariantValue {
  declare readonly names: readonly string[];
  declare readonly subnames: readonly string[];
  declare readonly absolute: boolean;

  /**
   * @param path - As in GDScript. Empty names, as in `A//B` or at the end of `A:b:`, are left out; two colons beside each
   * other are an error, as in the engine, and make an empty path.
   */
  constructor(path = "") {
    super();
    if (path.includes("::")) {
      reportError("NodePath", "NodePath", `${JSON.stringify(path)} is no path: a name between two colons is missing.`);
      path = "";
    }
    const colon = path.indexOf(":");
    const nodes = colon < 0 ? path : path.slice(0, colon);
    this.names = listed(nodes.split("/"));
    this.subnames = colon < 0 ? NONE : listed(path.slice(colon + 1).split(":"));
    this.absolute = path.startsWith("/");
  }

  /** A path of names as they are, also such as no text could say. */
  static of(names: readonly string[], subnames: readonly string[], absolute: boolean): NodePath {
    const path = Object.create(NodePath.prototype) as { -readonly [Key in keyof NodePath]: NodePath[Key] };
    path.names = names.length === 0 ? NONE : names;
    path.subnames = subnames.length === 0 ? NONE : subnames;
    path.absolute = absolute;
    return path;
  }

  get variant_type(): number {
    return TypeId.NODE_PATH;
  }

  toString(): string {
    const subnames = this.subnames.map((name) => `:${name}`).join("");
    return `${this.absolute ? "/" : ""}${this.names.join("/")}${subnames}`;
  }
}

function listed(names: readonly string[]): readonly string[] {
  const present = names.filter((name) => name !== "");
  return present.length === 0 ? NONE : present;
}
