import { afterAll, expect } from "vitest";
import { GodotError } from "../../generated/api/@GlobalScope.js";
import { to_utf8_buffer } from "../../runtime/index.js";
import { connectScript } from "../robustness/script-wire.js";
import { startScript } from "../support/child-script.js";
import { lossyWire } from "../support/lossy-wire.js";
import { pumpMembers } from "../support/members.js";
import { channelOf, pump } from "../support/sides.js";
import { openStunServer } from "../support/stun-server.js";
import { startTurnServer, type TurnServer } from "../support/turn-server.js";
import { until } from "../support/until.js";
import { nodeDataChannelContract } from "./node-datachannel-backend.js";
import { connectRaw } from "./raw-peer.js";
import { type Chapter, runContract } from "./suite/contract.js";
import { type StartRelayServer, stunChapter, turnChapter } from "./turn-chapter.js";

const KILLED_DEADLINE_MS = 90_000;
/** Packets of 50,000 bytes: less than SCTP's buffer takes, and far more than it sends at once. */
const IN_FLIGHT = 20;

/** What only this backend has the means for: other peers, servers, and processes that can be killed. */
const nodeChapter: Chapter = ({ backend, stage, promise }) => {
  promise("D09/foreign a bare WebRTC peer receives text as text and bytes as bytes", async () => {
    const { side, channel, received, close } = await connectRaw(backend.configuration);
    channel.write_mode = channel.WRITE_MODE_TEXT;
    channel.put_packet(to_utf8_buffer("Grüße\0✓"));
    channel.write_mode = channel.WRITE_MODE_BINARY;
    channel.put_packet(to_utf8_buffer("Grüße\0✓"));
    await pump([side], () => received.length === 2, "both messages");
    expect(received).toEqual(["Grüße\0✓", new Uint8Array(to_utf8_buffer("Grüße\0✓"))]);
    close();
  });

  promise("D09/foreign D10 text and bytes of a bare WebRTC peer are told apart", async () => {
    const { side, channel, raw, close } = await connectRaw(backend.configuration);
    raw.sendMessage("text");
    raw.sendMessageBinary(new Uint8Array([1, 2]));
    await pump([side], () => channel.get_available_packet_count() === 2, "both messages");
    expect([Uint8Array.from(channel.get_packet()), channel.was_string_packet()]).toEqual([
      to_utf8_buffer("text"),
      true,
    ]);
    expect([Uint8Array.from(channel.get_packet()), channel.was_string_packet()]).toEqual([
      new Uint8Array([1, 2]),
      false,
    ]);
    close();
  });

  promise("K03/empty an empty message of a bare WebRTC peer arrives as an empty packet", async () => {
    const { side, channel, raw, close } = await connectRaw(backend.configuration);
    raw.sendMessage("");
    raw.sendMessageBinary(new Uint8Array());
    await pump([side], () => channel.get_available_packet_count() === 2, "both messages");
    for (const isText of [true, false]) {
      expect(channel.get_packet()).toHaveLength(0);
      expect([channel.get_packet_error(), channel.was_string_packet()]).toEqual([GodotError.OK, isText]);
    }
    close();
  });

  promise("P22/used P18 a STUN server of iceServers is asked, and gathering lasts until it answered", async () => {
    const server = await openStunServer();
    const a = stage.side("A");
    const iceServers = [{ urls: `stun:127.0.0.1:${server.port}` }];
    expect(a.pc.initialize({ ...backend.configuration, iceServers })).toBe(GodotError.OK);
    a.pc.session_description_created.connect(a.pc.set_local_description);
    channelOf(a.pc, "chat");
    a.pc.create_offer();
    await pump([a], () => server.requests.length > 0 && a.candidates.length > 0, "a request, and the host candidate");
    expect(a.pc.get_gathering_state()).toBe(a.pc.GATHERING_STATE_GATHERING);
    // While the answer arrives, nothing else runs here: the candidate it brings is known to nobody yet.
    server.answer(() => {
      block(100);
      const wasComplete = a.pc.get_gathering_state() === a.pc.GATHERING_STATE_COMPLETE;
      a.pc.poll();
      atOnce = { wasComplete, candidates: a.candidates.length };
    });
    let atOnce: { wasComplete: boolean; candidates: number } | undefined;
    await until(() => atOnce !== undefined, "the answer to be sent");
    const complete = (): boolean => a.pc.get_gathering_state() === a.pc.GATHERING_STATE_COMPLETE;
    await pump([a], () => complete() && a.candidates.length > 1, "the candidate that the server told of");
    expect(a.candidates[1]?.name).toMatch(/ 192\.0\.2\.1 .* typ srflx /);
    expect(atOnce?.wasComplete === true ? atOnce.candidates : 2, "candidates when COMPLETE was told").toBe(2);
    server.close();
  });

  promise(
    "D07 what waits in SCTP's own buffer when the connection is closed arrives, if the line stands still",
    async () => {
      const [a, b] = [stage.side("A"), stage.side("B")];
      const wire = await lossyWire(a, b);
      const options = { negotiated: true, id: 1 };
      const [ca, cb] = [channelOf(a.pc, "chat", options), channelOf(b.pc, "chat", options)];
      a.pc.create_offer();
      const isOpen = (): boolean => [ca, cb].every((channel) => channel.get_ready_state() === channel.STATE_OPEN);
      await pump([a, b], isOpen, "both channels to open");
      wire.cut();
      for (let sent = 0; sent < IN_FLIGHT; sent += 1) expect(ca.put_packet(new Uint8Array(50_000))).toBe(GodotError.OK);
      expect(ca.get_buffered_amount(), "bytes that are known to wait").toBe(0);
      a.pc.close();
      const dropped = wire.droppedFromA();
      await pump([b], () => wire.droppedFromA() > dropped, "a packet to be lost");
      wire.restore();
      await pump([b], () => cb.get_ready_state() === cb.STATE_CLOSED, "the other side to close");
      expect(cb.get_available_packet_count()).toBe(IN_FLIGHT);
    },
  );

  const noticed = async (): Promise<void> => {
    const script = startScript(new URL("../robustness/processes/peer.ts", import.meta.url), KILLED_DEADLINE_MS);
    const a = stage.side("A");
    const channel = channelOf(a.pc, "chat", { negotiated: true, id: 1 });
    connectScript(a, script);
    const open = (): boolean => channel.get_ready_state() === channel.STATE_OPEN;
    await pump([a], open, "the channel to the other process", 30_000);
    script.process.kill("SIGKILL");
    await script.ended;
    const lost = (): boolean => a.pc.get_connection_state() !== a.pc.STATE_CONNECTED;
    await pump([a], lost, "the loss", KILLED_DEADLINE_MS);
    expect([a.pc.STATE_DISCONNECTED, a.pc.STATE_FAILED]).toContain(a.pc.get_connection_state());
    await pump([a], () => channel.get_ready_state() === channel.STATE_CLOSED, "the channel to close");
  };
  promise("P17/killed D06/failed a process that is killed is noticed", noticed, 2 * KILLED_DEADLINE_MS);

  const missed = async (): Promise<void> => {
    const { server } = await stage.server([3]);
    const script = startScript(new URL("../robustness/processes/client.ts", import.meta.url), KILLED_DEADLINE_MS);
    const a = stage.side("A");
    server.peer.add_peer(a.pc, 2);
    connectScript(a, script);
    await pumpMembers([server], () => server.log.includes("+2"), "the other process", 30_000);
    script.process.kill("SIGKILL");
    await script.ended;
    await pumpMembers([server], () => server.log.includes("-2"), "the loss", KILLED_DEADLINE_MS);
    // The other client lives in this process, and stays.
    expect([server.log, [...server.peer.get_peers().keys()]]).toEqual([["+3", "+2", "-2"], [3]]);
    expect(a.pc.get_connection_state()).toBe(a.pc.STATE_CLOSED);
  };
  promise("M06/killed a peer whose process is killed is gone", missed, 2 * KILLED_DEADLINE_MS);
};

const turnServers: TurnServer[] = [];
afterAll(async () => {
  for (const server of turnServers) await server.close();
});
const startRelay: StartRelayServer = async (username, credential) => {
  const server = await startTurnServer(username, credential);
  turnServers.push(server);
  return { port: server.port, username, credential, readLog: () => Promise.resolve(server.log) };
};

runContract(nodeDataChannelContract, nodeChapter, stunChapter(startRelay), turnChapter(startRelay));

function block(ms: number): void {
  for (const end = Date.now() + ms; Date.now() < end;);
}
