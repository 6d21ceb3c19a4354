import { GodotError, type MultiplayerPeer, RefCounted, WebRTCMultiplayerPeer } from "../../../runtime/index.js";
import { ORDERED, RELIABLE, UNRELIABLE } from "../../support/members.js";
import { channelOf, newConnection } from "../../support/peers.js";
import { type Case, type Cases, VOID } from "../negotiation/stage.js";
import { baseRows, channelRow, member } from "./steps.js";

const { ERR_INVALID_PARAMETER, ERR_UNAUTHORIZED, ERR_UNCONFIGURED, FAILED, OK } = GodotError;
const CONNECTING = 0;

function server(modes: readonly MultiplayerPeer.TransferMode[] = []): WebRTCMultiplayerPeer {
  const p = new WebRTCMultiplayerPeer();
  p.create_server(modes);
  return p;
}

/** Connections of peers that are added stay the test's, and are closed when it ends. */
const ROLES = {
  none: () => new WebRTCMultiplayerPeer(),
  server: () => server(),
  client: () => {
    const p = new WebRTCMultiplayerPeer();
    p.create_client(2);
    return p;
  },
  mesh: () => {
    const p = new WebRTCMultiplayerPeer();
    p.create_mesh(2);
    return p;
  },
} as const;

const TAKEN: Readonly<Record<keyof typeof ROLES, readonly number[]>> = {
  none: [],
  server: [2, 3, 2147483647],
  client: [1],
  mesh: [1, 2, 3, 2147483647],
};

const ids: Cases = Object.fromEntries(
  (["none", "server", "client", "mesh"] as const).flatMap((role) =>
    [1, 2, 3, 0, -1, 2147483647, 2147483648].map((id): [string, Case] => [
      `mp_add_peer_${role}_id_${id}`,
      ({ check }) => {
        const p = ROLES[role]();
        const pc = newConnection();
        const isTaken = TAKEN[role].includes(id);
        if (isTaken) check(() => p.add_peer(pc, id), OK);
        else check(() => p.add_peer(pc, id), role === "none" ? ERR_UNCONFIGURED : ERR_INVALID_PARAMETER, "error");
        check(() => [...p.get_peers().keys()], isTaken ? [id] : []);
        check(() => pc.close(), VOID);
      },
    ]),
  ),
);

const lifetimes: Cases = Object.fromEntries(
  [0, 1, 100, 65535, 65536, -1].map((lifetime): [string, Case] => [
    `mp_add_peer_lifetime_${lifetime}`,
    ({ check }) => {
      const p = server();
      const pc = newConnection();
      if (lifetime < 0 || lifetime > 65535) {
        check(() => p.add_peer(pc, 2, lifetime), ERR_INVALID_PARAMETER, "error");
        check(() => p.get_peer(2), {}, "error");
      } else {
        check(() => p.add_peer(pc, 2, lifetime), OK);
        check(() => p.get_peer(2).connected, false);
        check(() => p.get_peer(2).connection?.get_connection_state(), pc.STATE_NEW);
        check(() => p.get_peer(2).channels?.map(channelRow), baseRows(lifetime, CONNECTING));
      }
      check(() => pc.close(), VOID);
    },
  ]),
);

/** Adding peers, none of which connects. */
export const addPeer: Cases = {
  ...ids,
  ...lifetimes,

  mp_add_peer_null({ check }) {
    const p = server();
    check(() => p.add_peer(null, 2), ERR_INVALID_PARAMETER, "error");
    check(() => p.callv("add_peer", [new RefCounted(), 2]), null, "error");
    check(() => p.callv("add_peer", [p, 2]), null, "error");
  },

  mp_add_peer_same_id_twice({ check }) {
    const p = server();
    const [a, b] = [newConnection(), newConnection()];
    check(() => p.add_peer(a, 2), OK);
    check(() => p.add_peer(b, 2), OK);
    check(() => p.get_peers().size, 1);
    check(() => p.get_peer(2).connection === b, true);
    check(() => a.get_connection_state(), a.STATE_CLOSED);
  },

  mp_add_peer_same_connection_twice({ check }) {
    const p = server();
    const a = newConnection();
    check(() => p.add_peer(a, 2), OK);
    check(() => p.add_peer(a, 3), FAILED, "error", "error");
    check(() => [...p.get_peers().keys()], [2]);
  },

  mp_add_peer_refusing({ check }) {
    const p = server();
    p.refuse_new_connections = true;
    const a = newConnection();
    check(() => p.add_peer(a, 2), ERR_UNAUTHORIZED, "error");
    p.refuse_new_connections = false;
    check(() => p.add_peer(a, 2), OK);
  },

  mp_add_peer_not_new({ check }) {
    const p = server();
    const a = newConnection();
    channelOf(a, "own");
    check(() => a.create_offer(), OK);
    check(() => p.add_peer(a, 2), ERR_INVALID_PARAMETER, "error");
    const b = newConnection();
    b.close();
    check(() => p.add_peer(b, 3), ERR_INVALID_PARAMETER, "error");
    const d = newConnection();
    channelOf(d, "own", { negotiated: true, id: 1 });
    check(() => p.add_peer(d, 4), FAILED, "error", "error");
    const e = newConnection();
    channelOf(e, "own", { negotiated: true, id: 9 });
    check(() => p.add_peer(e, 5), OK);
    check(() => [...p.get_peers().keys()], [5]);
  },

  mp_add_peer_self_id_mesh({ check }) {
    const p = new WebRTCMultiplayerPeer();
    p.create_mesh(7);
    check(() => p.add_peer(newConnection(), 7), OK);
    check(() => [...p.get_peers().keys()], [7]);
  },

  mp_remove_and_missing_peer({ check }) {
    const { peer: p, log } = member("p");
    p.create_server();
    check(() => p.remove_peer(2), VOID, "error");
    check(() => p.disconnect_peer(2), VOID, "error");
    check(() => p.disconnect_peer(2, true), VOID, "error");
    check(() => p.get_peer(2), {}, "error");
    const a = newConnection();
    check(() => p.add_peer(a, 2), OK);
    check(() => p.has_peer(2), true);
    check(() => p.remove_peer(2), VOID);
    check(() => p.has_peer(2), false);
    check(() => a.get_connection_state(), a.STATE_CLOSED);
    check(() => p.add_peer(a, 2), ERR_INVALID_PARAMETER, "error");
    check(() => log, []);
  },

  mp_three_channels({ check }) {
    const p = new WebRTCMultiplayerPeer();
    check(() => p.create_server(), OK);
    check(() => p.add_peer(newConnection(), 2), OK);
    check(() => [...p.get_peers().keys()], [2]);
    check(() => p.get_peer(2).channels?.map(channelRow), baseRows(1, CONNECTING));
    check(() => Object.keys(p.get_peer(2)), ["connection", "connected", "channels"]);
  },

  mp_three_channels_and_config({ check }) {
    const p = server([RELIABLE, UNRELIABLE, ORDERED]);
    check(() => p.add_peer(newConnection(), 2, 50), OK);
    check(
      () => p.get_peer(2).channels?.map(channelRow),
      [
        ...baseRows(50, CONNECTING),
        ["4", 4, true, 65535, 65535, CONNECTING, true],
        ["5", 5, false, 1, 65535, CONNECTING, true],
        ["6", 6, true, 1, 65535, CONNECTING, true],
      ],
    );
  },

  mp_config_too_many_channels({ check }) {
    const p = server(Array.from({ length: 1100 }, () => RELIABLE));
    check(() => p.add_peer(newConnection(), 2), FAILED, "error", "error");
    check(() => p.get_peers().size, 0);
  },
};
