import { FAILED, OK, WebRTCPeerConnection } from "../../../runtime/index.js";
import { applyLocal, created, passOn } from "../../support/descriptions.js";
import { channelInfo, channelOf, connectedPair, newConnection, pump, side, wire } from "../../support/peers.js";
import { type Cases, settle, VOID } from "../negotiation/stage.js";
import { until } from "../../support/until.js";
import { expectedInfo } from "./channel-info.js";

const {
  STATE_CONNECTING,
  STATE_CONNECTED,
  STATE_CLOSED,
  GATHERING_STATE_NEW,
  GATHERING_STATE_COMPLETE,
  SIGNALING_STATE_STABLE,
  SIGNALING_STATE_HAVE_LOCAL_OFFER,
} = WebRTCPeerConnection;

export const offer: Cases = {
  async create_offer_with_channel({ check }) {
    const a = side("A");
    const ch = channelOf(a.pc, "x");
    check(() => a.pc.create_offer(), OK);
    check(() => states(a.pc), [STATE_CONNECTING, GATHERING_STATE_NEW, SIGNALING_STATE_STABLE]);
    await pump([a], () => a.descriptions.length > 0, "the offer");
    check(() => a.pc.create_offer(), OK);
    await pump([a], () => a.descriptions.length > 1, "the offer again");
    check(() => a.descriptions[0], created(a));
    check(() => states(a.pc), [STATE_CONNECTING, GATHERING_STATE_NEW, SIGNALING_STATE_STABLE]);

    check(() => applyLocal(a), OK);
    const gathered = (): boolean => a.pc.get_gathering_state() === GATHERING_STATE_COMPLETE;
    await pump([a], () => gathered() && a.candidates.length > 0, "the candidates");
    check(() => states(a.pc), [STATE_CONNECTING, GATHERING_STATE_COMPLETE, SIGNALING_STATE_HAVE_LOCAL_OFFER]);
    check(() => a.signals, ["offer", "offer", "candidate"]);
    check(() => a.candidates.map(({ media, index }) => [media, index]), [["0", 0]]);
    check(() => a.candidates[0]?.name.startsWith("candidate:"), true);
    check(() => a.pc.create_offer(), FAILED, "error");
    await settle(a);
    check(() => a.signals, ["offer", "offer", "candidate"]);
    check(() => channelInfo(ch), expectedInfo());
  },

  async create_offer_signal_needs_poll({ check }) {
    const a = side("A");
    channelOf(a.pc, "x");
    check(() => a.pc.create_offer(), OK);
    await anotherOffer();
    check(() => a.signals, []);
    check(() => a.pc.get_gathering_state(), GATHERING_STATE_NEW);
    check(() => a.pc.get_signaling_state(), SIGNALING_STATE_STABLE);
    await pump([a], () => a.signals.length > 0, "the offer");
    check(() => a.signals, ["offer"]);

    check(() => applyLocal(a), OK);
    // States are live, signals are not.
    await until(() => a.pc.get_gathering_state() === GATHERING_STATE_COMPLETE, "the end of gathering");
    check(() => a.signals, ["offer"]);
    await pump([a], () => a.signals.length > 1, "the candidate");
    check(() => a.signals, ["offer", "candidate"]);
  },

  async create_offer_then_close_before_poll({ check }) {
    const a = side("A");
    channelOf(a.pc, "x");
    check(() => a.pc.create_offer(), OK);
    await anotherOffer();
    check(() => a.pc.close(), VOID);
    await settle(a);
    check(() => a.signals, []);
  },

  async close_inside_session_description_created({ check }) {
    const a = side("A");
    a.pc.session_description_created.connect(() => a.pc.close());
    channelOf(a.pc, "x");
    check(() => a.pc.create_offer(), OK);
    await pump([a], () => a.signals.length > 0, "the offer");
    check(() => a.signals, ["offer"]);
    await settle(a);
    check(() => a.signals, ["offer"]);
    check(() => a.pc.get_connection_state(), STATE_CLOSED);
  },

  async create_data_channel_after_offer({ check }) {
    const [a, b] = [side("A"), side("B")];
    wire(a, b);
    const first = channelOf(a.pc, "first");
    check(() => a.pc.create_offer(), OK);
    check(() => a.pc.create_data_channel("after offer"), null, "error");
    check(() => a.pc.create_data_channel("after offer neg", { negotiated: true, id: 100 }), null, "error");
    const isOpen = (): boolean => first.get_ready_state() === first.STATE_OPEN;
    await pump([a, b], () => isOpen() && b.received.length > 0, "the open channel");
    const info = expectedInfo({ label: "first", id: 1, ready_state: first.STATE_OPEN });
    check(() => channelInfo(first), info);
    check(() => b.received.map(channelInfo), [info]);
  },

  async create_data_channel_when_connected({ check }) {
    const { a, b } = await connectedPair();
    check(() => a.pc.create_data_channel("late"), null, "error");
    check(() => b.pc.create_data_channel("late from answerer"), null, "error");
    await settle(a, b);
    check(() => [...a.received, ...b.received], []);
  },

  async create_offer_when_connected({ check }) {
    const { a, b } = await connectedPair();
    check(() => a.pc.create_offer(), FAILED, "error");
    check(() => b.pc.create_offer(), FAILED, "error");
    await settle(a, b);
    check(() => [a.descriptions.length, b.descriptions.length], [1, 1]);
    check(() => [a.pc.get_connection_state(), b.pc.get_connection_state()], [STATE_CONNECTED, STATE_CONNECTED]);
  },

  async set_remote_offer_again_when_connected({ check, reported }) {
    const { a, b, ca, cb } = await connectedPair();
    check(() => passOn(a, b), OK);
    await pump([a, b], () => b.descriptions.length > 1, "the second answer");
    // The wire handed it over, and it was refused.
    reported("error");
    check(() => b.descriptions.map(({ type }) => type), ["answer", "answer"]);
    check(() => passOn(b, a), FAILED, "error");
    check(() => ca.put_packet(new Uint8Array(4)), OK);
    await pump([a, b], () => cb.get_available_packet_count() > 0, "the packet");
    check(() => cb.get_available_packet_count(), 1);
  },
};

function states(pc: WebRTCPeerConnection): number[] {
  return [pc.get_connection_state(), pc.get_gathering_state(), pc.get_signaling_state()];
}

/** Waits as long as an offer takes, without polling the connection that is looked at. */
async function anotherOffer(): Promise<void> {
  const pc = newConnection();
  let offered = false;
  pc.session_description_created.connect(() => (offered = true));
  channelOf(pc, "another");
  pc.create_offer();
  await until(() => pc.poll() === OK && offered, "another offer");
}
