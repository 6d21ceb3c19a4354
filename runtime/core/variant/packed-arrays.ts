import { Color } from "./shapes.js";
import { TypeId } from "./type-ids.js";
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
    return `[${this.to_array().map(String).join(", ")}]`;
  }
}

/** Godot's PackedStringArray. */
export class PackedStringArray extends PackedArray<string> {
  readonly strings: readonly string[];

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
export abstract class PackedComponents<Item> extends PackedArray<Item> {
  /** All components, item after item. An array that was given is kept as it is, not copied. */
  readonly components: Float32Array;

  /** @param items - The items, or their components. */
  constructor(items: Iterable<Item> | Float32Array = []) {
    super();
    // An empty array is the same as any other: it costs nothing to share one.
    if (items instanceof Float32Array) this.components = items.length === 0 ? NO_COMPONENTS : items;
    else this.components = Float32Array.from([...items].flatMap((item) => this.split(item)));
  }

  /** How many components an item has. */
  abstract get width(): number;
  protected abstract split(item: Item): number[];
  protected abstract join(a: number, b: number, c: number, d: number): Item;

  size(): number {
    return Math.floor(this.components.length / this.width);
  }

  get(index: number): Item | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.size()) return undefined;
    const from = index * this.width;
    const [a = 0, b = 0, c = 0, d = 0] = this.components.subarray(from, from + this.width);
    return this.join(a, b, c, d);
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

  protected split({ x, y }: Vector2): number[] {
    return [x, y];
  }

  protected join(x: number, y: number): Vector2 {
    return new Vector2(x, y);
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

  protected split({ x, y, z }: Vector3): number[] {
    return [x, y, z];
  }

  protected join(x: number, y: number, z: number): Vector3 {
    return new Vector3(x, y, z);
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

  protected split({ x, y, z, w }: Vector4): number[] {
    return [x, y, z, w];
  }

  protected join(x: number, y: number, z: number, w: number): Vector4 {
    return new Vector4(x, y, z, w);
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

  protected split({ r, g, b, a }: Color): number[] {
    return [r, g, b, a];
  }

  protected join(r: number, g: number, b: number, a: number): Color {
    return new Color(r, g, b, a);
  }
}
