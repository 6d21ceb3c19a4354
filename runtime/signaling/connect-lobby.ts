import { GodotError } from "../../generated/api/@GlobalScope.js";
import type { TransferMode } from "../../generated/api/MultiplayerPeer.js";
import type { AbortSignalLike } from "../../generated/api/Signal.js";
import type { InitializeConfiguration } from "../../generated/api/WebRTCPeerConnection.js";
import { describeValue } from "../core/describe-value.js";
import { type SignalingClient, type SignalingClientOptions, socketUrl } from "./client.js";
import { introduce_peers } from "./introduce-peers.js";
import { LobbyError, type LobbyErrorKind } from "./lobby-error.js";
import { assumeRole, type LobbyMode, LobbyPeer, makeConnection } from "./lobby-peer.js";
import { Lobby } from "./lobby.js";
import { ABNORMAL_CLOSURE, CLOSE_ERROR } from "./protocol.js";

export interface ConnectLobbyOptions extends SignalingClientOptions {
  /** The lobby to join. Default: a new one is made, whose name is {@link Lobby.name}. */
  readonly lobby?: string;
  /**
   * Of a lobby that is made: what its peers are to each other; default `mesh`. Of one that is joined: what it is expected to
   * be; default: whatever its host has made it.
   */
  readonly mode?: LobbyMode;
  /** What each connection is initialized with: `iceServers`, `libdatachannel`. Default: nothing. */
  readonly configuration?: InitializeConfiguration;
  /** Transfer channels beside channel 0, the same ones on all peers. Default: none. */
  readonly channels?: readonly TransferMode[];
  /** For how long to wait for the lobby, in milliseconds, 1 to 2147483647. Default: 10,000. */
  readonly timeout?: number;
  /** Gives up when it is aborted before the lobby was joined. */
  readonly signal?: AbortSignalLike;
}

const MODES: readonly LobbyMode[] = ["mesh", "client-server"];
const DEFAULT_TIMEOUT = 10_000;
const MAX_TIMEOUT = 2 ** 31 - 1;
/** How often signals of the server are looked for until somebody polls the peer, in milliseconds. */
const POLL_INTERVAL = 10;

/**
 * Joins a lobby of a signaling server with a client of whatever platform: `connect_lobby` of the entry points.
 *
 * @returns Rejects with a {@link LobbyError}, with a RangeError for options that make no sense, or with what `signal` was
 * aborted with.
 */
export function joinLobby(client: SignalingClient, url: string, options: ConnectLobbyOptions): Promise<Lobby> {
  const { lobby: wanted = "", mode: wantedMode, configuration = {}, channels = [], signal } = options;
  const timeout = options.timeout ?? DEFAULT_TIMEOUT;
  const peer = new LobbyPeer(client);
  check(peer, url, { wanted, wantedMode, configuration, channels, timeout, signal });
  const where = withoutSecrets(url);
  let mode: LobbyMode = "mesh";
  let id = 0;

  const stopIntroducing = introduce_peers(client, {
    create(other) {
      // Who says so wants to hear nothing of newcomers, not even that they were refused.
      if (peer.refuse_new_connections) return null;
      const connection = makeConnection(configuration);
      if (connection === null || peer.add_peer(connection, other) === GodotError.OK) return connection;
      connection.close();
      return null;
    },
    gone: (other) => peer.has_peer(other) && peer.remove_peer(other),
  });

  return new Promise((resolve, reject) => {
    const finish = (): void => {
      clearInterval(polling);
      clearTimeout(deadline);
      signal?.removeEventListener("abort", abort);
      for (const [emitter, handler] of handlers) emitter.disconnect(handler);
    };
    const giveUp = (error: unknown): void => {
      finish();
      stopIntroducing();
      peer.close();
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- an abort's reason is what the user chose
      reject(error);
    };
    const fail = (kind: LobbyErrorKind, why: string): void => {
      const { code, reason } = client;
      giveUp(new LobbyError({ kind, url: where, lobby: wanted, code, reason }, why));
    };

    const connected = (ownId: number, isMesh: boolean): void => {
      id = ownId;
      mode = isMesh ? "mesh" : "client-server";
      if (wanted !== "" && wantedMode !== undefined && wantedMode !== mode) {
        fail(
          "other-mode",
          `it was made with the mode "${mode}", and "${wantedMode}" is asked for. Leave the mode out.`,
        );
      } else if (assumeRole(peer, mode, id, channels) !== GodotError.OK) {
        fail("refused", `the server gave the id ${id}, which a peer of a lobby "${mode}" cannot have.`);
      }
    };
    const joined = (name: string): void => {
      finish();
      resolve(new Lobby({ name, id, mode, peer, signaling: client, url: where }));
    };
    const disconnected = (): void => {
      const { code, reason } = client;
      const said = reason === "" ? "" : `: ${reason}`;
      if (code === ABNORMAL_CLOSURE && id === 0) {
        fail(
          "unreachable",
          `no signaling server takes the connection${said}. Check the URL, and that the server runs (npx godot-webrtc signal).`,
        );
      } else if (code === CLOSE_ERROR) {
        const expected = wanted === "" ? "" : " Expected is the name of an open lobby, as its host got it.";
        fail("refused", `the server closed the connection${said} (code ${code}).${expected}`);
      } else {
        fail("lost", `the connection to the server ended before the lobby was joined${said} (code ${code}).`);
      }
    };
    const abort = (): void => giveUp(signal?.reason ?? new Error(`Joining a lobby at ${where} was aborted.`));

    const handlers = [
      [client.connected, connected],
      [client.lobby_joined, joined],
      [client.disconnected, disconnected],
    ] as const;
    for (const [emitter, handler] of handlers) emitter.connect(handler as (...args: unknown[]) => unknown);
    const polling = setInterval(() => client.poll(), POLL_INTERVAL);
    const deadline = setTimeout(
      () => fail("timeout", `the server has not let this peer in within ${timeout} ms. Is it a signaling server?`),
      timeout,
    );
    if (signal?.aborted === true) {
      abort();
      return;
    }
    signal?.addEventListener("abort", abort);
    client.lobby = wanted;
    client.mesh = wantedMode !== "client-server";
    try {
      client.connect_to_url(url);
    } catch (error) {
      // The platform refuses what it was asked to send, headers that are none for example.
      giveUp(error);
    }
  });
}

/** For messages: without user, password and query. */
function withoutSecrets(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}

interface Checked {
  readonly wanted: unknown;
  readonly wantedMode: unknown;
  readonly configuration: InitializeConfiguration;
  readonly channels: readonly TransferMode[];
  readonly timeout: unknown;
  readonly signal: AbortSignalLike | undefined;
}

/** Callers without types may pass anything. @throws RangeError saying what was given and what is allowed. */
function check(peer: LobbyPeer, url: unknown, checked: Checked): void {
  const { wanted, wantedMode, configuration, channels, timeout, signal } = checked;
  const refuse = (what: string, given: unknown, expected: string): never => {
    throw new RangeError(`connect_lobby: ${what} must be ${expected}, got ${describeValue(given)}.`);
  };
  if (typeof url !== "string" || socketUrl(url) === null) refuse("the URL", url, "one of a WebSocket, ws:// or wss://");
  if (typeof wanted !== "string") refuse("lobby", wanted, "the name of a lobby, or left out to make one");
  if (wantedMode !== undefined && !MODES.some((mode) => mode === wantedMode)) {
    refuse("mode", wantedMode, MODES.map((mode) => `"${mode}"`).join(" or "));
  }
  if (typeof timeout !== "number" || !(timeout >= 1 && timeout <= MAX_TIMEOUT)) {
    refuse("timeout", timeout, `from 1 to ${MAX_TIMEOUT} milliseconds`);
  }
  if (signal !== undefined && typeof signal.addEventListener !== "function") refuse("signal", signal, "an AbortSignal");
  const connection = makeConnection(configuration);
  connection?.close();
  if (connection === null) {
    refuse("configuration", configuration, "what WebRTCPeerConnection.initialize() takes; the report before says more");
  }
  // Any id shows whether the channels can be had.
  if (peer.create_server(channels) !== GodotError.OK) {
    refuse("channels", channels, "a list of transfer modes; the report before says more");
  }
  peer.close();
}
