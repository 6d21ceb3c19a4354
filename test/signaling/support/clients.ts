import type { SignalingClient as BrowserClient } from "../../../runtime/signaling/browser.js";
import { type ErrorReport, GodotError, set_error_handler } from "../../../runtime/index.js";
import { SignalingClient, type SignalingClientOptions } from "../../../runtime/signaling/index.js";
import type { NodeLinkOptions } from "../../../runtime/signaling/node-link.js";
import { until } from "../../support/until.js";

export type Client = SignalingClient | BrowserClient;

export interface Watched<Made extends Client = Client> {
  readonly client: Made;
  /** What it has emitted: name and arguments of each signal. */
  readonly heard: unknown[][];
}

export interface Pair {
  readonly host: Watched;
  readonly guest: Watched;
  /** The guest's. */
  readonly id: number;
}

const SIGNALS = [
  "connected",
  "lobby_joined",
  "peer_connected",
  "peer_disconnected",
  "offer_received",
  "answer_received",
  "candidate_received",
  "lobby_sealed",
  "interrupted",
  "resumed",
  "disconnected",
] as const;

/** The clients of a test, and what is reported while it runs. */
export class Clients {
  reports: ErrorReport[] = [];
  readonly #clients: Client[] = [];

  /** Before each test. */
  begin(): void {
    this.reports = [];
    set_error_handler((report) => this.reports.push(report));
  }

  /** After each test. */
  end(): void {
    set_error_handler(null);
    for (const client of this.#clients.splice(0)) client.close();
  }

  /** Writes down what a client emits. */
  watch<Made extends Client>(client: Made): Watched<Made> {
    this.#clients.push(client);
    const heard: unknown[][] = [];
    for (const name of SIGNALS) client.connect(name, (...args: unknown[]) => heard.push([name, ...args]));
    return { client, heard };
  }

  /** Two clients in a lobby that know each other: the host, and a guest with its id. */
  async pair(url: string, options: SignalingClientOptions & NodeLinkOptions = {}): Promise<Pair> {
    const host = this.watch(new SignalingClient(options));
    host.client.connect_to_url(url);
    await heardBy(host, 2);
    const guest = this.watch(new SignalingClient(options));
    guest.client.lobby = host.client.lobby;
    guest.client.connect_to_url(url);
    const [[, id] = []] = await heardBy(guest, 3);
    await heardBy(host, 1);
    return { host, guest, id: Number(id) };
  }
}

/** Polls until this many signals came, and takes them. */
export async function heardBy({ client, heard }: Watched, count: number): Promise<unknown[][]> {
  await until(
    () => {
      client.poll();
      return heard.length >= count;
    },
    `${count} signals, got ${JSON.stringify(heard)}`,
  );
  return heard.splice(0, count);
}

/**
 * Both clients send bursts of offers, and after each burst the line is cut while an unknown part of it is under way.
 *
 * @returns What each has heard of the other, when both have heard as much as was sent.
 */
export async function exchangeOverCuts({ host, guest, id }: Pair, cut: () => void): Promise<Exchange> {
  const [COUNT, BURST] = [150, 30];
  const got = { host: [] as string[], guest: [] as string[], resumed: 0 };
  const collect = (): void => {
    for (const [each, into] of [
      [host, got.host],
      [guest, got.guest],
    ] as const) {
      each.client.poll();
      for (const [name, , data] of each.heard.splice(0)) {
        if (name === "offer_received") into.push(String(data));
        if (name === "resumed") got.resumed += 1;
      }
    }
  };
  const sent: string[] = [];
  while (sent.length < COUNT) {
    for (let number = 0; number < BURST; number += 1) {
      const text = String(sent.length);
      const codes = [guest.client.send_offer(1, text), host.client.send_offer(id, text)];
      if (codes.some((code) => code !== GodotError.OK)) throw new Error(`Offer ${text} could not be sent.`);
      sent.push(text);
      if (number % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const before = got.resumed;
    cut();
    await until(() => (collect(), got.resumed >= before + 2), "both to be back");
  }
  const isComplete = (): boolean => got.host.length >= COUNT && got.guest.length >= COUNT;
  await until(() => (collect(), isComplete()), "all to arrive");
  return { sent, toHost: got.host, toGuest: got.guest };
}

interface Exchange {
  readonly sent: readonly string[];
  readonly toHost: readonly string[];
  readonly toGuest: readonly string[];
}
