import { LabelledParts } from "./number-tuple.js";
import * as TypeId from "./type-ids.js";
import { VariantValue } from "./variant-value.js";
import { Vector2, Vector3, Vector4 } from "./vectors.js";

/** Godot's Transform2D: two axes and an origin. Without arguments, the identity. */
export class Transform2D extends LabelledParts {
  declare readonly x: Vector2;
  declare readonly y: Vector2;
  declare readonly origin: Vector2;

  constructor(x = new Vector2(1, 0), y = new Vector2(0, 1), origin = new Vector2()) {
    super();
    this.x = x;
    this.y = y;
    this.origin = origin;
  }

  get variant_type(): number {
    return TypeId.TRANSFORM2D;
  }
}

/** Godot's Basis by its three axes, the columns of the matrix, as in GDScript. Without arguments, the identity. */
export class Basis extends LabelledParts {
  declare readonly x: Vector3;
  declare readonly y: Vector3;
  declare readonly z: Vector3;

  constructor(x = new Vector3(1, 0, 0), y = new Vector3(0, 1, 0), z = new Vector3(0, 0, 1)) {
    super();
    this.x = x;
    this.y = y;
    this.z = z;
  }

  get variant_type(): number {
    return TypeId.BASIS;
  }
}

/** Godot's Transform3D: a basis and an origin. Without arguments, the identity. */
export class Transform3D extends VariantValue {
  declare readonly basis: Basis;
  declare readonly origin: Vector3;

  constructor(basis = new Basis(), origin = new Vector3()) {
    super();
    this.basis = basis;
    this.origin = origin;
  }

  get variant_type(): number {
    return TypeId.TRANSFORM3D;
  }

  toString(): string {
    return `[${this.basis.toString()}, O: ${this.origin.toString()}]`;
  }
}

/** Godot's Projection by the four columns of its matrix. Without arguments, the identity. */
export class Projection extends VariantValue {
  declare readonly x: Vector4;
  declare readonly y: Vector4;
  declare readonly z: Vector4;
  declare readonly w: Vector4;

  constructor(
    x = new Vector4(1, 0, 0, 0),
    y = new Vector4(0, 1, 0, 0),
    z = new Vector4(0, 0, 1, 0),
    w = new Vector4(0, 0, 0, 1),
  ) {
    super();
    this.x = x;
    this.y = y;
    this.z = z;
    this.w = w;
  }

  get variant_type(): number {
    return TypeId.PROJECTION;
  }

  toString(): string {
    return Object.values(this).join("\n");
  }
}
