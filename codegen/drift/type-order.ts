import type { XmlClass } from "../xml/mirror.js";

/** What became of a type: can more values be there, or fewer? */
export type TypeChange = "same" | "widened" | "narrowed" | "other";

/** Knows which types can stand where another is asked for. */
export class TypeOrder {
  readonly #parents: ReadonlyMap<string, string | undefined>;

  /** `classes`: of the newer reference, whose lines of inheritance count. */
  constructor(classes: readonly XmlClass[]) {
    this.#parents = new Map(classes.map(({ name, inherits }) => [name, inherits]));
  }

  compare(from: string, to: string): TypeChange {
    const [isWider, isNarrower] = [this.#fits(from, to), this.#fits(to, from)];
    if (isWider && isNarrower) return "same";
    return isWider ? "widened" : isNarrower ? "narrowed" : "other";
  }

  inherits(className: string, ancestor: string): boolean {
    const seen = new Set<string>();
    for (let name: string | undefined = className; name !== undefined; name = this.#parents.get(name)) {
      if (name === ancestor) return true;
      // A reference may be wrong; a circle must not hang the comparison.
      if (seen.has(name)) return false;
      seen.add(name);
    }
    return false;
  }

  /** A value of type `type` can stand where `place` is declared. */
  #fits(type: string, place: string): boolean {
    if (type === place) return true;
    if (type === "void" || place === "void") return false;
    if (place === "Variant") return true;
    if (type.endsWith("[]")) return place === "Array";
    return CONVERSIONS.has(`${type} ${place}`) || this.inherits(type, place);
  }
}

/** What Godot converts by itself, without a loss. */
const CONVERSIONS = new Set(["int float", "String StringName", "StringName String", "String NodePath"]);
