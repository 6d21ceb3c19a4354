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
    const [nodes = "", ...subnames] = path.split(":");
    this.names = listed(nodes.split("/"));
    this.subnames = listed(subnames);
    this.absolute = path.startsWith("/");
  }

  /** A path of names as they are, also such as no text could say. */
  static of(names: readonly string[], subnames: readonly string[], absolute: boolean): NodePath {
    const path = Object.create(NodePath.prototype) as { -readonly [Key in keyof NodePath]: NodePath[Key] };
    path.names = shared(names);
    path.subnames = shared(subnames);
    path.absolute = absolute;
    return path;
  }

  get variant_type(): number {
    return TypeId.NODE_PATH;
  }

  toString(): string {
    return (this.absolute ? "/" : "") + [this.names.join("/"), ...this.subnames].join(":");
  }
}

function listed(names: readonly string[]): readonly string[] {
  return shared(names.filter((name) => name !== ""));
}

/** Many paths have no properties: an array for each would only take memory. */
function shared(names: readonly string[]): readonly string[] {
  return names.length === 0 ? NONE : names;
}
