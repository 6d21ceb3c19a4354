/**
 * What Godot's WebRTC tutorial ends with: remote signaling with WebSocket, as in the demo `networking/webrtc_signaling`.
 *
 * Three clients join a lobby of a signaling server, get to know each other through it, and connect. Then the server goes
 * away, and they talk. Server and clients are one program here; nothing but the URL and the lobby's name would be different
 * if they were on three machines. Run it with `npm run example:remote-signaling`.
 */
import { pathToFileURL } from "node:url";
import { get_string_from_utf8, to_utf8_buffer, WebRTCDataChannel, WebRTCPeerConnection } from "godot-webrtc";
import { introduce_peers, SignalingClient } from "godot-webrtc/signaling";
import { SignalingServer } from "godot-webrtc/signaling/server";
import { FrameLoop, type SceneNode } from "./frame-loop.js";

/** All are on this machine, so nothing has to leave it. Between machines: `{ iceServers: [{ urls: "stun:…" }] }`. */
const ON_THIS_MACHINE = { libdatachannel: { bindAddress: "127.0.0.1" } };

/** A peer as this client knows it. */
interface Peer {
  readonly connection: WebRTCPeerConnection;
  readonly channel: WebRTCDataChannel;
}

/** The demo's client, with a chat in place of a game. */
class Client implements SceneNode {
  readonly signaling = new SignalingClient();
  readonly peers = new Map<number, Peer>();

  constructor(
    readonly name: string,
    readonly print: (line: string) => void,
  ) {
    // Offers, answers and candidates go back and forth by themselves.
    introduce_peers(this.signaling, { create: (id) => this._create_peer(id) });
  }

  start(url: string, lobby = ""): void {
    this.signaling.lobby = lobby;
    this.signaling.connect_to_url(url);
  }

  _create_peer(id: number): WebRTCPeerConnection | null {
    const connection = new WebRTCPeerConnection();
    connection.initialize(ON_THIS_MACHINE);
    const channel = connection.create_data_channel("chat", { negotiated: true, id: 1 });
    if (channel === null) return null;
    this.peers.set(id, { connection, channel });
    return connection;
  }

  _process(_delta: number): void {
    this.signaling.poll();
    for (const { connection, channel } of this.peers.values()) {
      connection.poll();
      while (channel.get_available_packet_count() > 0) {
        this.print(`${this.name} received: ${get_string_from_utf8(channel.get_packet())}`);
      }
    }
  }

  /** Whether this many channels are open. */
  is_connected_to(count: number): boolean {
    const open = [...this.peers.values()].filter(
      ({ channel }) => channel.get_ready_state() === WebRTCDataChannel.STATE_OPEN,
    );
    return open.length === count;
  }

  say(text: string): void {
    for (const { channel } of this.peers.values()) channel.put_packet(to_utf8_buffer(text));
  }

  stop(): void {
    this.signaling.close();
    for (const { connection } of this.peers.values()) connection.close();
  }
}

/** Returns when everybody has heard everybody, without a server. */
export async function run(print: (line: string) => void): Promise<void> {
  const server = new SignalingServer();
  const { url } = await server.listen({ port: 0 });
  let received = 0;
  const hear = (line: string): void => {
    print(line);
    received += 1;
  };
  const [ann, bob, eve] = [new Client("Ann", hear), new Client("Bob", hear), new Client("Eve", hear)] as const;
  const clients = [ann, bob, eve];
  const tree = new FrameLoop();
  try {
    for (const client of clients) tree.add_child(client);
    // Who asks for no lobby makes one; the others need its name.
    ann.start(url);
    await tree.until(() => ann.signaling.lobby !== "", "the lobby");
    bob.start(url, ann.signaling.lobby);
    eve.start(url, ann.signaling.lobby);
    for (const client of clients)
      await tree.until(() => client.is_connected_to(2), `${client.name} to be connected to both`);

    // Peers that are connected need the server no more.
    await server.close();
    for (const client of clients) client.say(`Hi from ${client.name}`);
    await tree.until(() => received === 6, "everybody to hear everybody");
  } finally {
    tree.quit();
    for (const client of clients) client.stop();
    await server.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await run((line) => console.log(line));
