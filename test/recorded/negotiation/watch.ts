/** Follows the states of connections and channels the way the recorder did: whoever polls asks them all. */
import type { WebRTCDataChannel } from "../../../runtime/index.js";
import type { Side } from "../../support/peers.js";
import { DEADLINE_MS, until } from "../../support/until.js";

const CONNECTION = ["NEW", "CONNECTING", "CONNECTED", "DISCONNECTED", "FAILED", "CLOSED"];
const GATHERING = ["NEW", "GATHERING", "COMPLETE"];
const SIGNALING = [
  "STABLE",
  "HAVE_LOCAL_OFFER",
  "HAVE_REMOTE_OFFER",
  "HAVE_LOCAL_PRANSWER",
  "HAVE_REMOTE_PRANSWER",
  "CLOSED",
];
const CHANNEL = ["CONNECTING", "OPEN", "CLOSING", "CLOSED"];

/** States that may be over before anybody asks; the recorder saw them in some runs and not in others. */
const PASSING = ["GATHERING", "DISCONNECTED"];

export class Watch {
  readonly #seen = new Map<string, { read: () => string; states: string[] }>();
  readonly #sides: readonly Side[];

  constructor(...sides: readonly Side[]) {
    this.#sides = sides;
    for (const { name, pc } of sides) {
      this.#add(`${name} connection`, () => CONNECTION[pc.get_connection_state()]);
      this.#add(`${name} gathering`, () => GATHERING[pc.get_gathering_state()]);
      this.#add(`${name} signaling`, () => SIGNALING[pc.get_signaling_state()]);
    }
  }

  channel(name: string, channel: WebRTCDataChannel): void {
    this.#add(name, () => CHANNEL[channel.get_ready_state()]);
  }

  /** Polls all sides until the condition holds, and notes every state on the way. */
  async pump(condition: () => boolean, what: string, deadlineMs = DEADLINE_MS): Promise<void> {
    const asked = (): boolean => {
      for (const { pc } of this.#sides) {
        pc.poll();
        this.sample();
      }
      return condition();
    };
    try {
      await until(asked, what, deadlineMs);
    } catch (error) {
      throw new Error(`${String(error)} Seen: ${JSON.stringify(Object.fromEntries(this.#all()))}`, { cause: error });
    }
  }

  sample(): void {
    for (const { read, states } of this.#seen.values()) {
      const state = read();
      if (state !== states.at(-1) && !PASSING.includes(state)) states.push(state);
    }
  }

  /** The states of one thing in order, from the first sight on. */
  states(name: string): readonly string[] {
    this.sample();
    return this.#seen.get(name)?.states ?? [];
  }

  /** The state that a thing is in. */
  now(name: string): string | undefined {
    return this.#seen.get(name)?.read();
  }

  *#all(): Iterable<[string, readonly string[]]> {
    for (const [name, { states }] of this.#seen) yield [name, states];
  }

  #add(name: string, read: () => string | undefined): void {
    const state = (): string => read() ?? "unknown";
    this.#seen.set(name, { read: state, states: [] });
    this.sample();
  }
}
