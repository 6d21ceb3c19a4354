import { decodeMessage, type Message, MessageType } from "../protocol.js";
import type { ClosingName } from "./closings.js";
import { lobbyLabel, type Log } from "./log.js";
import type { Metrics } from "./metrics.js";
import type { ServerLimits } from "./options.js";
import type { Awaitable, LobbyStore, PlaceKey, Seat, Verdict } from "./store.js";

/** What all clients of a server share. */
export interface ServerContext {
  readonly store: LobbyStore;
  readonly limits: ServerLimits;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Whether this address has asked for too many lobbies that are not there. */
  isGuessing(address: string): boolean;
  joinFailed(address: string): void;
}

/** Whom the server talks with. */
export interface Client extends Seat {
  readonly address: string;
  /** What it can resume its place with; `null` if it cannot. */
  readonly key: PlaceKey | null;
  /** It has a place now. */
  joined(): void;
}

/** What a client may say, and what comes of it. */
export class Dialogue {
  readonly #context: ServerContext;
  readonly #client: Client;
  #hasJoined = false;

  constructor(context: ServerContext, client: Client) {
    this.#context = context;
    this.#client = client;
  }

  /** The client has the place again that it had before. */
  resume(): void {
    this.#hasJoined = true;
    this.#client.joined();
  }

  /** What becomes of a message: `"ok"`, or why the client is closed. */
  answer(text: string): Awaitable<Verdict | ClosingName> {
    const message = decodeMessage(text);
    if (message === null) return "no-message";
    this.#context.metrics.received(message.type);
    switch (message.type) {
      case MessageType.JOIN:
        return this.#join(message);
      case MessageType.OFFER:
      case MessageType.ANSWER:
      case MessageType.CANDIDATE:
        return this.#hasJoined ? this.#context.store.relay(this.#client, message) : "not-joined";
      case MessageType.SEAL:
        return this.#hasJoined ? this.#seal() : "not-joined";
      default:
        return "not-for-clients";
    }
  }

  #join({ id, data: lobby }: Message): Awaitable<Verdict | ClosingName> {
    if (this.#hasJoined) return "joined-already";
    const { address, key } = this.#client;
    if (lobby !== "" && this.#context.isGuessing(address)) return "too-many-failed-joins";
    const verdict = this.#context.store.join(this.#client, { lobby, mesh: id === 0, key });
    return verdict instanceof Promise ? verdict.then((one) => this.#joined(lobby, one)) : this.#joined(lobby, verdict);
  }

  #joined(name: string, verdict: Verdict): Verdict {
    const { address } = this.#client;
    if (verdict === "ok") this.resume();
    else if (verdict === "no-such-lobby") this.#context.joinFailed(address);
    const [event, lobby] = name === "" ? ["make_lobby"] : ["join_lobby", lobbyLabel(name)];
    this.#context.log({ level: "info", event, lobby, address, verdict });
    return verdict;
  }

  #seal(): Awaitable<Verdict> {
    this.#context.log({ level: "info", event: "seal_lobby", address: this.#client.address });
    return this.#context.store.seal(this.#client);
  }
}
