import type { IncomingMessage, ServerResponse } from "node:http";
import { type Gate, urlOf } from "./gate.js";
import { type Answer, plainText, sendAnswer } from "./http-answer.js";
import { readLobbyPage } from "./lobby-page.js";
import type { Metrics, UpgradeRefusal } from "./metrics.js";
import type { SignalingServerOptions } from "./options.js";
import type { LobbyStore } from "./store.js";
import { REFUSALS } from "./upgrade-refusals.js";

const JSON_TYPE = "application/json; charset=utf-8";
/** What Prometheus calls its text format. */
const METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
const MAX_LISTED = 1000;

/** What the server answers to plain requests. */
export class HttpEndpoints {
  readonly #gate: Gate;
  readonly #store: LobbyStore;
  readonly #metrics: Metrics;
  readonly #paths: ReadonlyMap<string, (request: IncomingMessage) => Promise<Answer>>;

  /** @throws RangeError for a page's path that is none; Error if its files are not there. */
  constructor(options: SignalingServerOptions, gate: Gate, store: LobbyStore, metrics: Metrics) {
    this.#gate = gate;
    this.#store = store;
    this.#metrics = metrics;
    const paths = new Map<string, (request: IncomingMessage) => Promise<Answer>>();
    if (options.page !== undefined) {
      for (const [path, answer] of readLobbyPage(options.page, options.path))
        paths.set(path, () => Promise.resolve(answer));
    }
    paths.set("/healthz", () => this.#health());
    if (options.metrics !== false) paths.set("/metrics", () => this.#printMetrics());
    if (options.listLobbies === true) paths.set("/lobbies", (request) => this.#lobbies(request));
    this.#paths = paths;
  }

  /** @returns Whether the request was for one of these. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const answer = this.#paths.get(urlOf(request)?.pathname ?? "");
    if (answer === undefined) return false;
    if (request.method !== "GET" && request.method !== "HEAD") {
      sendAnswer(request, response, {
        ...plainText(405, "Only GET and HEAD are answered here."),
        headers: { Allow: "GET, HEAD" },
      });
      return true;
    }
    answer(request)
      .catch(() => plainText(503, "The server cannot reach its store."))
      .then((given) => sendAnswer(request, response, given))
      .catch(() => response.destroy());
    return true;
  }

  #health(): Promise<Answer> {
    const isReady = this.#store.isReady();
    const body = JSON.stringify({ status: isReady ? "ok" : "store unreachable" });
    return Promise.resolve({ status: isReady ? 200 : 503, type: JSON_TYPE, body });
  }

  async #printMetrics(): Promise<Answer> {
    const isReady = this.#store.isReady();
    const lobbies = isReady ? await this.#store.countLobbies() : NaN;
    return { status: 200, type: METRICS_TYPE, body: this.#metrics.print(lobbies, isReady) };
  }

  /** Whoever may connect may see what there is to join. */
  async #lobbies(request: IncomingMessage): Promise<Answer> {
    if (!this.#gate.allowsOrigin(request)) return refused("origin");
    const address = this.#gate.addressOf(request);
    if (!this.#gate.addresses.mayAsk(address, performance.now())) return refused("too-many-connections");
    const identity = await this.#gate.identify(request, address).catch((): UpgradeRefusal => "authentication-failed");
    if (typeof identity === "string") return refused(identity);
    const body = JSON.stringify({ lobbies: await this.#store.list(MAX_LISTED) });
    const { origin } = request.headers;
    const headers = { "Cache-Control": "no-store", Vary: "Origin" };
    return {
      status: 200,
      type: JSON_TYPE,
      body,
      headers: origin === undefined ? headers : { ...headers, "Access-Control-Allow-Origin": origin },
    };
  }
}

function refused(refusal: UpgradeRefusal): Answer {
  const { status, text } = REFUSALS[refusal];
  return plainText(status, text);
}
