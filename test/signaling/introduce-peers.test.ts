import { afterEach, beforeEach, expect, test } from "vitest";
import { type ErrorReport, GodotError, set_error_handler, WebRTCPeerConnection } from "../../runtime/index.js";
import { create_loopback_class, LoopbackNetwork, ManualClock } from "../../runtime/loopback.js";
import { introduce_peers, SignalingClient, type SignalingClientOptions } from "../../runtime/signaling/index.js";
import { until } from "../support/until.js";
import { Servers } from "./support/servers.js";

const Connection = create_loopback_class();
type Connection = InstanceType<typeof Connection>;

/** A client with the connections that were made for it. */
class Peer {
  readonly client: SignalingClient;
  readonly connections = new Map<number, Connection>();
  readonly gone: number[] = [];
  readonly offers: number[] = [];
  readonly stop: () => void;
  id = 0;

  constructor(
    refused: (id: number) => boolean = () => false,
    { class: Made = Connection, ...options }: SignalingClientOptions & { readonly class?: typeof Connection } = {},
  ) {
    this.client = new SignalingClient(options);
    this.client.connected.connect((id) => (this.id = id));
    this.client.offer_received.connect((id) => this.offers.push(id));
    this.stop = introduce_peers(this.client, {
      create: (id) => {
        if (refused(id)) return null;
        const connection = new Made();
        connection.create_data_channel("chat", { negotiated: true, id: 1 });
        this.connections.set(id, connection);
        return connection;
      },
      gone: (id) => this.gone.push(id),
    });
  }

  join(url: string, lobby = ""): void {
    this.client.lobby = lobby;
    this.client.connect_to_url(url);
  }

  poll(): void {
    this.client.poll();
    for (const connection of this.connections.values()) connection.poll();
  }

  isConnectedTo(...ids: readonly number[]): boolean {
    return ids.every((id) => this.connections.get(id)?.get_connection_state() === WebRTCPeerConnection.STATE_CONNECTED);
  }
}

const servers = new Servers();
let reports: ErrorReport[] = [];
let peers: Peer[] = [];
beforeEach(() => {
  reports = [];
  set_error_handler((report) => reports.push(report));
});
afterEach(async () => {
  set_error_handler(null);
  for (const { client, connections } of peers) {
    client.close();
    for (const connection of connections.values()) connection.close();
  }
  peers = [];
  await servers.stop();
});

async function meanwhile(condition: () => boolean, what: string): Promise<void> {
  await until(() => {
    for (const peer of peers) peer.poll();
    return condition();
  }, what);
}

/** A lobby of peers that are all connected to each other. */
async function lobbyOf(url: string, size: number): Promise<readonly Peer[]> {
  peers = Array.from({ length: size }, () => new Peer());
  const [host, ...guests] = peers;
  host?.join(url);
  await meanwhile(() => host?.client.lobby !== "", "the lobby");
  for (const guest of guests) guest.join(url, host?.client.lobby);
  await meanwhile(() => {
    const ids = peers.map(({ id }) => id);
    return peers.every((peer) => peer.id !== 0 && peer.isConnectedTo(...ids.filter((id) => id !== peer.id)));
  }, "all to be connected to all");
  return peers;
}

test("all peers of a mesh are connected; of two, the one with the larger id has offered", async () => {
  const { url } = await servers.start();
  const all = await lobbyOf(url, 4);
  for (const peer of all) {
    const larger = all.map(({ id }) => id).filter((id) => id > peer.id);
    expect(peer.offers.sort()).toEqual(larger.sort());
  }
  expect(reports).toEqual([]);
});

test("a connection that stands stays when its peer leaves the server, and when the server goes", async () => {
  const { url, server } = await servers.start();
  const [host, leaving, staying] = await lobbyOf(url, 3);
  if (!host || !leaving || !staying) throw new Error("three peers");
  let left = 0;
  host.client.peer_disconnected.connect((id) => (left = id));
  leaving.client.close();
  await meanwhile(() => left === leaving.id, "the host to hear of it");
  expect(host.isConnectedTo(leaving.id)).toBe(true);
  await server.close();
  expect([host.gone, host.isConnectedTo(leaving.id, staying.id)]).toEqual([[], true]);
});

test("one that does not stand yet, but has all it needs from the server, goes on when its peer leaves", async () => {
  const { url } = await servers.start();
  // Descriptions are made at once, connections are not.
  const clock = new ManualClock();
  const made = create_loopback_class(new LoopbackNetwork({ clock, delay: 1000 }));
  const [host, guest] = [new Peer(undefined, { class: made }), new Peer(undefined, { class: made })];
  peers = [host, guest];
  host.join(url);
  await meanwhile(() => host.client.lobby !== "", "the lobby");
  guest.join(url, host.client.lobby);
  let [answered, left] = [false, 0];
  guest.client.answer_received.connect(() => (answered = true));
  await meanwhile(() => (clock.advance(), answered), "the answer");
  guest.client.close();
  host.client.peer_disconnected.connect((id) => (left = id));
  await meanwhile(() => left === guest.id, "the host to hear that the guest has left");
  expect(host.isConnectedTo(guest.id)).toBe(false);
  clock.advance(10_000);
  await meanwhile(() => host.isConnectedTo(guest.id) && guest.isConnectedTo(1), "both to be connected nevertheless");
  expect(host.gone).toEqual([]);
});

test("one that lacks a description is closed when the server goes", async () => {
  const { url, lobbies, server } = await servers.start();
  const { host: mute, lobby } = await lobbies.make();
  const guest = new Peer(() => false, { resume: false });
  peers = [guest];
  guest.join(url, lobby);
  await meanwhile(() => mute.leftOver.some(({ type }) => type === 4), "the guest's offer");
  await server.close();
  await meanwhile(() => guest.gone.length === 1, "the connection to be given up");
  expect(guest.connections.get(1)?.get_connection_state()).toBe(WebRTCPeerConnection.STATE_CLOSED);
});

test("one that does not stand yet is closed when its peer leaves", async () => {
  const { url, lobbies } = await servers.start();
  peers = [new Peer()];
  const [host] = peers;
  host?.join(url);
  await meanwhile(() => host?.client.lobby !== "", "the lobby");
  // Joins, and never answers.
  const mute = await lobbies.open();
  mute.send(0, 0, host?.client.lobby);
  const [, , joined] = await mute.take(3);
  expect(joined?.type).toBe(0);
  await meanwhile(() => host?.connections.size === 1, "a connection to be made");
  const [[id, connection] = []] = host?.connections ?? [];
  mute.close();
  await meanwhile(() => host?.gone.length === 1, "the connection to be given up");
  expect(host?.gone).toEqual([id]);
  expect(connection?.get_connection_state()).toBe(WebRTCPeerConnection.STATE_CLOSED);
});

test("a peer that is not wanted is not connected, and what it says is nobody's", async () => {
  const { url, lobbies } = await servers.start();
  peers = [new Peer(() => true)];
  const [host] = peers;
  host?.join(url);
  await meanwhile(() => host?.client.lobby !== "", "the lobby");
  const guest = await lobbies.open();
  guest.send(0, 0, host?.client.lobby);
  await guest.take(3);
  guest.send(4, 1, "an offer");
  guest.send(6, 1, "\n0\n0\na candidate");
  await meanwhile(() => host?.offers.length === 1, "the offer");
  let left = 0;
  host?.client.peer_disconnected.connect((id) => (left = id));
  guest.close();
  await meanwhile(() => left !== 0, "the guest to leave");
  expect([host?.connections.size, host?.gone, reports]).toEqual([0, [], []]);
});

test("once stopped it does nothing any more", async () => {
  const { url } = await servers.start();
  const [host, guest] = await lobbyOf(url, 2);
  host?.stop();
  const late = new Peer();
  peers = [...peers, late];
  late.join(url, host?.client.lobby);
  let heard = 0;
  host?.client.peer_connected.connect((id) => (heard = id));
  await meanwhile(() => heard !== 0 && late.isConnectedTo(guest?.id ?? 0), "the newcomer");
  expect([...(host?.connections.keys() ?? [])]).toEqual([guest?.id]);
});

test("a connection without channels cannot offer, which is reported", async () => {
  const { url, lobbies } = await servers.start();
  const { lobby } = await lobbies.make();
  const client = new SignalingClient();
  introduce_peers(client, { create: () => new Connection() });
  client.lobby = lobby;
  client.connect_to_url(url);
  await until(() => {
    client.poll();
    return reports.length === 2;
  }, "two reports");
  expect(reports.map(({ method, code }) => [method, code])).toEqual([
    ["create_offer", GodotError.FAILED],
    ["introduce_peers", undefined],
  ]);
  client.close();
});
