import { NumberTuple } from "./number-tuple.js";
import * as TypeId from "./type-ids.js";

// Godot keeps components as 32-bit floats. They are rounded at once, so that what is held here is what arrives there.
const { fround } = Math;

/** Godot's Vector2: two 32-bit floats. */
export class Vector2 extends NumberTuple {
  declare readonly x: number;
  declare readonly y: number;

  constructor(x = 0, y = 0) {
    super();
    this.x = fround(x);
    this.y = fround(y);
  }

  get variant_type(): number {
    return TypeId.VECTOR2;
  }
}

/** Godot's Vector2i: two 32-bit integers. Other numbers are cut to one, as `| 0` does. */
export class Vector2i extends NumberTuple {
  declare readonly x: number;
  declare readonly y: number;

  constructor(x = 0, y = 0) {
    super();
    this.x = x | 0;
    this.y = y | 0;
  }

  get variant_type(): number {
    return TypeId.VECTOR2I;
  }
}

/** Godot's Vector3: three 32-bit floats. */
export class Vector3 extends NumberTuple {
  declare readonly x: number;
  declare readonly y: number;
  declare readonly z: number;

  constructor(x = 0, y = 0, z = 0) {
    super();
    this.x = fround(x);
    this.y = fround(y);
    this.z = fround(z);
  }

  get variant_type(): number {
    return TypeId.VECTOR3;
  }
}

/** Godot's Vector3i: three 32-bit integers. Other numbers are cut to one, as `| 0` does. */
export class Vector3i extends NumberTuple {
  declare readonly x: number;
  declare readonly y: number;
  declare readonly z: number;

  constructor(x = 0, y = 0, z = 0) {
    super();
    this.x = x | 0;
    this.y = y | 0;
    this.z = z | 0;
  }

  get variant_type(): number {
    return TypeId.VECTOR3I;
  }
}

/** Godot's Vector4: four 32-bit floats. */
export class Vector4 extends NumberTuple {
  declare readonly x: number;
  declare readonly y: number;
  declare readonly z: number;
  declare readonly w: number;

  constructor(x = 0, y = 0, z = 0, w = 0) {
    super();
    this.x = fround(x);
    this.y = fround(y);
    this.z = fround(z);
    this.w = fround(w);
  }

  get variant_type(): number {
    return TypeId.VECTOR4;
  }
}

/** Godot's Vector4i: four 32-bit integers. Other numbers are cut to one, as `| 0` does. */
export class Vector4i extends NumberTuple {
  declare readonly x: number;
  declare readonly y: number;
  declare readonly z: number;
  declare readonly w: number;

  constructor(x = 0, y = 0, z = 0, w = 0) {
    super();
    this.x = x | 0;
    this.y = y | 0;
    this.z = z | 0;
    this.w = w | 0;
  }

  get variant_type(): number {
    return TypeId.VECTOR4I;
  }
}
