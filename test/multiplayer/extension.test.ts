/** Multiplayer peers of the user's own, and that a layer above needs to know no more than MultiplayerPeer. */
import { beforeEach, afterEach, describe, expect, it } from "vitest";
import {
  type ErrorReport,
  get_string_from_utf8,
  GodotError,
  MultiplayerPeer,
  MultiplayerPeerExtension,
  set_error_handler,
  to_utf8_buffer,
  WebRTCMultiplayerPeer,
} from "../../runtime/index.js";
import { create_loopback_class } from "../../runtime/loopback.js";
import { link, newMember } from "../support/members.js";
import { until } from "../support/until.js";

const { ERR_UNAVAILABLE, FAILED, OK } = GodotError;

const reports: ErrorReport[] = [];
beforeEach(() => {
  reports.length = 0;
  set_error_handler((report) => void reports.push(report));
});
afterEach(() => {
  set_error_handler(null);
});

interface LocalPacket {
  readonly from: number;
  readonly channel: number;
  readonly mode: MultiplayerPeer.TransferMode;
  readonly bytes: Uint8Array;
}

/** Peers of one program that hand their packets to each other: as little as works. */
class LocalPeer extends MultiplayerPeerExtension {
  readonly #packets: LocalPacket[] = [];
  readonly #fresh: number[] = [];
  #target = 0;
  #channel = 0;
  #mode: MultiplayerPeer.TransferMode = this.TRANSFER_MODE_RELIABLE;

  constructor(
    readonly id: number,
    readonly others: Map<number, LocalPeer>,
  ) {
    super();
    for (const [other, peer] of others) {
      this.#fresh.push(other);
      peer.#fresh.push(id);
    }
    others.set(id, this);
  }

  override _get_connection_status(): MultiplayerPeer.ConnectionStatus {
    return this.others.has(this.id) ? this.CONNECTION_CONNECTED : this.CONNECTION_DISCONNECTED;
  }
  override _poll(): void {
    for (const id of this.#fresh.splice(0)) this.peer_connected.emit(id);
  }
  override _close(): void {
    this.others.delete(this.id);
  }
  override _disconnect_peer(id: number, force: boolean): void {
    this.others.get(id)?._close();
    if (!force) this.peer_disconnected.emit(id);
  }
  override _get_unique_id(): number {
    return this.id;
  }
  override _set_target_peer(id: number): void {
    this.#target = id;
  }
  override _get_available_packet_count(): number {
    return this.#packets.length;
  }
  override _get_packet_peer(): number {
    return this.#packets[0]?.from ?? 0;
  }
  override _get_packet_channel(): number {
    return this.#packets[0]?.channel ?? 0;
  }
  override _get_packet_mode(): MultiplayerPeer.TransferMode {
    return this.#packets[0]?.mode ?? this.TRANSFER_MODE_RELIABLE;
  }
  override _get_packet_script(): Uint8Array {
    return this.#packets.shift()?.bytes ?? new Uint8Array();
  }
  override _put_packet_script(bytes: Uint8Array): GodotError {
    for (const [id, peer] of this.others) {
      if (id === this.id || id === -this.#target || (this.#target > 0 && id !== this.#target)) continue;
      peer.#packets.push({ from: this.id, channel: this.#channel, mode: this.#mode, bytes: bytes.slice() });
    }
    return OK;
  }
  override _get_transfer_channel(): number {
    return this.#channel;
  }
  override _set_transfer_channel(channel: number): void {
    this.#channel = channel;
  }
  override _get_transfer_mode(): MultiplayerPeer.TransferMode {
    return this.#mode;
  }
  override _set_transfer_mode(mode: MultiplayerPeer.TransferMode): void {
    this.#mode = mode;
  }
}

/** A layer above, as SceneMultiplayer is one: greets whoever comes, and keeps what it hears. */
class Greeter {
  readonly heard: string[] = [];

  constructor(readonly peer: MultiplayerPeer) {
    peer.peer_connected.connect((id) => {
      peer.set_target_peer(id);
      peer.transfer_mode = peer.TRANSFER_MODE_RELIABLE;
      peer.put_packet(to_utf8_buffer(`hello ${id}, I am ${peer.get_unique_id()}`));
    });
  }

  poll(): void {
    if (this.peer.get_connection_status() === this.peer.CONNECTION_DISCONNECTED) return;
    this.peer.poll();
    while (this.peer.get_available_packet_count() > 0) {
      const from = this.peer.get_packet_peer();
      this.heard.push(`${from}: ${get_string_from_utf8(this.peer.get_packet())}`);
    }
  }
}

async function greet(peers: readonly MultiplayerPeer[]): Promise<readonly (readonly string[])[]> {
  const greeters = peers.map((peer) => new Greeter(peer));
  const allHeard = (): boolean => {
    for (const greeter of greeters) greeter.poll();
    return greeters.every(({ heard }) => heard.length === 1);
  };
  await until(allHeard, "both to hear each other");
  for (const peer of peers) peer.close();
  for (const peer of peers) expect(peer.get_connection_status()).toBe(peer.CONNECTION_DISCONNECTED);
  return greeters.map(({ heard }) => heard);
}

const GREETINGS = [["2: hello 1, I am 2"], ["1: hello 2, I am 1"]];

describe("a layer above", () => {
  it("works with WebRTCMultiplayerPeer", async () => {
    const [server, client] = [newMember("server"), newMember("client")];
    server.peer.create_server();
    client.peer.create_client(2);
    const Connection = create_loopback_class();
    link(server, client, () => new Connection());
    expect(await greet([server.peer, client.peer])).toEqual(GREETINGS);
    expect(reports).toEqual([]);
  });

  it("works with an extension of the user's just the same", async () => {
    const others = new Map<number, LocalPeer>();
    const [server, client] = [new LocalPeer(1, others), new LocalPeer(2, others)];
    expect(await greet([server, client])).toEqual(GREETINGS);
    expect(reports).toEqual([]);
  });
});

describe("MultiplayerPeerExtension", () => {
  it("is by its public methods what its virtual ones make it", () => {
    const others = new Map<number, LocalPeer>();
    const [a, b, c] = [new LocalPeer(1, others), new LocalPeer(2, others), new LocalPeer(3, others)];
    const log: string[] = [];
    a.peer_connected.connect((id) => void log.push(`+${id}`));
    a.peer_disconnected.connect((id) => void log.push(`-${id}`));
    a.poll();
    expect([log.splice(0), a.get_unique_id(), c.get_unique_id()]).toEqual([["+2", "+3"], 1, 3]);
    expect([a.transfer_channel, a.transfer_mode]).toEqual([0, a.TRANSFER_MODE_RELIABLE]);
    a.transfer_channel = 5;
    a.transfer_mode = a.TRANSFER_MODE_UNRELIABLE;
    a.set_target_peer(2);
    expect([a.transfer_channel, a.transfer_mode]).toEqual([5, a.TRANSFER_MODE_UNRELIABLE]);
    for (const number of [1, 2]) expect(a.put_packet(Uint8Array.of(number))).toBe(OK);
    const told = (): unknown => [b.get_packet_peer(), b.get_packet_channel(), b.get_packet_mode()];
    expect([b.get_available_packet_count(), c.get_available_packet_count(), told()]).toEqual([2, 0, [1, 5, 0]]);
    expect([...b.get_packet(), ...b.get_packet(), b.get_packet_error()]).toEqual([1, 2, OK]);
    a.disconnect_peer(2);
    a.disconnect_peer(3, true);
    expect(log).toEqual(["-2"]);
    expect([...others.keys()]).toEqual([1]);
    expect([a, b].map((peer) => peer.get_connection_status())).toEqual([2, 0]);
    a.close();
    expect([others.size, a.get_connection_status()]).toEqual([0, a.CONNECTION_DISCONNECTED]);
    expect(reports).toEqual([]);
  });

  it("keeps refuse_new_connections, and relays nothing, where that is not overridden", () => {
    const peer = new LocalPeer(1, new Map());
    expect([peer.refuse_new_connections, peer.is_server_relay_supported()]).toEqual([false, false]);
    peer.refuse_new_connections = true;
    expect([peer.refuse_new_connections, peer._is_refusing_new_connections()]).toEqual([true, true]);
    class Relay extends LocalPeer {
      override _is_server_relay_supported(): boolean {
        return true;
      }
      override _is_refusing_new_connections(): boolean {
        return !super._is_refusing_new_connections();
      }
    }
    const relay = new Relay(2, new Map());
    expect([relay.refuse_new_connections, relay.is_server_relay_supported()]).toEqual([true, true]);
    relay.refuse_new_connections = true;
    expect(relay.refuse_new_connections).toBe(false);
    expect(reports).toEqual([]);
  });

  it("takes packets from _get_packet_script() and gives them to _put_packet_script(), where those are overridden", () => {
    const others = new Map<number, LocalPeer>();
    const [a, b] = [new LocalPeer(1, others), new LocalPeer(2, others)];
    expect(a.put_var(["hi", 1])).toBe(OK);
    expect(b.get_var()).toEqual(["hi", 1]);
    expect([b.get_packet().length, b.get_packet_error()]).toEqual([0, ERR_UNAVAILABLE]);
    expect([a.put_packet(new Uint8Array()), b.get_available_packet_count()]).toEqual([OK, 0]);
    class Busy extends LocalPeer {
      override _put_packet_script(bytes: Uint8Array): GodotError {
        return bytes.length === 1 ? GodotError.ERR_BUSY : FAILED;
      }
    }
    const busy = new Busy(3, others);
    expect([busy.put_packet(Uint8Array.of(1)), busy.put_packet(new Uint8Array())]).toEqual([GodotError.ERR_BUSY, OK]);
    expect(reports).toEqual([]);
  });

  it("prefers _get_packet() and _put_packet()", () => {
    class Own extends LocalPeer {
      override _get_packet(): Uint8Array | GodotError {
        return Uint8Array.of(7);
      }
      override _put_packet(bytes: Uint8Array): GodotError {
        return bytes.length > 1 ? GodotError.ERR_BUSY : OK;
      }
    }
    const peer = new Own(1, new Map());
    expect([[...peer.get_packet()], peer.put_packet(new Uint8Array(2))]).toEqual([[7], GodotError.ERR_BUSY]);
  });

  it("says once that neither way of taking and sending packets is there", () => {
    class Silent extends MultiplayerPeerExtension {}
    const peer = new Silent();
    for (let time = 0; time < 2; time += 1) {
      expect([peer.get_packet().length, peer.get_packet_error()]).toEqual([0, FAILED]);
      expect(peer.put_packet(Uint8Array.of(1))).toBe(FAILED);
      expect(peer.put_packet(new Uint8Array())).toBe(OK);
    }
    expect(reports.map(({ kind, method }) => [kind, method])).toEqual([
      ["warning", "_get_packet"],
      ["warning", "_put_packet"],
    ]);
  });

  it("is a MultiplayerPeer and no WebRTCMultiplayerPeer, and the other way round", () => {
    const local = new LocalPeer(1, new Map());
    const webrtc = new WebRTCMultiplayerPeer();
    const classes = [MultiplayerPeer, MultiplayerPeerExtension, WebRTCMultiplayerPeer];
    expect(classes.map((class_) => local instanceof class_)).toEqual([true, true, false]);
    expect(classes.map((class_) => webrtc instanceof class_)).toEqual([true, false, true]);
    expect(["MultiplayerPeer", "MultiplayerPeerExtension", "PacketPeer"].map(webrtc.is_class)).toEqual([
      true,
      false,
      true,
    ]);
    expect([local.get_class(), webrtc.get_class()]).toEqual(["MultiplayerPeerExtension", "WebRTCMultiplayerPeer"]);
  });
});
