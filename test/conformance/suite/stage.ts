import { afterEach, beforeEach, expect } from "vitest";
import { type ErrorReport, set_error_handler } from "../../../runtime/core/index.js";
import {
  configure_multiplayer_peer,
  type MultiplayerPeer,
  type WebRTCDataChannel,
  type WebRTCPeerConnection,
} from "../../../runtime/index.js";
import { hasConnected, link, type Member, newMember, pumpMembers } from "../../support/members.js";
import { channelOf, listenTo, openPair, type Pair, pump, type Side, wire } from "../../support/sides.js";
import type { ContractBackend, FaultyNetwork } from "./backend.js";

/** Virtual milliseconds within which everything on a faulty network has happened. */
const SETTLED_MS = 10_000;

/** Makes the peers of a test, and closes them when it is over. Reports that no test looked at fail it. */
export class Stage {
  readonly #backend: ContractBackend;
  readonly #opened = new Set<{ close(): void }>();
  #reports: ErrorReport[] = [];

  constructor(backend: ContractBackend) {
    this.#backend = backend;
    beforeEach(() => {
      this.#reports = [];
      set_error_handler((report) => void this.#reports.push(report));
    });
    afterEach(() => {
      for (const connection of this.#opened) connection.close();
      this.#opened.clear();
      set_error_handler(null);
      expect(this.#reports, "reports that the test did not expect").toEqual([]);
    });
  }

  /** Closes it when the test ends. */
  keep<Closable extends { close(): void }>(opened: Closable): Closable {
    this.#opened.add(opened);
    return opened;
  }

  create(): WebRTCPeerConnection {
    const connection = this.keep(this.#backend.createBare());
    connection.initialize(this.#backend.configuration);
    return connection;
  }

  side(name = "A"): Side {
    return listenTo(name, this.create());
  }

  /** Two connected sides with an open channel "chat": negotiated with id 1, or announced by `a` to `b`. */
  async pair(options: WebRTCPeerConnection.CreateDataChannelOptions = { negotiated: true, id: 1 }): Promise<Pair> {
    return openPair(this.side("A"), this.side("B"), options);
  }

  /** A multiplayer peer without a role. */
  member(name: string): Member {
    const member = newMember(name);
    this.keep(member.peer);
    return member;
  }

  /** A server, and clients with these ids, all connected. */
  async server(ids: readonly number[], modes: readonly MultiplayerPeer.TransferMode[] = []): Promise<ServerAndClients> {
    const server = this.member("server");
    server.peer.create_server(modes);
    const clients = ids.map((id) => {
      const client = this.member(`client ${id}`);
      client.peer.create_client(id, modes);
      link(server, client, () => this.create());
      return client;
    });
    const all = [server, ...clients];
    const connected = (): boolean =>
      hasConnected(server, ids.length) && clients.every((client) => hasConnected(client, 1));
    await pumpMembers(all, connected, "all clients to be connected");
    // Who connects first is up to the network, and no matter of any test.
    server.log.sort();
    return { server, clients, all };
  }

  /** Members of a mesh with these ids, all connected to each other. */
  async mesh(ids: readonly number[]): Promise<readonly Member[]> {
    const members = ids.map((id) => {
      const member = this.member(`member ${id}`);
      member.peer.create_mesh(id);
      return member;
    });
    members.forEach((a, index) => {
      for (const b of members.slice(index + 1)) link(a, b, () => this.create());
    });
    const connected = (): boolean => members.every((member) => hasConnected(member, ids.length - 1));
    await pumpMembers(members, connected, "the whole mesh to be connected");
    return members;
  }

  /** Gives whatever could happen the time to happen: others negotiate, gather and connect meanwhile. */
  async meanwhile(polled: readonly Side[]): Promise<void> {
    const { a, b } = await this.pair();
    await pump(
      [a, b, ...polled],
      () => a.pc.get_gathering_state() === a.pc.GATHERING_STATE_COMPLETE,
      "another pair to finish",
    );
    for (const { pc } of [a, b]) pc.close();
  }

  /** All reports since the last look, of any kind. */
  takeReports(): readonly ErrorReport[] {
    return this.#reports.splice(0);
  }

  /** Checks which methods reported an error since the last look, in order. */
  expectReports(...methods: string[]): readonly ErrorReport[] {
    const seen = this.takeReports();
    expect(
      seen.map(({ method }) => method),
      seen.map(({ message }) => message).join(" | "),
    ).toEqual(methods);
    expect(seen.every(({ kind }) => kind === "error")).toBe(true);
    return seen;
  }

  #faultyNetwork(): FaultyNetwork {
    const network = this.#backend.openFaultyNetwork?.();
    if (network === undefined) throw new Error(`${this.#backend.name} has no faults to order: exclude this test.`);
    return network;
  }

  /**
   * A server and its client 2 on a faulty network, whose clock is theirs too. They are linked, and not polled yet.
   *
   * @param lifetime - That of unreliable packets, in milliseconds; left to the default if it is not given.
   */
  faultyServer(lifetime?: number): FaultyServer {
    const network = this.#faultyNetwork();
    const [server, client] = [this.member("server"), this.member("client")];
    server.peer.create_server();
    client.peer.create_client(2);
    for (const { peer } of [server, client]) configure_multiplayer_peer(peer, { clock: network });
    link(server, client, () => this.keep(network.create()), lifetime);
    const settle = (ms = SETTLED_MS): void => {
      for (let passed = 0; passed < ms; passed += 10) {
        network.advance(10);
        for (const { peer } of [server, client]) peer.poll();
      }
    };
    return { network, server, client, settle };
  }

  /** A pair on a faulty network, connected, with an open negotiated channel. */
  faultyPair(options: WebRTCPeerConnection.CreateDataChannelOptions = {}): FaultyPair {
    const network = this.#faultyNetwork();
    const a = listenTo("A", this.keep(network.create()));
    const b = listenTo("B", this.keep(network.create()));
    wire(a, b);
    const [ca, cb] = [a, b].map(({ pc }) => channelOf(pc, "chat", { negotiated: true, id: 1, ...options }));
    if (ca === undefined || cb === undefined) throw new Error("The channels were not created.");
    a.pc.create_offer();
    const settle = (ms = SETTLED_MS): void => {
      for (let passed = 0; passed < ms; passed += 10) {
        network.advance(10);
        for (const { pc } of [a, b]) pc.poll();
      }
    };
    settle();
    expect(ca.get_ready_state()).toBe(ca.STATE_OPEN);
    return { network, a, b, ca, cb, settle };
  }
}

export interface ServerAndClients {
  readonly server: Member;
  readonly clients: readonly Member[];
  /** The server first. */
  readonly all: readonly Member[];
}

export interface FaultyPair extends Pair {
  readonly network: FaultyNetwork;
  /** Lets time pass, ten virtual seconds if nothing is said. */
  settle(ms?: number): void;
}

export interface FaultyServer {
  readonly network: FaultyNetwork;
  readonly server: Member;
  readonly client: Member;
  /** Lets time pass, ten virtual seconds if nothing is said. */
  settle(ms?: number): void;
}

/** Takes all packets there are. */
export function takeAll(channel: WebRTCDataChannel): Uint8Array[] {
  return Array.from({ length: channel.get_available_packet_count() }, () => channel.get_packet());
}

/** A packet that carries a number. */
export function numbered(number: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

/** The numbers of packets of {@link numbered}. */
export function numbersOf(packets: readonly Uint8Array[]): number[] {
  return packets.map(({ buffer, byteOffset }) => new DataView(buffer, byteOffset).getUint32(0));
}
