import { RefCountedOutline } from "../../generated/outline/RefCounted.js";
import type { RefCountedApi } from "./api.js";
import { outline } from "./class-outline.js";
import { GodotObject } from "./object.js";

/**
 * Godot's RefCounted. JavaScript collects objects by itself and counts no references: the counter is the one that
 * {@link RefCounted.reference} and {@link RefCounted.unreference} keep, starts at 1, and frees nothing at 0.
 */
export class RefCounted extends GodotObject implements RefCountedApi {
  static override readonly classInfo = outline(RefCountedOutline);

  #count = 1;

  get_reference_count(): number {
    return this.#count;
  }

  /** An object that exists is initialised, so this counts one more reference, as in Godot. */
  init_ref(): boolean {
    return this.reference();
  }

  reference(): boolean {
    if (this.#count === 0) return false;
    this.#count += 1;
    return true;
  }

  unreference(): boolean {
    if (this.#count === 0) return false;
    this.#count -= 1;
    return this.#count === 0;
  }
}
