import { LabelledParts, NumberTuple } from "./number-tuple.js";
import * as TypeId from "./type-ids.js";
import { Vector2, Vector2i, Vector3 } from "./vectors.js";

const { fround } = Math;

/** Godot's Rect2: a rectangle by its corner and its size. */
export class Rect2 extends LabelledParts {
  declare readonly position: Vector2;
  declare readonly size: Vector2;

  constructor(position = new Vector2(), size = new Vector2()) {
    super();
    this.position = position;
    this.size = size;
  }

  get variant_type(): number {
    return TypeId.RECT2;
  }
}

/** Godot's Rect2i: a rectangle of integers. */
export class Rect2i extends LabelledParts {
  declare readonly position: Vector2i;
  declare readonly size: Vector2i;

  constructor(position = new Vector2i(), size = new Vector2i()) {
    super();
    this.position = position;
    this.size = size;
  }

  get variant_type(): number {
    return TypeId.RECT2I;
  }
}

/** Godot's AABB: a box by its corner and its size. */
export class AABB extends LabelledParts {
  declare readonly position: Vector3;
  declare readonly size: Vector3;

  constructor(position = new Vector3(), size = new Vector3()) {
    super();
    this.position = position;
    this.size = size;
  }

  get variant_type(): number {
    return TypeId.AABB;
  }
}

/** Godot's Plane: its normal, and its distance from the origin. */
export class Plane extends LabelledParts {
  declare readonly normal: Vector3;
  declare readonly d: number;

  constructor(normal = new Vector3(), d = 0) {
    super();
    this.normal = normal;
    this.d = fround(d);
  }

  get variant_type(): number {
    return TypeId.PLANE;
  }
}

/** Godot's Quaternion. Without arguments, no rotation. */
export class Quaternion extends NumberTuple {
  declare readonly x: number;
  declare readonly y: number;
  declare readonly z: number;
  declare readonly w: number;

  constructor(x = 0, y = 0, z = 0, w = 1) {
    super();
    this.x = fround(x);
    this.y = fround(y);
    this.z = fround(z);
    this.w = fround(w);
  }

  get variant_type(): number {
    return TypeId.QUATERNION;
  }
}

/** Godot's Color: four 32-bit floats, from 0 to 1 unless overbright. Without arguments, opaque black. */
export class Color extends NumberTuple {
  declare readonly r: number;
  declare readonly g: number;
  declare readonly b: number;
  declare readonly a: number;

  constructor(r = 0, g = 0, b = 0, a = 1) {
    super();
    this.r = fround(r);
    this.g = fround(g);
    this.b = fround(b);
    this.a = fround(a);
  }

  get variant_type(): number {
    return TypeId.COLOR;
  }
}
