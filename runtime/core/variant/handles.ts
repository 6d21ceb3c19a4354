import * as TypeId from "./type-ids.js";
import { VariantValue } from "./variant-value.js";

// Ids are 64 bits wide: numbers as far as those are exact, bigints beyond.

/** Godot's RID: the handle of a resource of the process that made it. */
export class RID extends VariantValue {
  declare readonly id: number | bigint;

  constructor(id: number | bigint = 0) {
    super();
    this.id = id;
  }

  get variant_type(): number {
    return TypeId.RID;
  }

  toString(): string {
    return `RID(${this.id})`;
  }
}

/** The class of what stands in for an object of another process: an object too, in the engine as whole as any other. */
export const STAND_IN = "EncodedObjectAsID";

/** What arrives in place of an object that was sent as its id: the object itself stayed in the other process. */
export class EncodedObjectAsID extends VariantValue {
  declare readonly object_id: number | bigint;

  constructor(object_id: number | bigint = 0) {
    super();
    this.object_id = object_id;
  }

  get variant_type(): number {
    return TypeId.OBJECT;
  }

  toString(): string {
    return `<EncodedObjectAsID#${this.object_id}>`;
  }
}

/** What arrives in place of a signal: its name, and the id of its object, which stayed in the other process. */
export class EncodedSignalAsID extends VariantValue {
  declare readonly name: string;
  declare readonly object_id: number | bigint;

  constructor(name = "", object_id: number | bigint = 0) {
    super();
    this.name = name;
    this.object_id = object_id;
  }

  get variant_type(): number {
    return TypeId.SIGNAL;
  }

  toString(): string {
    return `<EncodedObjectAsID#${this.object_id}>::[signal]${this.name}`;
  }
}
