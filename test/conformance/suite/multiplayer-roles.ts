import { expect } from "vitest";
import { GodotError, type MultiplayerPeer, WebRTCMultiplayerPeer } from "../../../runtime/index.js";
import { link, ORDERED, pumpMembers, RELIABLE } from "../../support/members.js";
import type { Chapter } from "./contract.js";

const { ERR_INVALID_PARAMETER, OK } = GodotError;
const { CONNECTION_DISCONNECTED, CONNECTION_CONNECTING, CONNECTION_CONNECTED } = WebRTCMultiplayerPeer;

const LAST_ID = 2_147_483_647;
const NO_IDS = [0, -1, -LAST_ID - 1, LAST_ID + 1, 2 ** 32 + 2, 2n ** 63n - 1n, 2.5, NaN, "2", null] as number[];
const NO_MODES: readonly unknown[] = [3, -1, 2.5, "reliable", null, true, [2], {}];

/** M01, M02, M15, M16, M18: what a multiplayer peer is in its network. */
export const multiplayerRoleChapter: Chapter = ({ stage, promise }) => {
  const create = (): WebRTCMultiplayerPeer => stage.member("peer").peer;

  promise("M01 a server has the id 1", () => {
    const peer = create();
    expect(peer.create_server()).toBe(OK);
    expect(peer.get_unique_id()).toBe(1);
  });

  promise("M01 a client's id is from 2 to 2147483647, that of a member of a mesh from 1", () => {
    for (const id of [2, 3, 1_000_000, LAST_ID]) {
      const peer = create();
      expect(peer.create_client(id)).toBe(OK);
      expect(peer.get_unique_id()).toBe(id);
      expect(peer.create_mesh(id)).toBe(OK);
      expect(peer.get_unique_id()).toBe(id);
    }
    expect(create().create_mesh(1)).toBe(OK);
    expect(create().create_client(1)).toBe(ERR_INVALID_PARAMETER);
    stage.expectReports("create_client");
  });

  promise("M01 any other id is refused, and everything stays as it was", () => {
    const fresh = create();
    for (const id of NO_IDS) {
      expect(fresh.create_client(id), String(id)).toBe(ERR_INVALID_PARAMETER);
      expect(fresh.create_mesh(id), String(id)).toBe(ERR_INVALID_PARAMETER);
      stage.expectReports("create_client", "create_mesh");
      expect(fresh.get_connection_status()).toBe(CONNECTION_DISCONNECTED);
    }
    const mesh = create();
    mesh.create_mesh(7);
    mesh.add_peer(stage.create(), 8);
    expect(mesh.create_client(0)).toBe(ERR_INVALID_PARAMETER);
    expect(mesh.create_mesh(0)).toBe(ERR_INVALID_PARAMETER);
    expect(mesh.create_server([9 as never])).toBe(ERR_INVALID_PARAMETER);
    stage.expectReports("create_client", "create_mesh", "create_server");
    expect([mesh.get_unique_id(), mesh.get_connection_status()]).toEqual([7, CONNECTION_CONNECTED]);
    expect(mesh.has_peer(8)).toBe(true);
  });

  promise("M01 M05 what is no TransferMode is refused in channels_config, and everything stays as it was", () => {
    const peer = create();
    for (const given of NO_MODES) {
      const mode = given as MultiplayerPeer.TransferMode;
      expect(peer.create_server([RELIABLE, mode]), String(given)).toBe(ERR_INVALID_PARAMETER);
      expect(peer.create_client(2, [mode])).toBe(ERR_INVALID_PARAMETER);
      expect(peer.create_mesh(2, [mode])).toBe(ERR_INVALID_PARAMETER);
      stage.expectReports("create_server", "create_client", "create_mesh");
    }
    const throwing = new Proxy([], {
      get: () => {
        throw new Error("a trap of the user's");
      },
    });
    const configs: readonly unknown[] = [5, "2", {}, new Int32Array([2]), throwing];
    for (const config of configs as MultiplayerPeer.TransferMode[][]) {
      expect(peer.create_server(config)).toBe(ERR_INVALID_PARAMETER);
      stage.expectReports("create_server");
    }
    expect(peer.get_connection_status()).toBe(CONNECTION_DISCONNECTED);
  });

  promise("M02 server and mesh are CONNECTED at once, a client is CONNECTING", () => {
    const peer = create();
    expect(peer.get_connection_status()).toBe(CONNECTION_DISCONNECTED);
    peer.create_server();
    expect(peer.get_connection_status()).toBe(CONNECTION_CONNECTED);
    peer.create_client(2);
    expect(peer.get_connection_status()).toBe(CONNECTION_CONNECTING);
    peer.create_mesh(2);
    expect(peer.get_connection_status()).toBe(CONNECTION_CONNECTED);
  });

  promise(
    "M02 M06 a client is CONNECTED when all channels to the server are open, and so when it is told",
    async () => {
      const [server, client] = [stage.member("server"), stage.member("client")];
      server.peer.create_server([ORDERED]);
      client.peer.create_client(2, [ORDERED]);
      const states: unknown[] = [];
      client.peer.peer_connected.connect((id) => {
        const { channels = [] } = client.peer.get_peer(id);
        states.push([client.peer.get_connection_status(), channels.map((channel) => channel.get_ready_state())]);
      });
      link(server, client, () => stage.create());
      const connected = (): boolean => {
        const { channels = [] } = client.peer.get_peer(1);
        const areOpen = channels.every((channel) => channel.get_ready_state() === channel.STATE_OPEN);
        if (!areOpen) expect(client.peer.get_connection_status()).toBe(CONNECTION_CONNECTING);
        return states.length > 0;
      };
      await pumpMembers([server, client], connected, "the client to be connected");
      expect(states).toEqual([[CONNECTION_CONNECTED, [1, 1, 1, 1]]]);
    },
  );

  promise("M01 M02 M10 a peer that gets another role loses the peers of the one before", async () => {
    const { server, clients, all } = await stage.server([2]);
    const [client] = clients;
    const connection = server.peer.get_peer(2).connection;
    expect(server.peer.create_mesh(5)).toBe(OK);
    expect(server.peer.get_peers().size).toBe(0);
    expect(connection?.get_connection_state()).toBe(connection?.STATE_CLOSED);
    expect(server.log).toEqual(["+2"]);
    await pumpMembers(all, () => client?.log.includes("-1") === true, "the client to hear of it");
  });

  promise("M15 server and client let a layer above relay, a mesh does not", () => {
    const peer = create();
    const answers = [peer.is_server_relay_supported()];
    for (const make of [() => peer.create_server(), () => peer.create_client(2), () => peer.create_mesh(2)]) {
      make();
      answers.push(peer.is_server_relay_supported());
    }
    peer.create_server();
    peer.close();
    answers.push(peer.is_server_relay_supported());
    expect(answers).toEqual([false, true, true, false, false]);
  });

  promise("M16 generate_unique_id() gives random ids of 31 bits above 1", () => {
    const peer = create();
    const ids = Array.from({ length: 2_000 }, () => peer.generate_unique_id());
    expect(ids.every((id) => Number.isInteger(id) && id > 1 && id <= LAST_ID)).toBe(true);
    // Of 2,000 numbers of 31 bits, all are different in all but one of a thousand times, and none is seldom.
    expect(new Set(ids).size).toBeGreaterThan(1_995);
    for (let bit = 0; bit < 31; bit += 1) {
      const set = ids.filter((id) => (id & (2 ** bit)) !== 0).length;
      expect(set, `ids with bit ${bit}`).toBeGreaterThan(800);
      expect(set, `ids with bit ${bit}`).toBeLessThan(1_200);
    }
  });

  promise("M11 M12 M18 the defaults, and that close() leaves what was set but for the target", () => {
    const peer = create();
    expect([peer.refuse_new_connections, peer.transfer_mode, peer.transfer_channel]).toEqual([false, 2, 0]);
    peer.refuse_new_connections = true;
    peer.transfer_mode = peer.TRANSFER_MODE_UNRELIABLE;
    peer.transfer_channel = 3;
    peer.set_target_peer(2);
    peer.create_server();
    expect(peer.put_packet(Uint8Array.of(1)), "to a peer that was not added").toBe(ERR_INVALID_PARAMETER);
    stage.expectReports("put_packet");
    peer.close();
    expect([peer.refuse_new_connections, peer.transfer_mode, peer.transfer_channel]).toEqual([true, 0, 3]);
    peer.transfer_channel = 0;
    peer.create_server();
    expect(peer.put_packet(Uint8Array.of(1)), "to everybody, of whom there are none").toBe(OK);
  });

  promise("M12 M18 what is no value of a property is refused, and the property stays as it was", () => {
    const peer = create();
    peer.refuse_new_connections = 1 as never;
    peer.transfer_mode = "2" as never;
    peer.transfer_channel = 1.5;
    peer.set_target_peer(null as never);
    stage.expectReports("set_refuse_new_connections", "set_transfer_mode", "set_transfer_channel", "set_target_peer");
    expect([peer.refuse_new_connections, peer.transfer_mode, peer.transfer_channel]).toEqual([false, 2, 0]);
  });

  promise("M01 a peer without a role has no id, and nothing to do with poll(), close() or get_peers()", () => {
    const peer = create();
    expect(peer.get_unique_id()).toBe(1);
    stage.expectReports("get_unique_id");
    peer.poll();
    peer.close();
    peer.close();
    expect(peer.get_peers()).toEqual(new Map());
  });
};
