import type { Variant } from "../api.js";
import { ElementType } from "./element-type.js";
import { TYPED } from "./typed-contents.js";
import { TypedForm } from "./typed-form.js";

/** Godot's `Array[T]`: an Array that says what it holds. What does not fit is refused when it is encoded. */
export class TypedArray<Item extends Variant = Variant> extends Array<Item> {
  /** What `map`, `filter` and their like make is no longer of this type. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  readonly element_type: ElementType;

  /**
   * @param type - As in GDScript: `"int"`, `"Vector2"`, `"Node"`, or the path of a script.
   * @param items - What it holds.
   */
  constructor(type: string | ElementType, items: Iterable<Item> = []) {
    super();
    this.element_type = typeof type === "string" ? ElementType.named(type) : type;
    for (const item of items) this.push(item);
  }

  /** @internal */
  get [TYPED](): TypedForm {
    return new TypedForm(this.element_type);
  }
}

/** Godot's `Dictionary[K, V]`: a Map that says what it holds. What does not fit is refused when it is encoded. */
export class TypedDictionary<Key extends Variant = Variant, Value extends Variant = Variant> extends Map<Key, Value> {
  readonly key_type: ElementType;
  readonly value_type: ElementType;

  /**
   * @param keyType - As in GDScript: `"String"`, `"int"`; `"Variant"` for any.
   * @param valueType - Likewise.
   * @param entries - What it holds.
   */
  constructor(
    keyType: string | ElementType,
    valueType: string | ElementType,
    entries: Iterable<readonly [Key, Value]> = [],
  ) {
    super();
    this.key_type = typeof keyType === "string" ? ElementType.named(keyType) : keyType;
    this.value_type = typeof valueType === "string" ? ElementType.named(valueType) : valueType;
    for (const [key, value] of entries) this.set(key, value);
  }

  /** @internal */
  get [TYPED](): TypedForm {
    return new TypedForm(this.key_type, this.value_type);
  }
}
