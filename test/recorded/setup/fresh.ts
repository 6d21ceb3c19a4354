import {
  ClassDB,
  FAILED,
  OK,
  type WebRTCDataChannel,
  WebRTCPeerConnection,
  WebRTCPeerConnectionExtension,
} from "../../../runtime/index.js";
import { VALID_OFFER } from "../../support/descriptions.js";
import { type Cases, settle, type Stage, VOID } from "../negotiation/stage.js";
import { channelInfo, channelOf, newConnection, side } from "../../support/peers.js";
import { expectedInfo } from "./channel-info.js";

const { STATE_NEW, STATE_CLOSED, GATHERING_STATE_NEW, SIGNALING_STATE_STABLE, SIGNALING_STATE_CLOSED } =
  WebRTCPeerConnection;

/** A connection nobody has called a method of yet. */
export const fresh: Cases = {
  fresh_getters({ check }) {
    const pc = new WebRTCPeerConnection();
    check(() => pc.get_class(), "WebRTCNodePeerConnection");
    check(() => pc.is_class("WebRTCPeerConnectionExtension"), true);
    check(() => pc.get_connection_state(), STATE_NEW);
    check(() => pc.get_gathering_state(), GATHERING_STATE_NEW);
    check(() => pc.get_signaling_state(), SIGNALING_STATE_STABLE);
    check(() => pc.poll(), OK);
    check(
      () => pc.get_signal_list().map((entry) => (entry instanceof Map ? entry.get("name") : entry["name"])),
      ["data_channel_received", "ice_candidate_created", "session_description_created"],
    );
    check(() => pc.get_reference_count(), 1);
    check(() => pc.close(), VOID);
  },

  extension_class_new({ check }) {
    new WebRTCPeerConnection().close();
    check(() => ClassDB.class_exists("WebRTCNodePeerConnection"), true);
    check(() => ClassDB.instantiate("WebRTCNodePeerConnection")?.get_class(), "WebRTCNodePeerConnection");
    const ext = new WebRTCPeerConnectionExtension();
    check(() => ext.get_class(), "WebRTCPeerConnectionExtension");
    check(() => ext.get_connection_state(), STATE_NEW, "error");
    check(() => ext.initialize(), OK, "error");
    check(() => ext.create_offer(), OK, "error");
    check(() => ext.create_data_channel("x"), null, "error");
    check(() => ext.close(), VOID, "error");
  },

  async fresh_create_offer_no_channels({ check }) {
    const a = side("A");
    check(() => a.pc.create_offer(), FAILED, "error");
    await settle(a);
    checkStates(check, a.pc, STATE_NEW, GATHERING_STATE_NEW, SIGNALING_STATE_STABLE);
    check(() => a.descriptions, []);
    check(() => a.pc.create_offer(), FAILED, "error");
    await settle(a);
    check(() => a.signals, []);
  },

  fresh_set_local_description({ check }) {
    const pc = new WebRTCPeerConnection();
    check(() => pc.set_local_description("offer", "garbage"), FAILED, "error");
    check(() => pc.set_local_description("", ""), FAILED, "error");
    check(() => pc.set_local_description("banana", "x"), FAILED, "error");
    check(() => pc.get_signaling_state(), SIGNALING_STATE_STABLE);
    check(() => pc.close(), VOID);
  },

  fresh_poll_without_initialize({ check }) {
    const pc = new WebRTCPeerConnection();
    check(() => pc.poll(), OK);
    check(() => channelOf(pc, "a").get_label(), "a");
    check(() => pc.poll(), OK);
    check(() => pc.close(), VOID);
  },

  fresh_close({ check }) {
    const pc = new WebRTCPeerConnection();
    check(() => pc.close(), VOID);
    checkStates(check, pc, STATE_CLOSED, GATHERING_STATE_NEW, SIGNALING_STATE_CLOSED);
    check(() => pc.close(), VOID);
    check(() => pc.poll(), OK);
    check(() => pc.get_connection_state(), STATE_CLOSED);
  },

  all_methods_after_close({ check }) {
    const pc = newConnection();
    check(() => pc.close(), VOID);
    checkAllMethodsAfterClose(check, pc);
  },

  all_methods_after_close_with_channel({ check }) {
    const pc = newConnection();
    const ch: WebRTCDataChannel = channelOf(pc, "a");
    check(() => pc.create_offer(), OK);
    check(() => pc.close(), VOID);
    check(() => channelInfo(ch), expectedInfo({ label: "a", ready_state: ch.STATE_CLOSED }));
    checkAllMethodsAfterClose(check, pc);
    check(() => channelInfo(ch), expectedInfo({ label: "a", ready_state: ch.STATE_CLOSED }));
    check(() => ch.put_packet(new Uint8Array(3)), FAILED, "error");
  },
};

function checkStates(
  check: Stage["check"],
  pc: WebRTCPeerConnection,
  ...states: readonly [number, number, number]
): void {
  check(() => [pc.get_connection_state(), pc.get_gathering_state(), pc.get_signaling_state()], states);
}

function checkAllMethodsAfterClose(check: Stage["check"], pc: WebRTCPeerConnection): void {
  check(() => pc.poll(), OK);
  check(() => pc.create_offer(), FAILED, "error");
  check(() => pc.create_data_channel("x"), null, "error");
  check(() => pc.create_data_channel("x", { negotiated: true, id: 5 }), null, "error");
  check(() => pc.set_local_description("offer", "x"), FAILED, "error");
  check(() => pc.set_remote_description("offer", "x"), FAILED, "error");
  check(() => pc.set_remote_description("offer", VALID_OFFER), FAILED, "error");
  check(() => pc.set_remote_description("answer", VALID_OFFER), FAILED, "error");
  check(() => pc.add_ice_candidate("0", 0, "x"), FAILED, "error");
  const candidate = "candidate:1 1 UDP 2114977791 192.0.2.10 45555 typ host";
  check(() => pc.add_ice_candidate("0", 0, candidate), FAILED, "error");
  checkStates(check, pc, STATE_CLOSED, GATHERING_STATE_NEW, SIGNALING_STATE_CLOSED);
  check(() => pc.close(), VOID);
  check(() => pc.initialize({}), OK);
  check(() => pc.get_connection_state(), STATE_NEW);
}
