import * as TypeId from "./type-ids.js";
import { TYPE_NAMES } from "./type-names.js";

/** What a typed container holds: a builtin type, objects of a class, or objects with a script. */
export class ElementType {
  /** The number of the type; 0 for any. */
  declare readonly type: number;
  /** Of objects only: the class they have or inherit, empty for any. */
  declare readonly class_name: string;
  /** Of objects only: the `res://` path of the script they have or inherit, empty for any. */
  declare readonly script: string;

  constructor(type: number, class_name = "", script = "") {
    this.type = type;
    this.class_name = class_name;
    this.script = script;
  }

  /**
   * The type that a name means.
   *
   * @param name - As in GDScript: `"int"`, `"Vector2"`, `"Variant"` for any; the path of a script; else the name of a class.
   */
  static named(name: string): ElementType {
    if (name.startsWith("res://")) return new ElementType(TypeId.OBJECT, "RefCounted", name);
    if (name === "Object") return new ElementType(TypeId.OBJECT, name);
    const type = name === "Variant" ? TypeId.NIL : TYPE_NAMES.indexOf(name);
    return type < 0 ? new ElementType(TypeId.OBJECT, name) : ElementType.builtin(type);
  }

  /** A builtin type; the same object for the same one. */
  static builtin(type: number): ElementType {
    return BUILTIN[type] ?? new ElementType(type);
  }

  toString(): string {
    if (this.script !== "") return this.script;
    if (this.class_name !== "") return this.class_name;
    return this.type === TypeId.NIL ? "Variant" : (TYPE_NAMES[this.type] ?? "Variant");
  }
}

const BUILTIN: readonly ElementType[] = TYPE_NAMES.map((_, type) => new ElementType(type));

/** Any Variant. */
export const ANY = ElementType.builtin(TypeId.NIL);
