import { Color } from "./shapes.js";
import * as TypeId from "./type-ids.js";
import { VariantValue } from "./variant-value.js";
import { Vector2, Vector3, Vector4 } from "./vectors.js";

/** The packed arrays that JavaScript has no type for: what they hold, in order. They do not change. */
abstract class PackedArray<Item> extends VariantValue implements Iterable<Item> {
  abstract size(): number;
  /** The item at an index from 0, `undefined` beyond the end. */
  abstract get(index: number): Item | undefined;

  *[Symbol.iterator](): Generator<Item> {
    for (let index = 0; index < this.size(); index += 1) yield this.get(index) as Item;
  }

  to_array(): Item[] {
    return [...this];
  }

  toString(): string {
    return `[${this.to_array().join(", ")}]`;
  }
}

/** Godot's PackedStringArray. */
export class PackedStringArray extends PackedArray<string> {
  declare readonly strings: readonly string[];

  constructor(strings: Iterable<string> = []) {
    super();
    this.strings = [...strings];
  }

  get variant_type(): number {
    return TypeId.PACKED_STRING_ARRAY;
  }

  size(): number {
    return this.strings.length;
  }

  get(index: number): string | undefined {
    return this.strings[index];
  }
}

const NO_COMPONENTS = new Float32Array();

/** Items of the same number of 32-bit floats each, which lie side by side. */
export abstract class PackedComponents<Item extends object> extends PackedArray<Item> {
  /** All components, item after item. An array that was given is kept as it is, not copied. */
  declare readonly components: Float32Array;

  /** @param items - The items, or their components. */
  constructor(items: Iterable<Item> | Float32Array = []) {
    super();
    // An empty array is the same as any other: it costs nothing to share one.
    if (items instanceof Float32Array) this.components = items.length === 0 ? NO_COMPONENTS : items;
    else this.components = Float32Array.from(this.#componentsOf(items));
  }

  #componentsOf(items: Iterable<Item>): number[] {
    const keys = Object.keys(new this.item()) as (keyof Item)[];
    return [...items].flatMap((item) => keys.map((key) => Number(item[key])));
  }

  /** How many components an item has. */
  abstract get width(): number;
  protected abstract get item(): new (a?: number, b?: number, c?: number, d?: number) => Item;

  size(): number {
    return Math.floor(this.components.length / this.width);
  }

  get(index: number): Item | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.size()) return undefined;
    // Two to four of them: what there is beyond them, the class does not look at.
    const [a, b, c, d] = this.components.subarray(index * this.width);
    return new this.item(a, b, c, d);
  }
}

/** Godot's PackedVector2Array, whose components are x, y, x, y, … */
export class PackedVector2Array extends PackedComponents<Vector2> {
  get variant_type(): number {
    return TypeId.PACKED_VECTOR2_ARRAY;
  }

  get width(): number {
    return 2;
  }

  protected get item() {
    return Vector2;
  }
}

/** Godot's PackedVector3Array, whose components are x, y, z, x, … */
export class PackedVector3Array extends PackedComponents<Vector3> {
  get variant_type(): number {
    return TypeId.PACKED_VECTOR3_ARRAY;
  }

  get width(): number {
    return 3;
  }

  protected get item() {
    return Vector3;
  }
}

/** Godot's PackedVector4Array, whose components are x, y, z, w, x, … */
export class PackedVector4Array extends PackedComponents<Vector4> {
  get variant_type(): number {
    return TypeId.PACKED_VECTOR4_ARRAY;
  }

  get width(): number {
    return 4;
  }

  protected get item() {
    return Vector4;
  }
}

/** Godot's PackedColorArray, whose components are r, g, b, a, r, … */
export class PackedColorArray extends PackedComponents<Color> {
  get variant_type(): number {
    return TypeId.PACKED_COLOR_ARRAY;
  }

  get width(): number {
    return 4;
  }

  protected get item() {
    return Color;
  }
}
