/**
 * The local signaling example of Godot's WebRTC tutorial: two chat clients that know nothing of each other, and one
 * signaling object that carries their descriptions and candidates.
 *
 * Construct by construct the tutorial's three scripts; where they wait a second and hope, this waits for the channels to
 * open. Run it with `npm run example:local-signaling`.
 */
import { pathToFileURL } from "node:url";
import { WebRTCDataChannel, WebRTCPeerConnection, get_string_from_utf8, to_utf8_buffer } from "godot-webrtc";
import { FrameLoop, type SceneNode } from "./frame-loop.js";

/** Both clients are on this machine, so nothing has to leave it. */
const ON_THIS_MACHINE = { libdatachannel: { bindAddress: "127.0.0.1" } };

/** The tutorial's autoload: stands for a signaling server. */
class LocalSignaling {
  // The paths of the two peers, in the order in which they came.
  peers: string[] = [];

  /** Stands in for the scene tree: which client is at which path. */
  readonly #nodes = new Map<string, Chat>();

  register(path: string, node: Chat): void {
    if (this.peers.length >= 2) throw new Error(`Two peers are here already, there is no room for ${path}.`);
    this.#nodes.set(path, node);
    this.peers.push(path);
    const [first] = this.peers;
    if (this.peers.length === 2 && first !== undefined) this.#get_node(first).peer.create_offer();
  }

  send_session(path: string, type: string, sdp: string): void {
    this.#get_node(this.#find_other(path)).peer.set_remote_description(type, sdp);
  }

  send_candidate(path: string, mid: string, index: number, sdp: string): void {
    this.#get_node(this.#find_other(path)).peer.add_ice_candidate(mid, index, sdp);
  }

  /** The path of the peer that is not at `path`. */
  #find_other(path: string): string {
    const other = this.peers.find((peer) => peer !== path);
    if (other === undefined) throw new Error(`There is nobody but ${path}.`);
    return other;
  }

  #get_node(path: string): Chat {
    const node = this.#nodes.get(path);
    if (node === undefined) throw new Error(`There is no node at ${path}.`);
    return node;
  }
}

/** The tutorial's chat client. */
class Chat implements SceneNode {
  peer = new WebRTCPeerConnection();
  channel: WebRTCDataChannel;

  constructor(
    readonly path: string,
    readonly signaling: LocalSignaling,
    readonly print: (line: string) => void,
  ) {
    this.peer.initialize(ON_THIS_MACHINE);
    const channel = this.peer.create_data_channel("chat", { negotiated: true, id: 1 });
    if (channel === null) throw new Error("The channel could not be created; the report above says why.");
    this.channel = channel;
  }

  _ready(): void {
    this.peer.ice_candidate_created.connect((mid, index, sdp) => this._on_ice_candidate(mid, index, sdp));
    this.peer.session_description_created.connect((type, sdp) => this._on_session(type, sdp));
    this.signaling.register(this.path, this);
  }

  _on_ice_candidate(mid: string, index: number, sdp: string): void {
    this.signaling.send_candidate(this.path, mid, index, sdp);
  }

  _on_session(type: string, sdp: string): void {
    this.signaling.send_session(this.path, type, sdp);
    // What was created here is the local description.
    this.peer.set_local_description(type, sdp);
  }

  _process(_delta: number): void {
    this.peer.poll();
    if (this.channel.get_ready_state() === WebRTCDataChannel.STATE_OPEN) {
      while (this.channel.get_available_packet_count() > 0) {
        this.print(`${this.path} received: ${get_string_from_utf8(this.channel.get_packet())}`);
      }
    }
  }

  send_message(message: string): void {
    this.channel.put_packet(to_utf8_buffer(message));
  }
}

/** The tutorial's main scene; returns when both clients have heard each other. */
export async function run(print: (line: string) => void): Promise<void> {
  let lines = 0;
  const hear = (line: string): void => {
    print(line);
    lines += 1;
  };
  const signaling = new LocalSignaling();
  const p1 = new Chat("/root/main/@@2", signaling, hear);
  const p2 = new Chat("/root/main/@@3", signaling, hear);
  const tree = new FrameLoop();
  try {
    for (const node of [p1, p2]) {
      tree.add_child(node);
      node._ready();
    }
    for (const node of [p1, p2]) {
      const isOpen = (): boolean => node.channel.get_ready_state() === WebRTCDataChannel.STATE_OPEN;
      await tree.until(isOpen, `the channel of ${node.path} to open`);
      node.send_message(`Hi from ${node.path}`);
    }
    await tree.until(() => lines === 2, "both messages");
  } finally {
    tree.quit();
    for (const node of [p1, p2]) node.peer.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await run((line) => console.log(line));
