import { expect, test } from "vitest";
import { UserCode } from "../support/user-code.js";
import { PRELUDE } from "./prelude.js";

/** Uses of the public API that must compile, as users write them. */
const USES: Readonly<Record<string, string>> = {
  "constants of the class, and of its enums": `
    const state: WebRTCPeerConnection.ConnectionState = WebRTCPeerConnection.STATE_NEW;
    const same: WebRTCPeerConnection.ConnectionState = WebRTCPeerConnection.ConnectionState.STATE_NEW;
    const gathering: WebRTCPeerConnection.GatheringState = WebRTCPeerConnection.GATHERING_STATE_COMPLETE;
    const signaling: WebRTCPeerConnection.SignalingState = p1.SIGNALING_STATE_STABLE;
    const mode: WebRTCDataChannel.WriteMode = WebRTCDataChannel.WriteMode.WRITE_MODE_TEXT;`,
  "constants read from an instance": `
    const open: WebRTCDataChannel.ChannelState = channel.STATE_OPEN;
    if (channel.get_ready_state() === channel.STATE_OPEN) channel.close();
    const inherited: number = p1.CONNECT_DEFERRED | GodotObject.CONNECT_ONE_SHOT;`,
  "names of enum values": `
    const name: string = WebRTCPeerConnection.ConnectionState[p1.get_connection_state()];
    const code: string = GodotError[p1.create_offer()];`,
  "error codes": `
    const code: GodotError = p1.create_offer();
    if (code !== OK) throw new Error(GodotError[code]);
    const same: typeof OK = GodotError.OK;`,
  "every state in a switch": `
    function word(state: WebRTCPeerConnection.ConnectionState): string {
      switch (state) {
        case WebRTCPeerConnection.STATE_NEW: return "new";
        case WebRTCPeerConnection.STATE_CONNECTING: return "connecting";
        case WebRTCPeerConnection.STATE_CONNECTED: return "connected";
        case WebRTCPeerConnection.STATE_DISCONNECTED: return "disconnected";
        case WebRTCPeerConnection.STATE_FAILED: return "failed";
        case WebRTCPeerConnection.STATE_CLOSED: return "closed";
      }
    }`,
  "peers connected by their methods": `
    const a = new WebRTCPeerConnection();
    const b: WebRTCPeerConnection = new WebRTCPeerConnection();
    a.session_description_created.connect(a.set_local_description);
    a.session_description_created.connect(b.set_remote_description);
    a.ice_candidate_created.connect(b.add_ice_candidate);
    a.ice_candidate_created.disconnect(b.add_ice_candidate);
    const connected: boolean = a.ice_candidate_created.is_connected(b.add_ice_candidate);`,
  "handlers with all parameters, with fewer, and as callables": `
    p1.ice_candidate_created.connect((media: string, index: number, name: string) => [media, index, name]);
    p1.ice_candidate_created.connect((media, index) => media.slice(index));
    p1.data_channel_received.connect((received) => received.get_label());
    p1.data_channel_received.connect(() => undefined, GodotObject.CONNECT_ONE_SHOT);
    p1.data_channel_received.connect(Callable.from((received: WebRTCDataChannel) => received.close()).bind(1));
    p1.data_channel_received.connect(new Callable(p2, "close"));`,
  "a channel that may be null": `
    const created = p1.create_data_channel("chat");
    const type: Same<typeof created, WebRTCDataChannel | null> = true;
    created?.poll();
    const bytes: Uint8Array | undefined = created?.get_packet();`,
  "options of a channel": `
    const options: WebRTCPeerConnection.CreateDataChannelOptions = { id: 1, negotiated: true };
    options.maxRetransmits = 3;
    p1.create_data_channel("chat", options);
    p1.create_data_channel("chat", { maxPacketLifeTime: 250, ordered: false, protocol: "chat-v1" });
    p1.create_data_channel("chat", { maxPacketLifetime: 250 });`,
  "configuration of a connection": `
    const servers: WebRTCPeerConnection.InitializeConfigurationIceServers[] = [
      { urls: "stun:stun.example.org:3478" },
      { urls: ["turn:turn.example.org"], username: "player", credential: "secret" },
    ];
    const configuration: WebRTCPeerConnection.InitializeConfiguration = { iceServers: servers };
    p1.initialize(configuration);
    p1.initialize();
    p1.initialize({ libdatachannel: { bindAddress: "127.0.0.1", portRangeBegin: 40_000, iceTransportPolicy: "relay" } });`,
  "write_mode, which takes its enum": `
    channel.write_mode = WebRTCDataChannel.WRITE_MODE_TEXT;
    channel.write_mode = channel.WRITE_MODE_BINARY;
    const mode: Same<WebRTCDataChannel["write_mode"], WebRTCDataChannel.WriteMode> = true;`,
  emitting: `
    p1.session_description_created.emit("offer", "v=0");
    p1.data_channel_received.emit(channel);`,
  "waiting, whose result is what the signal carries": `
    async function wait(): Promise<void> {
      const description = await p1.session_description_created.wait({ timeout: 1_000 });
      const two: Same<typeof description, [type: string, sdp: string]> = true;
      const received = await p1.data_channel_received.wait();
      const one: Same<typeof received, WebRTCDataChannel> = true;
      const nothing = await new Signal<[]>().wait({ signal: new AbortController().signal });
      const none: Same<typeof nothing, null> = true;
    }`,
  "an extension of one's own": `
    class Mine extends WebRTCPeerConnectionExtension {
      readonly #state = this.STATE_NEW;
      override _create_offer(): GodotError {
        this.session_description_created.emit("offer", "v=0");
        return OK;
      }
      override _get_connection_state(): WebRTCPeerConnection.ConnectionState {
        return this.#state;
      }
      override _create_data_channel(
        label: string,
        options: WebRTCPeerConnection.CreateDataChannelOptions,
      ): WebRTCDataChannel | null {
        return options.negotiated === true ? new MyChannel() : null;
      }
      override _close(): void {}
    }
    class MyChannel extends WebRTCDataChannelExtension {
      override _get_packet(): Uint8Array | GodotError {
        return GodotError.ERR_UNAVAILABLE;
      }
      override _put_packet(bytes: Uint8Array): GodotError {
        return bytes.length > 0 ? OK : GodotError.FAILED;
      }
    }
    const mine: WebRTCPeerConnection = new Mine();
    ClassDB.register_class(Mine, "Mine");
    WebRTCPeerConnection.set_default_extension("Mine");`,
  "narrowing with instanceof": `
    declare const something: unknown;
    if (something instanceof WebRTCDataChannel) something.get_label();
    if (something instanceof PacketPeer) something.get_available_packet_count();`,
  "a multiplayer peer, its roles, modes and peers": `
    const server = new WebRTCMultiplayerPeer();
    const code: GodotError = server.create_server([MultiplayerPeer.TRANSFER_MODE_RELIABLE, server.TRANSFER_MODE_UNRELIABLE]);
    server.create_client(2, []);
    server.create_mesh(server.generate_unique_id());
    server.add_peer(p1, 2);
    server.add_peer(p1, 3, 250);
    server.transfer_mode = MultiplayerPeer.TransferMode.TRANSFER_MODE_UNRELIABLE_ORDERED;
    const mode: MultiplayerPeer.TransferMode = server.get_packet_mode();
    server.set_target_peer(MultiplayerPeer.TARGET_PEER_BROADCAST);
    const base: MultiplayerPeer = server;
    const connected: boolean = base.get_connection_status() === MultiplayerPeer.CONNECTION_CONNECTED;
    server.peer_connected.connect((id: number) => server.disconnect_peer(id, true));
    server.peer_disconnected.connect(server.remove_peer);
    server.poll();`,
  "what is known of a peer": `
    for (const [id, { connection, channels, connected }] of party.get_peers()) {
      const known: [number, WebRTCPeerConnection, WebRTCDataChannel[], boolean] = [id, connection, channels, connected];
    }
    const entry = party.get_peer(2);
    if (entry.connection !== undefined) {
      const peer: PeerEntry = entry;
      entry.channels[0]?.get_buffered_amount();
    }
    if (party.get_peer(2).connected) party.remove_peer(2);
    party.get_peer(2).connection?.close();`,
  "a multiplayer peer of one's own": `
    class Own extends MultiplayerPeerExtension {
      override _get_packet_script(): Uint8Array {
        return new Uint8Array();
      }
      override _put_packet(bytes: Uint8Array): GodotError {
        return bytes.length > 0 ? OK : GodotError.FAILED;
      }
      override _get_connection_status(): MultiplayerPeer.ConnectionStatus {
        return this.CONNECTION_CONNECTED;
      }
    }
    const own: MultiplayerPeer = new Own();`,
  "the settings that Godot does not have": `
    import { configure_multiplayer_peer, type MultiplayerPeerOptions } from "godot-webrtc";
    import { ManualClock } from "godot-webrtc/loopback";
    const options: MultiplayerPeerOptions = { disconnectGrace: 5_000 };
    configure_multiplayer_peer(party, options);
    configure_multiplayer_peer(party, { disconnectGrace: Infinity, clock: new ManualClock() });`,
  "the other things of the package": `
    import { auto_poll, get_string_from_utf8, set_error_handler, to_utf8_buffer } from "godot-webrtc";
    import type { ClassInfo, ErrorReport, Variant } from "godot-webrtc";
    const stop: () => void = auto_poll(p1, { hz: 30 });
    set_error_handler((report: ErrorReport) => [report.kind, report.message, report.class_name, report.method]);
    const text: string = get_string_from_utf8(to_utf8_buffer("Hi"));
    const values: Variant[] = [null, 1, "text", channel, p1.data_channel_received];`,
};

const user = new UserCode(
  Object.fromEntries(Object.values(USES).map((code, index) => [`use-${index}.ts`, `${PRELUDE}${code}`])),
);

test.each(Object.keys(USES).map((name, index) => [name, index] as const))("compiles: %s", (_, index) => {
  expect(user.findings(`use-${index}.ts`)).toEqual([]);
});
