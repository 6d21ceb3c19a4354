/**
 * So many at once, and so many per second in the long run. Times are milliseconds of any clock that only goes forward.
 */
export class TokenBucket {
  readonly #burst: number;
  readonly #perMillisecond: number;
  #tokens: number;
  #filledAt: number;

  constructor(burst: number, perSecond: number, now: number) {
    this.#burst = burst;
    this.#perMillisecond = perSecond / 1000;
    this.#tokens = burst;
    this.#filledAt = now;
  }

  /** Takes tokens if there are enough. */
  take(count: number, now: number): boolean {
    if (!this.has(count, now)) return false;
    this.#tokens -= count;
    return true;
  }

  has(count: number, now: number): boolean {
    this.#fill(now);
    return this.#tokens >= count;
  }

  /** Whether nothing was taken for as long as it takes to fill up: then it is as good as a new one. */
  isFull(now: number): boolean {
    return this.has(this.#burst, now);
  }

  #fill(now: number): void {
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#filledAt) * this.#perMillisecond);
    this.#filledAt = now;
  }
}
