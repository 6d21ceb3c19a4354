import { expect, test } from "vitest";
import { UserCode } from "../support/user-code.js";
import { PRELUDE } from "./prelude.js";

interface Misuse {
  readonly name: string;
  readonly code: string;
  /** Where the compiler points, which diagnostic it gives, and what it says. */
  readonly at: string;
  readonly ts: number;
  readonly says: string;
}

const ARGUMENT = 2345;
const ASSIGNMENT = 2322;

/** Uses that must not compile, each with the one diagnostic it must get. */
const MISUSES: readonly Misuse[] = [
  {
    name: "a handler with a parameter of another type",
    code: `p1.session_description_created.connect((n: number) => {});`,
    at: "(n: number) => {}",
    ts: ARGUMENT,
    says: "Type 'string' is not assignable to type 'number'",
  },
  {
    name: "a handler that wants more than the signal has",
    code: `p1.data_channel_received.connect((received: WebRTCDataChannel, extra: string) => [received, extra]);`,
    at: "(received: WebRTCDataChannel, extra: string) => [received, extra]",
    ts: ARGUMENT,
    says: "Target signature provides too few arguments",
  },
  {
    name: "a method of the other peer that does not fit",
    code: `p1.ice_candidate_created.connect(p2.set_remote_description);`,
    at: "p2.set_remote_description",
    ts: ARGUMENT,
    says: "Type 'number' is not assignable to type 'string'",
  },
  {
    name: "a text as handler",
    code: `p1.data_channel_received.connect("close");`,
    at: `"close"`,
    ts: ARGUMENT,
    says: "'string' is not assignable to parameter",
  },
  {
    name: "a channel of a mode that does not exist",
    code: `party.create_server([3]);`,
    at: "3",
    ts: ASSIGNMENT,
    says: "Type '3' is not assignable to type 'TransferMode'",
  },
  {
    name: "a multiplayer peer without an implementation",
    code: `new MultiplayerPeer();`,
    at: "new MultiplayerPeer()",
    ts: 2511,
    says: "Cannot create an instance of an abstract class",
  },
  {
    name: "a peer that may be unknown",
    code: `const open: WebRTCPeerConnection = party.get_peer(2).connection;`,
    at: "open",
    ts: ASSIGNMENT,
    says: "'undefined' is not assignable to type 'WebRTCPeerConnection'",
  },
  {
    name: "emitting too little",
    code: `p1.session_description_created.emit("offer");`,
    at: "emit",
    ts: 2554,
    says: "Expected 2 arguments, but got 1",
  },
  {
    name: "emitting values of another type",
    code: `p1.session_description_created.emit("offer", 1);`,
    at: "1",
    ts: ARGUMENT,
    says: "'number' is not assignable to parameter of type 'string'",
  },
  {
    name: "taking what wait() gives for something else",
    code: `async function wait(): Promise<void> { const label: string = await p1.data_channel_received.wait(); }`,
    at: "label",
    ts: ASSIGNMENT,
    says: "'WebRTCDataChannel' is not assignable to type 'string'",
  },
  {
    name: "a deadline that is no number",
    code: `p1.data_channel_received.wait({ timeout: "1s" });`,
    at: "timeout",
    ts: ASSIGNMENT,
    says: "'string' is not assignable to type 'number'",
  },
  {
    name: "a channel that may be null",
    code: `p1.create_data_channel("chat").poll();`,
    at: `p1.create_data_channel("chat")`,
    ts: 2531,
    says: "Object is possibly 'null'",
  },
  {
    name: "an option nobody knows",
    code: `p1.create_data_channel("chat", { negotiate: true });`,
    at: "negotiate",
    ts: 2561,
    says: "'negotiate' does not exist in type 'CreateDataChannelOptions'",
  },
  {
    name: "an option of another type",
    code: `p1.create_data_channel("chat", { id: "7" });`,
    at: "id",
    ts: ASSIGNMENT,
    says: "'string' is not assignable to type 'number'",
  },
  {
    name: "a misspelt key of an ICE server",
    code: `p1.initialize({ iceServers: [{ url: "stun:stun.example.org" }] });`,
    at: "url",
    ts: 2561,
    says: "'url' does not exist in type 'InitializeConfigurationIceServers'",
  },
  {
    name: "one ICE server where a list belongs",
    code: `p1.initialize({ iceServers: { urls: "stun:stun.example.org" } });`,
    at: "urls",
    ts: 2353,
    says: "'urls' does not exist in type 'readonly InitializeConfigurationIceServers[]'",
  },
  {
    name: "a transport setting with a value that does not exist",
    code: `p1.initialize({ libdatachannel: { iceTransportPolicy: "none" } });`,
    at: "iceTransportPolicy",
    ts: ASSIGNMENT,
    says: `'"none"' is not assignable to type '"all" | "relay"`,
  },
  {
    name: "write_mode as a text",
    code: `channel.write_mode = "text";`,
    at: "channel.write_mode",
    ts: ASSIGNMENT,
    says: `'"text"' is not assignable to type 'WriteMode'`,
  },
  {
    name: "write_mode as a number outside the enum",
    code: `channel.write_mode = 7;`,
    at: "channel.write_mode",
    ts: ASSIGNMENT,
    says: "'7' is not assignable to type 'WriteMode'",
  },
  {
    name: "write_mode as a value of another enum",
    code: `channel.write_mode = WebRTCDataChannel.STATE_OPEN;`,
    at: "channel.write_mode",
    ts: ASSIGNMENT,
    says: "'ChannelState.STATE_OPEN' is not assignable to type 'WriteMode'",
  },
  {
    name: "comparing values of different enums",
    code: `const open = channel.get_ready_state() === WebRTCPeerConnection.STATE_CONNECTED;`,
    at: "channel.get_ready_state() === WebRTCPeerConnection.STATE_CONNECTED",
    ts: 2367,
    says: "have no overlap",
  },
  {
    name: "assigning to a constant",
    code: `WebRTCPeerConnection.STATE_NEW = WebRTCPeerConnection.STATE_NEW;`,
    at: "STATE_NEW",
    ts: 2540,
    says: "Cannot assign to 'STATE_NEW' because it is a read-only property",
  },
  {
    name: "assigning to a signal",
    code: `p1.data_channel_received = p2.data_channel_received;`,
    at: "data_channel_received",
    ts: 2540,
    says: "Cannot assign to 'data_channel_received' because it is a read-only property",
  },
  {
    name: "a constant that does not exist",
    code: `const state = WebRTCPeerConnection.STATE_OPEN;`,
    at: "STATE_OPEN",
    ts: 2339,
    says: "Property 'STATE_OPEN' does not exist",
  },
  {
    name: "a missing argument",
    code: `p1.add_ice_candidate("0", 0);`,
    at: "add_ice_candidate",
    ts: 2554,
    says: "Expected 3 arguments, but got 2",
  },
  {
    name: "making a channel, which only a connection can",
    code: `const made = new WebRTCDataChannel();`,
    at: "new WebRTCDataChannel()",
    ts: 2511,
    says: "Cannot create an instance of an abstract class",
  },
  {
    name: "making a packet peer",
    code: `const made = new PacketPeer();`,
    at: "new PacketPeer()",
    ts: 2511,
    says: "Cannot create an instance of an abstract class",
  },
  {
    name: "registering a class that is none of Godot's",
    code: `class Mine { get_class(): string { return "Mine"; } } ClassDB.register_class(Mine);`,
    at: "Mine",
    ts: ARGUMENT,
    says: "is missing the following properties from type 'GodotObject'",
  },
  {
    name: "an override that gives something else",
    code: `class Mine extends WebRTCPeerConnectionExtension { override _create_offer(): string { return "OK"; } }`,
    at: "_create_offer",
    ts: 2416,
    says: "Type 'string' is not assignable to type 'GodotError'",
  },
  {
    name: "an override that takes something else",
    code: `class Mine extends WebRTCDataChannelExtension {
      override _put_packet(text: string): GodotError { return text === "" ? GodotError.FAILED : OK; }
    }`,
    at: "_put_packet",
    ts: 2416,
    says: "Type 'Uint8Array<ArrayBufferLike>' is not assignable to type 'string'",
  },
  {
    name: "an override of a virtual that does not exist",
    code: `class Mine extends WebRTCPeerConnectionExtension { override _create_offers(): GodotError { return OK; } }`,
    at: "_create_offers",
    ts: 4117,
    says: "Did you mean '_create_offer'?",
  },
  {
    name: "a file of the package that is not public",
    code: `import { ConnectionState } from "godot-webrtc/generated/api/WebRTCPeerConnection.js";`,
    at: `"godot-webrtc/generated/api/WebRTCPeerConnection.js"`,
    ts: 2307,
    says: "Cannot find module",
  },
];

const user = new UserCode(
  Object.fromEntries(MISUSES.map(({ code }, index) => [`misuse-${index}.ts`, `${PRELUDE}${code}`])),
);

test.each(MISUSES.map((misuse, index) => [misuse.name, misuse, index] as const))(
  "does not compile: %s",
  (_, { at, ts, says }, index) => {
    const message = expect.stringContaining(says) as string;
    expect(user.findings(`misuse-${index}.ts`)).toEqual([{ code: ts, at, message }]);
  },
);
