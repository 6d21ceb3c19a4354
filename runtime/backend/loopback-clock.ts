/** When things happen in a {@link LoopbackNetwork}. */
export interface Clock {
  /** Milliseconds since some moment. */
  readonly now: number;
  /** Calls back after `ms` milliseconds, never inside this call; what is due at the same time, in the order of the calls. */
  schedule(ms: number, callback: () => void): void;
}

/** Real time. What is due at once happens in a microtask. */
export const realClock: Clock = {
  get now() {
    return performance.now();
  },
  schedule(ms, callback) {
    if (ms > 0) setTimeout(callback, ms);
    else queueMicrotask(callback);
  },
};

interface Appointment {
  readonly time: number;
  readonly callback: () => void;
}

/** Time that stands still until a test moves it on: the same test takes the same course each time. */
export class ManualClock implements Clock {
  #now = 0;
  #appointments: Appointment[] = [];

  get now(): number {
    return this.#now;
  }

  schedule(ms: number, callback: () => void): void {
    this.#appointments.push({ time: this.#now + Math.max(ms, 0), callback });
  }

  /** Moves on by `ms` milliseconds; everything that becomes due happens inside the call, in order. */
  advance(ms = 0): void {
    const end = this.#now + ms;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#now = next.time;
      next.callback();
    }
    this.#now = end;
  }

  #next(end: number): Appointment | undefined {
    let first: Appointment | undefined;
    for (const appointment of this.#appointments) {
      if (appointment.time <= end && (first === undefined || appointment.time < first.time)) first = appointment;
    }
    if (first !== undefined) this.#appointments.splice(this.#appointments.indexOf(first), 1);
    return first;
  }
}
