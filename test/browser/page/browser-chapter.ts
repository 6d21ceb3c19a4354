/** What only browsers have the means for: peers that speak the W3C's interface, and whatever is outside the page. */
import { expect } from "vitest";
import { GodotError } from "../../../generated/api/@GlobalScope.js";
import { configure_multiplayer_peer, to_utf8_buffer, type WebRTCDataChannel } from "../../../runtime/index.js";
import type { Chapter } from "../../conformance/suite/contract.js";
import type { Stage } from "../../conformance/suite/stage.js";
import { pumpMembers } from "../../support/members.js";
import type { Message } from "../../support/other-process.js";
import { channelOf, pump, type Side } from "../../support/sides.js";
import { outside } from "./outside.js";

/** A browser gives a peer that is silent up after about 15 s. */
const LOSS_DEADLINE_MS = 60_000;

export const browserChapter: Chapter = ({ backend, stage, promise }) => {
  promise("D09/foreign D10 text and bytes are what a plain RTCDataChannel takes them for, both ways", async () => {
    const { side, channel, plain, received } = await connectPlain(stage);
    const bytes = to_utf8_buffer("Grüße\0✓");
    channel.write_mode = channel.WRITE_MODE_TEXT;
    channel.put_packet(bytes);
    channel.write_mode = channel.WRITE_MODE_BINARY;
    channel.put_packet(bytes);
    await pump([side], () => received.length === 2, "both messages");
    expect(received).toEqual(["Grüße\0✓", bytes]);
    plain.send("text");
    plain.send(new Uint8Array([1, 2]));
    await pump([side], () => channel.get_available_packet_count() === 2, "both answers");
    expect([channel.get_packet(), channel.was_string_packet()]).toEqual([to_utf8_buffer("text"), true]);
    expect([channel.get_packet(), channel.was_string_packet()]).toEqual([new Uint8Array([1, 2]), false]);
  });

  promise("K03/empty an empty message of a plain RTCDataChannel arrives as an empty packet", async () => {
    const { side, channel, plain } = await connectPlain(stage);
    plain.send("");
    plain.send(new Uint8Array());
    await pump([side], () => channel.get_available_packet_count() === 2, "both messages");
    for (const isText of [true, false]) {
      expect(channel.get_packet()).toHaveLength(0);
      expect([channel.get_packet_error(), channel.was_string_packet()]).toEqual([GodotError.OK, isText]);
    }
  });

  promise("P22/used P18 a STUN server of iceServers is asked, and gathering lasts until it answered", async () => {
    const iceServers = [{ urls: `stun:127.0.0.1:${await outside.openStunServer()}` }];
    const a = stage.side("A");
    expect(a.pc.initialize({ ...backend.configuration, iceServers })).toBe(GodotError.OK);
    a.pc.session_description_created.connect(a.pc.set_local_description);
    channelOf(a.pc, "chat");
    a.pc.create_offer();
    // What is outside is asked while the side is polled.
    let requests = 0;
    const ask = setInterval(() => void outside.countStunRequests().then((count) => (requests = count)), 10);
    await pump([a], () => requests > 0 && a.candidates.length > 0, "a request, and the host candidate");
    clearInterval(ask);
    expect(a.pc.get_gathering_state()).toBe(a.pc.GATHERING_STATE_GATHERING);
    const answer = setInterval(() => void outside.answerStunRequests(), 10);
    const told = (): boolean => a.candidates.some(({ name }) => / 192\.0\.2\.1 .* typ srflx /.test(name));
    await pump([a], told, "the candidate that the server told of");
    const complete = (): boolean => a.pc.get_gathering_state() === a.pc.GATHERING_STATE_COMPLETE;
    await pump([a], complete, "all candidates");
    clearInterval(answer);
  });

  const noticed = async (): Promise<void> => {
    const { a, channel } = await connectElsewhere(stage);
    await outside.killElsewhere();
    const lost = (): boolean => a.pc.get_connection_state() !== a.pc.STATE_CONNECTED;
    await pump([a], lost, "the loss", LOSS_DEADLINE_MS);
    expect([a.pc.STATE_DISCONNECTED, a.pc.STATE_FAILED]).toContain(a.pc.get_connection_state());
    await pump([a], () => channel.get_ready_state() === channel.STATE_CLOSED, "the channel to close", LOSS_DEADLINE_MS);
    expect(a.pc.get_connection_state()).toBe(a.pc.STATE_FAILED);
  };
  promise("P17/killed D06/failed a Node process that is killed is noticed", noticed, 3 * LOSS_DEADLINE_MS);

  const missed = async (): Promise<void> => {
    const { server } = await stage.server([3]);
    configure_multiplayer_peer(server.peer, { disconnectGrace: 0 });
    const a = stage.side("A");
    expect(server.peer.add_peer(a.pc, 2)).toBe(GodotError.OK);
    await offerTo(a, (offer) => outside.answerInTab(offer));
    await pumpMembers([server], () => server.log.includes("+2"), "the other tab");
    await outside.crashTab();
    await pumpMembers([server], () => server.log.includes("-2"), "the loss", LOSS_DEADLINE_MS);
    // The other client lives in this page, and stays.
    expect([server.log, [...server.peer.get_peers().keys()]]).toEqual([["+3", "+2", "-2"], [3]]);
    expect(a.pc.get_connection_state()).toBe(a.pc.STATE_CLOSED);
  };
  promise("M06/killed a peer whose tab crashes is gone", missed, 2 * LOSS_DEADLINE_MS);
};

interface PlainPair {
  readonly side: Side;
  readonly channel: WebRTCDataChannel;
  readonly plain: RTCDataChannel;
  /** What the plain end received. */
  readonly received: unknown[];
}

/** A Godot side and a plain browser connection, which answers, with an open negotiated channel. */
async function connectPlain(stage: Stage): Promise<PlainPair> {
  const side = stage.side("Godot");
  const channel = channelOf(side.pc, "chat", { negotiated: true, id: 1 });
  const other = new RTCPeerConnection();
  other.onicecandidate = ({ candidate }) => {
    if (candidate !== null) side.pc.add_ice_candidate(candidate.sdpMid ?? "", 0, candidate.candidate);
  };
  const plain = other.createDataChannel("chat", { negotiated: true, id: 1 });
  plain.binaryType = "arraybuffer";
  const received: unknown[] = [];
  plain.onmessage = ({ data }: MessageEvent<unknown>) => {
    received.push(data instanceof ArrayBuffer ? new Uint8Array(data) : data);
  };
  side.pc.session_description_created.connect(side.pc.set_local_description);
  side.pc.ice_candidate_created.connect((sdpMid, sdpMLineIndex, candidate) => {
    void other.addIceCandidate({ sdpMid, sdpMLineIndex, candidate });
  });
  side.pc.session_description_created.connect(async (_type, sdp) => {
    await other.setRemoteDescription({ type: "offer", sdp });
    await other.setLocalDescription();
    side.pc.set_remote_description("answer", other.localDescription?.sdp ?? "");
  });
  side.pc.create_offer();
  const isOpen = (): boolean => channel.get_ready_state() === channel.STATE_OPEN && plain.readyState === "open";
  await pump([side], isOpen, "both ends to open");
  return { side, channel, plain, received };
}

/** A side that is connected to a Node process. */
async function connectElsewhere(stage: Stage): Promise<{ readonly a: Side; readonly channel: WebRTCDataChannel }> {
  const a = stage.side("A");
  const channel = channelOf(a.pc, "x", { negotiated: true, id: 1 });
  await offerTo(a, (offer) => outside.answerElsewhere(offer));
  const connected = (): boolean => a.pc.get_connection_state() === a.pc.STATE_CONNECTED;
  await pump([a], () => connected() && channel.get_ready_state() === channel.STATE_OPEN, "the other process", 30_000);
  return { a, channel };
}

/** Offers, and applies what is answered. Nothing is trickled. */
async function offerTo(a: Side, answerTo: (offer: Message) => Promise<Message>): Promise<void> {
  a.pc.session_description_created.connect(a.pc.set_local_description);
  a.pc.create_offer();
  const gathered = (): boolean => a.pc.get_gathering_state() === a.pc.GATHERING_STATE_COMPLETE;
  await pump([a], gathered, "all candidates");
  a.pc.poll();
  const { type, sdp } = a.descriptions[0] ?? { type: "", sdp: "" };
  const offer: Message = { type, sdp, candidates: a.candidates };
  const answer = await answerTo(offer);
  a.pc.set_remote_description(answer.type, answer.sdp);
  for (const { media, index, name } of answer.candidates) a.pc.add_ice_candidate(media, index, name);
}
