import type { IceCandidate } from "./backend.js";

/** Keeps candidates back until they may pass: then in their order, and later ones at once. */
export class CandidateGate {
  readonly #pass: (candidate: IceCandidate) => void;
  /** Undefined once the gate is open. */
  #waiting: IceCandidate[] | undefined = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(pass: (candidate: IceCandidate) => void) {
    this.#pass = pass;
  }

  get isOpen(): boolean {
    return this.#waiting === undefined;
  }

  take(candidate: IceCandidate): void {
    if (this.#waiting === undefined) this.#pass(candidate);
    else this.#waiting.push(candidate);
  }

  open(): void {
    clearTimeout(this.#timer);
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const candidate of waiting) this.#pass(candidate);
  }

  /** Opens it in any case when this many milliseconds are over. */
  openWithin(milliseconds: number): void {
    if (!this.isOpen) this.#timer = setTimeout(() => this.open(), milliseconds);
  }

  /** What waits is dropped, and so is what comes. */
  shut(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }
}
