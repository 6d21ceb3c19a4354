/** A value of one of Godot's own types, which JavaScript has none for. */
export abstract class VariantValue {
  /** The number of its type, as in Godot's `Variant.Type`. */
  abstract get variant_type(): number;
  abstract toString(): string;
}
