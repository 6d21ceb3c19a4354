/** Lobbies of raw clients, whose frames are checked on the way. */
import { expect } from "vitest";
import { ID, JOIN, OFFER, PEER_CONNECT, RawClient, type RawOptions } from "./raw-client.js";

export interface Host {
  readonly host: RawClient;
  readonly lobby: string;
}

export interface Guest {
  readonly client: RawClient;
  readonly id: number;
}

/** Makes clients, and closes them when the test is over. */
export class Lobbies {
  readonly #url: () => string;
  readonly #clients: RawClient[] = [];

  constructor(url: () => string) {
    this.#url = url;
  }

  async open(options?: RawOptions): Promise<RawClient> {
    const client = await RawClient.open(this.#url(), options);
    this.#clients.push(client);
    return client;
  }

  /** @param mode - What JOIN's id says: 0 for a mesh. */
  async make(mode: 0 | 1 = 0, options?: RawOptions): Promise<Host> {
    const host = await this.open(options);
    host.send(JOIN, mode);
    expect(await host.next()).toEqual({ type: ID, id: 1, data: mode === 0 ? "true" : "" });
    const joined = await host.next();
    expect(joined).toEqual({ type: JOIN, id: 0, data: expect.stringMatching(/^[A-Za-z0-9]{20}$/) as string });
    return { host, lobby: joined.data };
  }

  /**
   * Joins a lobby, whose peers are told.
   *
   * @param others - Those that the newcomer hears of, in this order, and that hear of it.
   */
  async join(lobby: string, others: readonly Guest[], mode: 0 | 1 = 0, options?: RawOptions): Promise<Guest> {
    const client = await this.open(options);
    client.send(JOIN, mode, lobby);
    const { type, id, data } = await client.next();
    expect([type, data]).toEqual([ID, mode === 0 ? "true" : ""]);
    expect(id).toBeGreaterThanOrEqual(2);
    expect(id).toBeLessThanOrEqual(2147483647);
    for (const other of others) expect(await client.next()).toEqual({ type: PEER_CONNECT, id: other.id, data: "" });
    expect(await client.next()).toEqual({ type: JOIN, id: 0, data: lobby });
    for (const other of others) expect(await other.client.next()).toEqual({ type: PEER_CONNECT, id, data: "" });
    return { client, id };
  }

  /** A mesh: the host first. */
  async mesh(
    peers: number,
    options?: RawOptions,
  ): Promise<{ readonly lobby: string; readonly peers: readonly Guest[] }> {
    const { host, lobby } = await this.make(0, options);
    const all: Guest[] = [{ client: host, id: 1 }];
    while (all.length < peers) all.push(await this.join(lobby, all, 0, options));
    return { lobby, peers: all };
  }

  /** Ends all connections, and waits until the server has seen it. */
  async close(): Promise<void> {
    for (const client of this.#clients) client.close();
    await Promise.all(this.#clients.map(({ closed }) => closed));
    this.#clients.length = 0;
  }
}

/** Shows that nothing else was said to a peer: what its neighbour says now is the next thing it hears. */
export async function expectNothingBefore(peer: Guest, neighbour: Guest): Promise<void> {
  neighbour.client.send(OFFER, peer.id, "marker");
  expect(await peer.client.next()).toEqual({ type: OFFER, id: neighbour.id, data: "marker" });
}
