import type { SessionDescription } from "../backend/backend.js";

/**
 * The description that was created here last: `set_local_description` takes this one and no other, and a second
 * `create_offer` hands it out again. Each negotiation has an object of its own.
 */
export class LocalDescription {
  #description: SessionDescription | undefined;
  /** Whether `set_local_description` took it. */
  isApplied = false;
  /** How many calls of `create_offer` wait for the offer. */
  #wanted = 0;
  readonly #emit: (description: SessionDescription) => void;

  constructor(emit: (description: SessionDescription) => void) {
    this.#emit = emit;
  }

  /** From `create_offer` until its offer is applied. */
  get isOffering(): boolean {
    return this.#wanted > 0 || (this.#description?.type === "offer" && !this.isApplied);
  }

  /** @returns whether the backend has to be asked for an offer. */
  wantOffer(): boolean {
    if (this.#description?.type === "offer") {
      this.#emit(this.#description);
      return false;
    }
    this.#wanted += 1;
    return this.#wanted === 1;
  }

  created(description: SessionDescription): void {
    this.#description = description;
    this.isApplied = false;
    const times = description.type === "offer" ? this.#wanted : 1;
    this.#wanted = 0;
    for (let time = 0; time < times; time += 1) this.#emit(description);
  }

  find(type: string, sdp: string): SessionDescription | undefined {
    return this.#description?.type === type && this.#description.sdp === sdp ? this.#description : undefined;
  }
}
