import type { SessionDescription } from "../backend/backend.js";

/** What was created here and not yet answered, kept for comparison. */
export interface LocalState {
  readonly description: SessionDescription | undefined;
  readonly applied: boolean;
  readonly offering: boolean;
}

/**
 * The description that was created here last: `set_local_description` takes this one and no other, and a second
 * `create_offer` hands it out again.
 */
export class LocalDescription {
  #description: SessionDescription | undefined;
  #applied = false;
  /** From `create_offer` until its offer is applied. */
  #offering = false;
  /** How many calls of `create_offer` wait for the offer. */
  #wanted = 0;
  readonly #emit: (description: SessionDescription) => void;

  constructor(emit: (description: SessionDescription) => void) {
    this.#emit = emit;
  }

  get isApplied(): boolean {
    return this.#applied;
  }

  get isOffering(): boolean {
    return this.#offering;
  }

  /** @returns whether the backend has to be asked for an offer. */
  wantOffer(): boolean {
    this.#offering = true;
    if (this.#description?.type === "offer") {
      this.#emit(this.#description);
      return false;
    }
    this.#wanted += 1;
    return this.#wanted === 1;
  }

  created(description: SessionDescription): void {
    this.#description = description;
    this.#applied = false;
    const times = description.type === "offer" ? this.#wanted : 1;
    this.#wanted = 0;
    for (let time = 0; time < times; time += 1) this.#emit(description);
  }

  find(type: string, sdp: string): SessionDescription | undefined {
    return this.#description?.type === type && this.#description.sdp === sdp ? this.#description : undefined;
  }

  markApplied(): void {
    this.#applied = true;
    this.#offering = false;
  }

  /** A remote offer makes the own one void. The answer may be created before this object is asked again. */
  takeBack(): LocalState {
    const state = { description: this.#description, applied: this.#applied, offering: this.#offering };
    this.reset();
    return state;
  }

  /** The remote offer was refused: the own one counts again. */
  putBack(state: LocalState): void {
    this.#description = state.description;
    this.#applied = state.applied;
    this.#offering = state.offering;
  }

  reset(): void {
    this.#description = undefined;
    this.#applied = false;
    this.#offering = false;
    this.#wanted = 0;
  }
}
