/**
 * A small authoritative server, without graphics: three clients run along a line, and say each tick how far they want to go.
 * The server decides how far they may, and tells everybody where everybody is, thirty times a second.
 *
 * Inputs and states are Variants. They go over unreliable channels: what is lost is out of date when the next one comes.
 * Only the end of the race is told reliably. All run in one program here, and their connections are handed their
 * descriptions directly; between machines, send these over a channel of your own. Run it with
 * `npm run example:authoritative-server`.
 */
import { pathToFileURL } from "node:url";
import { type Variant, Vector2, WebRTCMultiplayerPeer, WebRTCPeerConnection } from "godot-webrtc";
import { FrameLoop, type SceneNode } from "./frame-loop.js";

/** All players are on this machine, so nothing has to leave it. */
const ON_THIS_MACHINE = { libdatachannel: { bindAddress: "127.0.0.1" } };

const TICK_SECONDS = 1 / 30;
const GOAL = 10;
/** How far a player may go in one tick, whatever the client says. */
const LONGEST_STEP = 1;

type Print = (line: string) => void;

class GameServer implements SceneNode {
  readonly peer = new WebRTCMultiplayerPeer();
  /** Where each player is, by the player's id. */
  readonly #positions = new Map<number, Vector2>();
  /** The last input of each player. */
  readonly #wishes = new Map<number, number>();
  #time = 0;
  #tick = 0;
  #isOver = false;

  constructor(
    readonly players: number,
    readonly print: Print,
  ) {
    this.peer.create_server();
    this.peer.peer_connected.connect((id) => this.#positions.set(id, new Vector2(0, id)));
    this.peer.peer_disconnected.connect((id) => this.#positions.delete(id));
  }

  get isEmpty(): boolean {
    return this.#isOver && this.peer.get_peers().size === 0;
  }

  /** Frames come when they come; ticks are all of the same length. */
  _process(delta: number): void {
    this.peer.poll();
    this.#read_inputs();
    for (this.#time += delta; this.#time >= TICK_SECONDS; this.#time -= TICK_SECONDS) this.#physics_process();
  }

  #read_inputs(): void {
    while (this.peer.get_available_packet_count() > 0) {
      const id = this.peer.get_packet_peer();
      const wish = field(this.peer.get_var(), "step");
      // Whatever a client sends: it is a number, or it is nothing.
      if (typeof wish === "number" && Number.isFinite(wish)) this.#wishes.set(id, wish);
    }
  }

  #physics_process(): void {
    if (this.#isOver || this.#positions.size < this.players) return;
    this.#tick += 1;
    for (const [id, { x, y }] of this.#positions) {
      const step = Math.min(Math.max(this.#wishes.get(id) ?? 0, 0), LONGEST_STEP);
      this.#positions.set(id, new Vector2(Math.min(x + step, GOAL), y));
    }
    this.peer.set_target_peer(WebRTCMultiplayerPeer.TARGET_PEER_BROADCAST);
    this.peer.transfer_mode = WebRTCMultiplayerPeer.TRANSFER_MODE_UNRELIABLE;
    this.peer.put_var({ tick: this.#tick, positions: this.#positions });
    if ([...this.#positions.values()].every(({ x }) => x === GOAL)) this.#finish();
  }

  #finish(): void {
    this.#isOver = true;
    this.peer.transfer_mode = WebRTCMultiplayerPeer.TRANSFER_MODE_RELIABLE;
    this.peer.put_var({ over: true, positions: this.#positions });
    for (const [id, wish] of [...this.#wishes].sort()) {
      this.print(`server: player ${id} wanted steps of ${wish} and is at ${this.#positions.get(id)?.x}`);
    }
  }
}

class GameClient implements SceneNode {
  readonly peer = new WebRTCMultiplayerPeer();
  #time = 0;
  #lastTick = 0;
  #states = 0;

  constructor(
    readonly id: number,
    readonly step: number,
    readonly print: Print,
  ) {
    this.peer.create_client(id);
    // Inputs that overtake each other would be of no use.
    this.peer.transfer_mode = this.peer.TRANSFER_MODE_UNRELIABLE_ORDERED;
    this.peer.set_target_peer(WebRTCMultiplayerPeer.TARGET_PEER_SERVER);
  }

  _process(delta: number): void {
    this.peer.poll();
    while (this.peer.get_available_packet_count() > 0) this.#hear(this.peer.get_var());
    for (this.#time += delta; this.#time >= TICK_SECONDS; this.#time -= TICK_SECONDS) {
      if (this.peer.get_connection_status() === this.peer.CONNECTION_CONNECTED) this.peer.put_var({ step: this.step });
    }
  }

  #hear(message: Variant): void {
    const tick = field(message, "tick");
    if (typeof tick === "number") {
      // States may overtake each other: an older one is no news.
      if (tick > this.#lastTick) this.#states += 1;
      this.#lastTick = Math.max(tick, this.#lastTick);
    } else if (field(message, "over") === true) {
      const positions = field(message, "positions");
      const seen: string[] = [];
      for (const [id, at] of positions instanceof Map ? positions : []) {
        if (typeof id === "number" && at instanceof Vector2) seen.push(`${id} at ${at.x}`);
      }
      this.print(`client ${this.id}: saw ${this.#states} states, and in the end ${seen.sort().join(", ")}`);
      this.peer.close();
    }
  }
}

/** A Dictionary arrives as a Map. What came over the network may be anything. */
function field(value: Variant, key: string): Variant {
  return value instanceof Map ? (value.get(key) ?? null) : null;
}

/** Stands for a signaling server: gives each side a connection for the other, and carries what they say. */
function introduce(server: GameServer, client: GameClient): void {
  const [a, b] = [new WebRTCPeerConnection(), new WebRTCPeerConnection()];
  for (const connection of [a, b]) connection.initialize(ON_THIS_MACHINE);
  // Before anything is negotiated, so that the channels are part of the offer.
  server.peer.add_peer(a, client.id);
  client.peer.add_peer(b, WebRTCMultiplayerPeer.TARGET_PEER_SERVER);
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    from.session_description_created.connect(from.set_local_description);
    from.session_description_created.connect(to.set_remote_description);
    from.ice_candidate_created.connect(to.add_ice_candidate);
  }
  a.create_offer();
}

/** One race; returns when everybody has left. */
export async function run(print: Print): Promise<void> {
  // The last one wants more than the rules allow.
  const clients = [new GameClient(2, 1, print), new GameClient(3, 0.5, print), new GameClient(4, 100, print)];
  const server = new GameServer(clients.length, print);
  const tree = new FrameLoop();
  try {
    for (const node of [server, ...clients]) tree.add_child(node);
    for (const client of clients) introduce(server, client);
    await tree.until(() => server.isEmpty, "the end of the race");
  } finally {
    tree.quit();
    for (const { peer } of [server, ...clients]) peer.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await run((line) => console.log(line));
