import { float, GodotError, type MultiplayerPeer, WebRTCMultiplayerPeer } from "../../../runtime/index.js";
import type { Case, Cases, Stage } from "../negotiation/stage.js";
import { VOID } from "../negotiation/stage.js";
import { bytes } from "../negotiation/steps.js";

const { ERR_INVALID_PARAMETER, ERR_UNAVAILABLE, ERR_UNCONFIGURED, OK } = GodotError;
const DISCONNECTED = 0;
const CONNECTING = 1;
const CONNECTED = 2;
const EMPTY = new Uint8Array();

/** What the getters say of a peer that nobody was added to; none of them depends on the role but for these. */
function checkGetters(
  { check }: Pick<Stage, "check">,
  p: WebRTCMultiplayerPeer,
  { status, id, relay }: { status: number; id: number; relay: boolean },
): void {
  const isIn = status !== DISCONNECTED;
  check(() => p.get_connection_status(), status);
  check(() => p.get_unique_id(), id, ...(isIn ? [] : (["error"] as const)));
  check(() => p.get_peers(), new Map());
  check(() => p.has_peer(1), false);
  check(() => p.get_peer(1), {}, "error");
  check(() => p.is_server_relay_supported(), relay);
  check(() => p.refuse_new_connections, false);
  check(() => p.transfer_mode, 2);
  check(() => p.transfer_channel, 0);
  check(() => p.get_available_packet_count(), 0);
  check(() => p.get_packet_peer(), 0);
  check(() => p.get_packet_channel(), 0);
  check(() => p.get_packet_mode(), 2);
  check(() => p.get_packet(), EMPTY, "error");
  check(() => p.get_packet_error(), ERR_UNAVAILABLE);
  if (isIn) check(() => p.put_packet(bytes(3)), OK);
  else check(() => p.put_packet(bytes(3)), ERR_UNCONFIGURED, "error");
  check(() => p.poll(), VOID);
}

/** Creates, and looks what came of it. */
function created(create: (p: WebRTCMultiplayerPeer) => GodotError, status: number, id: number): Case {
  return ({ check }) => {
    const p = new WebRTCMultiplayerPeer();
    const isIn = status !== DISCONNECTED;
    if (isIn) check(() => create(p), OK);
    else check(() => create(p), ERR_INVALID_PARAMETER, "error");
    check(() => p.get_connection_status(), status);
    check(() => p.get_unique_id(), id, ...(isIn ? [] : (["error"] as const)));
  };
}

/** Ids as they were recorded; numbers that JavaScript cannot hold exactly are bigints. */
const IDS: readonly (readonly [number | bigint, "both" | "mesh" | "none"])[] = [
  [0, "none"],
  [1, "mesh"],
  [2, "both"],
  [-1, "none"],
  [-2147483648, "none"],
  [2147483647, "both"],
  [2147483648, "none"],
  [4294967298, "none"],
  [9223372036854775807n, "none"],
];

const ids: Cases = Object.fromEntries(
  IDS.flatMap(([given, takenBy]): [string, Case][] => {
    const id = given as number;
    const refused = [DISCONNECTED, 1] as const;
    const asClient: readonly [number, number] = takenBy === "both" ? [CONNECTING, id] : refused;
    const asMesh: readonly [number, number] = takenBy === "none" ? refused : [CONNECTED, id];
    return [
      [`mp_create_client_id_${given}`, created((p) => p.create_client(id), ...asClient)],
      [`mp_create_mesh_id_${given}`, created((p) => p.create_mesh(id), ...asMesh)],
    ];
  }),
);

/** What was given as channels_config, and whether it is taken. */
const CONFIGS: Readonly<Record<string, readonly [readonly unknown[], boolean]>> = {
  empty: [[], true],
  modes: [[0, 1, 2], true],
  mode_3: [[3], false],
  mode_minus_1: [[-1], false],
  string: [["reliable"], false],
  float: [[float(2)], false],
  null: [[null], false],
  nested: [[[2]], false],
  good_then_bad: [[2, 9], false],
  bool: [[true], false],
  many: [new Array<number>(300).fill(2), true],
};

const configs: Cases = Object.fromEntries(
  Object.entries(CONFIGS).map(([name, [config, isTaken]]): [string, Case] => {
    // What is no mode is given on purpose.
    const modes = config as MultiplayerPeer.TransferMode[];
    return [
      `mp_create_server_channels_${name}`,
      created((p) => p.create_server(modes), isTaken ? CONNECTED : DISCONNECTED, 1),
    ];
  }),
);

/** A multiplayer peer that nobody was added to. */
export const create: Cases = {
  mp_fresh_getters(stage) {
    const p = new WebRTCMultiplayerPeer();
    stage.check(() => p.get_class(), "WebRTCMultiplayerPeer");
    checkGetters(stage, p, { status: DISCONNECTED, id: 1, relay: false });
  },

  mp_server_getters_no_peers(stage) {
    const { check } = stage;
    const p = new WebRTCMultiplayerPeer();
    check(() => p.create_server(), OK);
    checkGetters(stage, p, { status: CONNECTED, id: 1, relay: true });
    check(() => p.set_target_peer(5), VOID);
    check(() => p.put_packet(bytes(3)), ERR_INVALID_PARAMETER, "error");
    check(() => p.set_target_peer(-5), VOID);
    check(() => p.put_packet(bytes(3)), OK);
    check(() => p.set_target_peer(1), VOID);
    check(() => p.put_packet(bytes(3)), ERR_INVALID_PARAMETER, "error");
    check(() => p.generate_unique_id() > 1, true);
  },

  mp_client_getters_no_peers(stage) {
    const p = new WebRTCMultiplayerPeer();
    stage.check(() => p.create_client(2), OK);
    checkGetters(stage, p, { status: CONNECTING, id: 2, relay: true });
  },

  mp_mesh_getters_no_peers(stage) {
    const p = new WebRTCMultiplayerPeer();
    stage.check(() => p.create_mesh(2), OK);
    checkGetters(stage, p, { status: CONNECTED, id: 2, relay: false });
  },

  ...ids,
  ...configs,

  mp_create_twice({ check }) {
    const p = new WebRTCMultiplayerPeer();
    check(() => p.create_server(), OK);
    check(() => p.create_server(), OK);
    check(() => p.create_client(5), OK);
    check(() => p.get_unique_id(), 5);
    check(() => p.get_connection_status(), CONNECTING);
    check(() => p.create_mesh(7), OK);
    check(() => p.get_unique_id(), 7);
    check(() => p.get_connection_status(), CONNECTED);
    check(() => p.create_mesh(-1), ERR_INVALID_PARAMETER, "error");
    check(() => p.get_unique_id(), 7);
    check(() => p.close(), VOID);
    check(() => p.get_connection_status(), DISCONNECTED);
    check(() => p.get_unique_id(), 1, "error");
    check(() => p.create_client(5), OK);
    check(() => p.get_connection_status(), CONNECTING);
  },

  mp_create_wrong_types({ check }) {
    const p = new WebRTCMultiplayerPeer();
    check(() => p.callv("create_client", ["x"]), null, "error");
    check(() => p.callv("create_client", []), null, "error");
    check(() => p.callv("create_client", [2.9]), null, "error");
    check(() => p.get_unique_id(), 1, "error");
    check(() => p.callv("create_server", [5]), null, "error");
    check(() => p.callv("create_server", [new Int32Array([2])]), null, "error");
  },

  mp_generate_unique_id({ check }) {
    const p = new WebRTCMultiplayerPeer();
    const thousand = (): number[] => Array.from({ length: 1000 }, () => p.generate_unique_id());
    check(() => Math.min(...thousand()) > 1, true);
    check(() => Math.max(...thousand()) <= 2147483647, true);
    check(() => Math.max(...thousand()) > 1000000000, true);
  },

  mp_transfer_setters({ check }) {
    const p = new WebRTCMultiplayerPeer();
    check(() => p.create_server(), OK);
    check(() => Reflect.set(p, "transfer_mode", 5), true);
    check(() => p.transfer_mode, 5);
    check(() => Reflect.set(p, "transfer_mode", -1), true);
    check(() => p.transfer_mode, -1);
    check(() => (p.transfer_channel = -1), -1);
    check(() => p.transfer_channel, -1);
    check(() => (p.transfer_channel = 100), 100);
    check(() => p.transfer_channel, 100);
    check(() => p.set_target_peer(12345), VOID);
    check(() => (p.refuse_new_connections = true), true);
    check(() => p.refuse_new_connections, true);
    check(() => p.close(), VOID);
    check(() => p.refuse_new_connections, true);
    check(() => p.transfer_mode, -1);
    check(() => p.transfer_channel, 100);
  },
};
