import { expect, test } from "vitest";
import { UserCode } from "../support/user-code.js";

/** A user's file; what the editor shows over its words is asked of the TypeScript language service. */
const user = new UserCode({
  "game.ts": `
import { GodotError, OK, WebRTCDataChannel, WebRTCPeerConnection } from "godot-webrtc";
const peer = new WebRTCPeerConnection();
const channel = peer.create_data_channel("chat", { id: 1, negotiated: true, ordered: false });
if (peer.create_offer() !== OK) throw new Error(GodotError[GodotError.FAILED]);
peer.session_description_created.connect(peer.set_local_description);
if (peer.get_connection_state() === WebRTCPeerConnection.STATE_NEW) peer.initialize({ iceServers: [{ urls: "" }] });
if (channel !== null) channel.write_mode = channel.WRITE_MODE_TEXT;
`,
});

interface Hover {
  readonly over: string;
  readonly signature: string;
  readonly doc: string;
}

const HOVERS: readonly Hover[] = [
  {
    over: "peer.create_offer",
    signature: "(method) WebRTCPeerConnection.create_offer(): GodotError",
    doc: "Asks for an offer, the first of the two descriptions that peers exchange.",
  },
  {
    over: "peer.create_data_channel",
    signature: "create_data_channel(label: string, options?: CreateDataChannelOptions): WebRTCDataChannel | null",
    doc: "Creates a {@link WebRTCDataChannel} named `label`",
  },
  {
    over: "WebRTCPeerConnection.STATE_NEW",
    signature: "STATE_NEW: ConnectionState.STATE_NEW",
    doc: "Nothing was negotiated yet.",
  },
  {
    over: "channel.WRITE_MODE_TEXT",
    signature: "WRITE_MODE_TEXT: WriteMode.WRITE_MODE_TEXT",
    doc: "Packets are sent as text",
  },
  {
    over: "negotiated",
    signature: "(property) CreateDataChannelOptions.negotiated?: boolean",
    doc: "Both sides create the channel themselves",
  },
  {
    over: "urls",
    signature: "(property) InitializeConfigurationIceServers.urls?: string | readonly string[]",
    doc: "Addresses of STUN servers",
  },
  {
    over: "peer.session_description_created",
    signature: "session_description_created: Signal<[type: string, sdp: string]>",
    doc: "Emitted with an offer after",
  },
  {
    over: "channel.write_mode",
    signature: "write_mode: WriteMode",
    doc: "Whether packets are sent as text or as binary data.",
  },
  { over: "new WebRTCPeerConnection", signature: "new WebRTCPeerConnection()", doc: "Connects this program to one" },
  { over: "GodotError.FAILED", signature: "GodotError.FAILED = 1", doc: "" },
];

test.each(HOVERS.map((hover) => [hover.over, hover] as const))("the editor explains %s", (over, { signature, doc }) => {
  const hover = user.hover("game.ts", over);
  expect(hover.signature).toContain(signature);
  expect(hover.doc.trim()).not.toBe("");
  expect(hover.doc).toContain(doc);
});

test("a comment over a group of keys in the docs is not said of the keys after it", () => {
  expect(user.hover("game.ts", "ordered").doc).toBe(
    "Whether packets arrive in sending order; true if left out. Example: `true`.",
  );
});
