import { FAILED, OK, WebRTCPeerConnection } from "../../../runtime/index.js";
import { applyLocal } from "../../support/descriptions.js";
import { channelInfo, channelOf, LOOPBACK, newConnection, pump, type Side, side } from "../../support/peers.js";
import { type Cases, type Stage, VOID } from "../negotiation/stage.js";
import { expectedInfo } from "./channel-info.js";
import { type Configured, configurations } from "./configurations.js";

const {
  STATE_NEW,
  STATE_CONNECTING,
  GATHERING_STATE_NEW,
  GATHERING_STATE_GATHERING,
  GATHERING_STATE_COMPLETE,
  SIGNALING_STATE_STABLE,
  SIGNALING_STATE_HAVE_LOCAL_OFFER,
} = WebRTCPeerConnection;

export const initialize: Cases = {
  async initialize_none({ check }) {
    const a = side("A");
    check(() => a.pc.initialize(), OK);
    check(() => a.pc.initialize(LOOPBACK), OK);
    await checkThatItOffers(check, a, {});
  },

  ...Object.fromEntries(
    Object.entries(configurations).map(([name, configured]) => [
      name,
      async ({ check }) => {
        const a = side("A");
        const { returns, kinds } = outcomeOf(configured);
        // What is no configuration is given on purpose.
        const given = onLoopback(configured.given) as WebRTCPeerConnection.InitializeConfiguration;
        check(() => a.pc.initialize(given), returns, ...kinds);
        await checkThatItOffers(check, a, configured);
      },
    ]),
  ),

  initialize_not_a_dictionary({ check }) {
    const pc = newConnection();
    check(() => pc.callv("initialize", [5]), null, "error");
    check(() => pc.callv("initialize", [null]), null, "error");
    check(() => pc.callv("initialize", [{}, {}]), null, "error");
  },

  initialize_twice({ check }) {
    const pc = newConnection();
    check(() => pc.initialize({}), OK);
    check(() => pc.initialize({}), OK);
    check(() => pc.get_connection_state(), STATE_NEW);
  },

  initialize_after_channel({ check }) {
    const pc = newConnection();
    const old = channelOf(pc, "old", { negotiated: true, id: 1 });
    check(() => pc.initialize({}), OK);
    const info = expectedInfo({ id: 1, negotiated: true });
    check(() => channelInfo(old), { ...info, label: "old", ready_state: old.STATE_CLOSED });
    check(() => old.put_packet(new Uint8Array(1)), FAILED, "error");
    check(() => channelInfo(channelOf(pc, "new", { negotiated: true, id: 1 })), { ...info, label: "new" });
  },

  async initialize_after_offer({ check }) {
    const a = side("A");
    const old = channelOf(a.pc, "old");
    check(() => a.pc.create_offer(), OK);
    await checkOffered(check, a);
    check(() => a.pc.initialize(LOOPBACK), OK);
    check(() => states(a), [STATE_NEW, GATHERING_STATE_NEW, SIGNALING_STATE_STABLE]);
    check(() => channelInfo(old), expectedInfo({ label: "old", ready_state: old.STATE_CLOSED }));
    a.signals.length = 0;
    channelOf(a.pc, "new");
    check(() => a.pc.create_offer(), OK);
    await checkOffered(check, a);
    check(() => a.descriptions.at(-1)?.type, "offer");
  },
};

function outcomeOf({ refused }: Configured): { returns: number; kinds: "error"[] } {
  if (refused === undefined) return { returns: OK, kinds: [] };
  return { returns: refused, kinds: ["error"] };
}

/** Keeps ICE on the loopback interface, if the recorded configuration leaves room to say so. */
function onLoopback(given: object): object {
  if (given instanceof Map) return new Map<unknown, unknown>([...given, ...Object.entries(LOOPBACK)]);
  const extras = "libdatachannel" in given ? given.libdatachannel : {};
  if (typeof extras !== "object") return given;
  return { ...given, libdatachannel: { ...LOOPBACK.libdatachannel, ...extras } };
}

async function checkThatItOffers(
  check: Stage["check"],
  a: Side,
  { gathering, warned }: Partial<Configured>,
): Promise<void> {
  check(() => a.pc.get_connection_state(), STATE_NEW);
  check(() => channelOf(a.pc, "a").get_label(), "a");
  check(() => a.pc.create_offer(), OK, ...(warned === true ? (["warning"] as const) : []));
  await pump([a], () => a.descriptions.length > 0, "the offer");
  check(() => a.pc.get_gathering_state(), GATHERING_STATE_NEW);
  check(() => applyLocal(a), OK);
  await pump([a], () => a.candidates.length > 0, "a candidate");
  // Servers that do not answer keep gathering busy.
  if (gathering === true) check(() => a.pc.get_gathering_state(), GATHERING_STATE_GATHERING);
  else await pump([a], () => a.pc.get_gathering_state() === GATHERING_STATE_COMPLETE, "the end of gathering");
  check(() => a.pc.close(), VOID);
}

async function checkOffered(check: Stage["check"], a: Side): Promise<void> {
  check(() => states(a), [STATE_CONNECTING, GATHERING_STATE_NEW, SIGNALING_STATE_STABLE]);
  await pump([a], () => a.signals.length > 0, "the offer");
  check(() => applyLocal(a), OK);
  const gathered = (): boolean => a.pc.get_gathering_state() === GATHERING_STATE_COMPLETE;
  await pump([a], () => a.signals.length > 1 && gathered(), "the candidate");
  check(() => states(a), [STATE_CONNECTING, GATHERING_STATE_COMPLETE, SIGNALING_STATE_HAVE_LOCAL_OFFER]);
  check(() => a.signals, ["offer", "candidate"]);
}

function states({ pc }: Side): number[] {
  return [pc.get_connection_state(), pc.get_gathering_state(), pc.get_signaling_state()];
}
