import { expect } from "vitest";
import { GodotError } from "../../generated/api/@GlobalScope.js";
import type { WebRTCPeerConnection } from "../../runtime/index.js";
import { channelOf, listenTo, openPair, pump, type Side } from "../support/sides.js";
import type { Chapter, Contract } from "./suite/contract.js";

type Servers = NonNullable<WebRTCPeerConnection.InitializeConfiguration["iceServers"]>;

/** A real TURN server, as far as the tests need it. */
export interface RelayServer {
  readonly port: number;
  readonly username: string;
  readonly credential: string;
  /** What the server wrote about its clients so far. */
  readLog(): Promise<string>;
}

/** Starts a server that relays for one user, and ends when the tests have. */
export type StartRelayServer = (username: string, credential: string) => Promise<RelayServer>;

/** What the tests of a chapter are written with. */
interface Tools {
  /** One server for all: none of the tests changes it. */
  running(): Promise<RelayServer>;
  side(name: string, iceServers: Servers, iceTransportPolicy?: "all" | "relay"): Side;
  /** The candidates that a side has found when it has found all, by their types. */
  gather(gathering: Side): Promise<readonly (string | undefined)[]>;
}

function toolsOf({ backend, stage }: Contract, start: StartRelayServer): Tools {
  let starting: Promise<RelayServer> | undefined;
  const side: Tools["side"] = (name, iceServers, iceTransportPolicy = "all") => {
    const pc = stage.keep(backend.createBare());
    const libdatachannel = { ...backend.configuration.libdatachannel, iceTransportPolicy };
    expect(pc.initialize({ ...backend.configuration, iceServers, libdatachannel })).toBe(GodotError.OK);
    return listenTo(name, pc);
  };
  const gather: Tools["gather"] = async (gathering) => {
    gathering.pc.session_description_created.connect(gathering.pc.set_local_description);
    channelOf(gathering.pc, "chat");
    gathering.pc.create_offer();
    const complete = (): boolean => gathering.pc.get_gathering_state() === gathering.pc.GATHERING_STATE_COMPLETE;
    await pump([gathering], complete, "all candidates");
    gathering.pc.poll();
    return gathering.candidates.map(({ name }) => / typ (\S+)/.exec(name)?.[1]).sort();
  };
  return { running: () => (starting ??= start("player", "secret:@/%")), side, gather };
}

/**
 * What a STUN server is asked for. On the loopback interface it finds the address that the host has: that is for backends that
 * tell of it all the same.
 */
export function stunChapter(start: StartRelayServer): Chapter {
  return (contract) => {
    const { running, side, gather } = toolsOf(contract, start);
    const { promise } = contract;
    promise("P22/turn a STUN server of iceServers gives a server-reflexive candidate", async () => {
      const { port } = await running();
      expect(await gather(side("one address", [{ urls: `stun:127.0.0.1:${port}` }]))).toEqual(["host", "srflx"]);
      expect(await gather(side("a list", [{ urls: [`stun:127.0.0.1:${port}`] }]))).toEqual(["host", "srflx"]);
    });
  };
}

/** P22 with a real server: what candidates it gives, and what goes through it. */
export function turnChapter(start: StartRelayServer): Chapter {
  return (contract) => defineTurnTests(contract, toolsOf(contract, start), start);
}

function defineTurnTests(
  { stage, promise }: Contract,
  { running, side, gather }: Tools,
  start: StartRelayServer,
): void {
  const turn = ({ port, username, credential }: RelayServer): Servers => [
    { urls: [`turn:127.0.0.1:${port}?transport=udp`], username, credential },
  ];

  promise("P22/turn a TURN server gives a relayed candidate to who has user name and credential", async () => {
    const types = await gather(side("A", turn(await running())));
    expect(types).toContain("relay");
    expect(types).toContain("host");
  });

  promise("P22/turn every server of iceServers is used", async () => {
    const [one, other] = [await running(), await start("other", "password")];
    const a = side("A", [{ urls: `stun:127.0.0.1:${one.port}` }, ...turn(one), ...turn(other)]);
    expect((await gather(a)).filter((type) => type === "relay").length).toBeGreaterThanOrEqual(2);
    for (const { username, readLog } of [one, other]) {
      expect(await readLog()).toContain(`user <${username}>: incoming packet ALLOCATE processed, success`);
    }
  });

  promise("P22/turn two peers that may use the relay only connect through it", async () => {
    const server = await running();
    const [a, b] = [side("A", turn(server), "relay"), side("B", turn(server), "relay")];
    const { ca, cb } = await openPair(a, b, { negotiated: true, id: 1 });
    expect(ca.put_packet(new Uint8Array([1, 2, 3]))).toBe(GodotError.OK);
    await pump([a, b], () => cb.get_available_packet_count() > 0, "the packet");
    expect([...cb.get_packet()]).toEqual([1, 2, 3]);
    for (const { candidates } of [a, b]) {
      expect(candidates.length).toBeGreaterThan(0);
      for (const { name } of candidates) expect(name).toMatch(/ typ relay /);
    }
  });

  promise("P22/turn wrong credentials give no relayed candidate, and are reported", async () => {
    const server = await running();
    for (const wrong of [{ username: "nobody" }, { credential: "wrong" }]) {
      const types = await gather(side("A", [{ ...turn(server)[0], ...wrong }]));
      expect(types).not.toContain("relay");
      const reports = stage.takeReports();
      expect(reports).toMatchObject([{ kind: "warning", class_name: "WebRTCPeerConnection", method: "initialize" }]);
      expect(reports[0]?.message).toContain(`"turn:127.0.0.1:${server.port}?transport=udp"`);
      expect(reports[0]?.message).toContain('"username" and "credential"');
    }
    expect(await server.readLog()).toMatch(/incorrect|Cannot find credentials/);
  });
}
