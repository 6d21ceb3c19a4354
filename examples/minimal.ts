/**
 * The minimal example of Godot's WebRTC tutorial: two peers in one program say hello to each other.
 *
 * Line by line the tutorial's script, but for one thing: where the script waits a second and hopes, this waits for the
 * channel to open. Run it with `npm start`.
 */
import { pathToFileURL } from "node:url";
import { WebRTCPeerConnection, get_string_from_utf8, to_utf8_buffer } from "godot-webrtc";
import { FrameLoop, type SceneNode } from "./frame-loop.js";

/** Both peers are on this machine, so nothing has to leave it. */
const ON_THIS_MACHINE = { libdatachannel: { bindAddress: "127.0.0.1" } };

export class Minimal implements SceneNode {
  // Two peers ...
  p1 = new WebRTCPeerConnection();
  p2 = new WebRTCPeerConnection();
  // ... and the two ends of one channel, which each peer makes for itself.
  ch1 = this.#open_channel(this.p1);
  ch2 = this.#open_channel(this.p2);

  constructor(readonly print: (line: string) => void) {}

  async _ready(tree: FrameLoop): Promise<void> {
    // What P1 describes is its own local description, and the remote one of P2.
    this.p1.session_description_created.connect(this.p1.set_local_description);
    this.p1.session_description_created.connect(this.p2.set_remote_description);
    this.p1.ice_candidate_created.connect(this.p2.add_ice_candidate);

    // The other way round for P2.
    this.p2.session_description_created.connect(this.p2.set_local_description);
    this.p2.session_description_created.connect(this.p1.set_remote_description);
    this.p2.ice_candidate_created.connect(this.p1.add_ice_candidate);

    // P1 begins.
    this.p1.create_offer();

    await tree.until(() => this.ch1.get_ready_state() === this.ch1.STATE_OPEN, "P1's channel to open");
    this.ch1.put_packet(to_utf8_buffer("Hi from P1"));

    await tree.until(() => this.ch2.get_ready_state() === this.ch2.STATE_OPEN, "P2's channel to open");
    this.ch2.put_packet(to_utf8_buffer("Hi from P2"));
  }

  _process(_delta: number): void {
    // Signals come only while a connection is polled.
    this.p1.poll();
    this.p2.poll();

    if (this.ch1.get_ready_state() === this.ch1.STATE_OPEN && this.ch1.get_available_packet_count() > 0) {
      this.print(`P1 received: ${get_string_from_utf8(this.ch1.get_packet())}`);
    }
    if (this.ch2.get_ready_state() === this.ch2.STATE_OPEN && this.ch2.get_available_packet_count() > 0) {
      this.print(`P2 received: ${get_string_from_utf8(this.ch2.get_packet())}`);
    }
  }

  close(): void {
    this.p1.close();
    this.p2.close();
  }

  #open_channel(peer: WebRTCPeerConnection) {
    peer.initialize(ON_THIS_MACHINE);
    const channel = peer.create_data_channel("chat", { id: 1, negotiated: true });
    if (channel === null) throw new Error("The channel could not be created; the report above says why.");
    return channel;
  }
}

/** Runs the example until both sides have heard each other. */
export async function run(print: (line: string) => void): Promise<void> {
  let lines = 0;
  const example = new Minimal((line) => {
    print(line);
    lines += 1;
  });
  const tree = new FrameLoop();
  try {
    tree.add_child(example);
    await example._ready(tree);
    await tree.until(() => lines === 2, "both messages");
  } finally {
    tree.quit();
    example.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await run((line) => console.log(line));
