import { BROWSER_MUTANTS } from "./browser-mutants.js";
import { MULTIPLAYER_MUTANTS } from "./multiplayer-mutants.js";

/**
 * Single faults, each of which breaks something that the class reference says. The suite has to catch every one.
 *
 * A mutant is data: in `file`, `find` stands exactly once and is replaced. Most are faults that implementations of
 * Godot's WebRTC have had; the others are where a slip of a few characters would do.
 */
export interface Mutant {
  /** What the code does wrong then. */
  readonly what: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** The run of the suite that sees it. Default: over loopback. */
  readonly over?: "node-datachannel" | "Chromium";
}

const CONNECTION = "runtime/adapter/peer-connection.ts";
const CHANNEL = "runtime/adapter/data-channel.ts";
const OPTIONS = "runtime/adapter/channel-options.ts";
const CONFIGURATION = "runtime/adapter/configuration.ts";
const SIGNALS = "runtime/adapter/signal-queue.ts";
const LOCAL = "runtime/adapter/local-description.ts";
const QUEUE = "runtime/adapter/packet-queue.ts";
const STATES = "runtime/adapter/states.ts";
const LOOPBACK = "runtime/backend/loopback.ts";
const LOOPBACK_CHANNEL = "runtime/backend/loopback-channel.ts";
const NATIVE = "runtime/backend/node-datachannel.ts";
const CANDIDATE_GATE = "runtime/backend/candidate-gate.ts";
const NATIVE_CHANNEL = "runtime/backend/native-channel.ts";
const NATIVE_OPTIONS = "runtime/backend/native-options.ts";
const PACKETS = "runtime/core/packet-peer.ts";

export const MUTANTS: readonly Mutant[] = [
  {
    what: "candidates come before set_local_description()",
    file: LOOPBACK,
    find: "    this.#offering = true;\n",
    replace: "    this.#offering = true;\n    this.#gather();\n",
  },
  {
    what: "no candidate comes at all",
    file: LOOPBACK,
    find: "      this.#events?.candidateCreated({ candidate, mid: MEDIA_ID, index: 0 });\n",
    replace: "",
  },
  {
    what: "signals come without poll()",
    file: SIGNALS,
    find: "    this.#waiting.push(emit);",
    replace: "    emit();",
  },
  {
    what: "poll() emits one signal only",
    file: SIGNALS,
    find: "for (let due = this.#waiting.length; due > 0; due -= 1) this",
    replace: "this",
  },
  {
    what: "poll() emits the latest signal first",
    file: SIGNALS,
    find: "this.#waiting.shift()?.();",
    replace: "this.#waiting.pop()?.();",
  },
  {
    what: "signals that are due when close() is called are still told",
    file: CONNECTION,
    find: "    this.#signals.clear();\n",
    replace: "",
  },
  {
    what: "an id that is not known is 0, and so are limits that were not given",
    file: CHANNEL,
    find: "const UNSET = 65535;",
    replace: "const UNSET = 0;",
  },
  {
    what: "limits that were not given are -1",
    file: CHANNEL,
    find: "return this.#init.maxRetransmits ?? UNSET;",
    replace: "return this.#init.maxRetransmits ?? -1;",
  },
  {
    what: "unreliable channels are reliable",
    file: LOOPBACK_CHANNEL,
    find: "      if (attempt >= maxRetransmits || travel - network.delay > maxPacketLifeTime) return;\n",
    replace: "",
  },
  {
    what: "the lifetime of packets is not kept",
    file: LOOPBACK_CHANNEL,
    find: " || travel - network.delay > maxPacketLifeTime",
    replace: "",
  },
  {
    what: "one retransmission too many",
    file: LOOPBACK_CHANNEL,
    find: "attempt >= maxRetransmits",
    replace: "attempt > maxRetransmits",
  },
  {
    what: "reliable channels lose what was lost once",
    file: LOOPBACK_CHANNEL,
    find: "maxRetransmits = Infinity",
    replace: "maxRetransmits = 0",
  },
  {
    what: "ordered channels do not keep the order",
    file: LOOPBACK_CHANNEL,
    find: "ordered ? this.#lastArrival : 0",
    replace: "0",
  },
  {
    what: "unordered channels keep the order",
    file: LOOPBACK_CHANNEL,
    find: "ordered ? this.#lastArrival : 0",
    replace: "this.#lastArrival",
  },
  {
    what: "close() of the connection is not told to the other side",
    file: LOOPBACK,
    find: "    this.network.leave(this.#number);\n    this.#sayGoodbye();",
    replace: "    this.network.leave(this.#number);",
  },
  {
    what: "close() of a channel is not told to the other side",
    file: LOOPBACK_CHANNEL,
    find: "() => other?.closedByOther()",
    replace: "() => void other",
  },
  {
    what: "close() of a channel drops what is queued",
    file: LOOPBACK_CHANNEL,
    find: '    this.#phase = "closing";\n',
    replace: '    this.#phase = "closing";\n    this.#queue = [];\n',
  },
  {
    what: "what is sent too early or too late is lost without a word",
    file: CHANNEL,
    find: "    const isOpen = state === ChannelState.STATE_OPEN;",
    replace:
      "    if (state !== ChannelState.STATE_OPEN) return GodotError.OK;\n" +
      "    const isOpen = state === ChannelState.STATE_OPEN;",
  },
  {
    what: "there is no STATE_CLOSING",
    file: CHANNEL,
    find: "closing: ChannelState.STATE_CLOSING,",
    replace: "closing: ChannelState.STATE_CLOSED,",
  },
  {
    what: "close() leaves the connection state as it was",
    file: CONNECTION,
    find: "    this.#end();\n    this.#state = ConnectionState.STATE_CLOSED;",
    replace: "    this.#end();",
  },
  {
    what: "close() leaves the signaling state as it was",
    file: CONNECTION,
    find: "    if (this.#isOver()) return SignalingState.SIGNALING_STATE_CLOSED;\n    return SIGNALING_STATES",
    replace: "    return SIGNALING_STATES",
  },
  {
    what: "close() leaves channels open that never connected",
    file: CONNECTION,
    find: "    for (const channel of [...this.#channels]) channel.closeWithConnection();\n",
    replace: "",
  },
  {
    what: "initialize() keeps the old connection",
    file: CONNECTION,
    find: "      this.#end();\n      this.#connection = undefined;\n",
    replace: "",
  },
  {
    what: "initialize() does not lead back to STATE_NEW",
    file: CONNECTION,
    find: "      this.#configuration = configuration;\n      this.#state = ConnectionState.STATE_NEW;",
    replace: "      this.#configuration = configuration;",
  },
  {
    what: "channels are created in any state",
    file: CONNECTION,
    find: '    if (this.#state !== ConnectionState.STATE_NEW) {\n      this.#refuse("create_data_channel"',
    replace: '    if (this.#isOver()) {\n      this.#refuse("create_data_channel"',
  },
  {
    what: "an offer needs no channel",
    file: CONNECTION,
    find: "if (!again && this.#channels.size === 0) {",
    replace: "if (again && this.#channels.size === 0) {",
  },
  {
    what: "offers are created in any state",
    file: CONNECTION,
    find: "if (!again && this.#state !== ConnectionState.STATE_NEW) {",
    replace: "if (!again && this.#isOver()) {",
  },
  {
    what: "create_offer() does not lead to STATE_CONNECTING at once",
    file: CONNECTION,
    find: "      this.#state = ConnectionState.STATE_CONNECTING;\n      try {",
    replace: "      try {",
  },
  {
    what: "a remote offer does not lead to STATE_CONNECTING at once",
    file: CONNECTION,
    find: "      if (this.#state === ConnectionState.STATE_NEW) this.#state = ConnectionState.STATE_CONNECTING;\n",
    replace: "",
  },
  {
    what: "a second create_offer() is silent",
    file: LOCAL,
    find: "      this.#emit(this.#description);\n",
    replace: "",
  },
  {
    what: "set_local_description() takes any description",
    file: LOCAL,
    find: "    return this.#description?.type === type && this.#description.sdp === sdp ? this.#description : undefined;",
    replace: "    return this.#description;",
  },
  {
    what: "set_local_description() takes a description of another type",
    file: LOCAL,
    find: "this.#description?.type === type && this.#description.sdp === sdp",
    replace: "this.#description?.sdp === sdp",
  },
  {
    what: "set_local_description() does nothing",
    file: CONNECTION,
    find: "      connection.setLocalDescription(created);\n",
    replace: "",
  },
  {
    what: "an answer is taken without an offer",
    file: CONNECTION,
    find: "      else this.#expectOwnOffer();\n",
    replace: "",
  },
  {
    what: "a remote offer gets no answer",
    file: LOOPBACK,
    find: '        if (this.#signaling === "have-remote-offer") {',
    replace: '        if (this.#signaling === "closed") {',
  },
  {
    what: "the answer is announced as an offer",
    file: LOOPBACK,
    find: '{ type: "answer", sdp: this.#describe("active") }',
    replace: '{ type: "offer", sdp: this.#describe("active") }',
  },
  {
    what: "an own offer does not lead to HAVE_LOCAL_OFFER",
    file: LOOPBACK,
    find: 'this.#signaling = description.type === "offer" ? "have-local-offer" : "stable";',
    replace: 'this.#signaling = "stable";',
  },
  {
    what: "a provisional answer counts as final",
    file: LOOPBACK,
    find: 'this.#signaling = description.type === "answer" ? "stable" : "have-remote-pranswer";',
    replace: 'this.#signaling = "stable";',
  },
  {
    what: "gathering is complete before the candidates came",
    file: LOOPBACK,
    find: '    this.#gathering = "gathering";\n',
    replace: '    this.#gathering = "complete";\n',
  },
  {
    what: "gathering never ends",
    file: LOOPBACK,
    find: '      this.#gathering = "complete";\n    });',
    replace: "    });",
  },
  {
    what: "candidates before the remote description are refused",
    file: CONNECTION,
    find: "    if (this.#earlyCandidates.length >= MAX_EARLY_CANDIDATES) {",
    replace: "    if (this.#earlyCandidates.length >= 0) {",
  },
  {
    what: "candidates before the remote description are forgotten",
    file: CONNECTION,
    find: "    this.#earlyCandidates.push(candidate);\n",
    replace: "",
  },
  {
    what: "any number of candidates is kept",
    file: CONNECTION,
    find: "const MAX_EARLY_CANDIDATES = 256;",
    replace: "const MAX_EARLY_CANDIDATES = Infinity;",
  },
  {
    what: "the index of a candidate is lost",
    file: CONNECTION,
    find: "this.ice_candidate_created.emit(mid, index, candidate)",
    replace: "this.ice_candidate_created.emit(mid, index - 1, candidate)",
  },
  {
    what: "the name of the media section is lost",
    file: CONNECTION,
    find: "this.ice_candidate_created.emit(mid, index, candidate)",
    replace: 'this.ice_candidate_created.emit("", index, candidate)',
  },
  {
    what: "text that is no candidate is taken in silence",
    file: CONNECTION,
    find: "    if (text === undefined) {\n      return this.#fail(method,",
    replace:
      '    if (text === undefined) return GodotError.OK;\n    if (text === "") {\n      return this.#fail(method,',
  },
  {
    what: "received channels are not announced",
    file: CONNECTION,
    find: "        this.#tell(() => this.data_channel_received.emit(adapter));\n",
    replace: "",
  },
  {
    what: "received channels are announced twice",
    file: CONNECTION,
    find: "        this.#tell(() => this.data_channel_received.emit(adapter));\n",
    replace:
      "        for (let time = 0; time < 2; time += 1) this.#tell(() => this.data_channel_received.emit(adapter));\n",
  },
  {
    what: "a received channel does not know its label",
    file: CHANNEL,
    find: "    return this.#init.label;",
    replace: '    return this.#init.negotiated ? this.#init.label : "";',
  },
  {
    what: "negotiated needs no id",
    file: OPTIONS,
    find: "if (negotiated !== (id !== undefined)) throw",
    replace: "if (!negotiated && id !== undefined) throw",
  },
  {
    what: "negotiated is true if left out",
    file: OPTIONS,
    find: "{ negotiated = false, id,",
    replace: "{ negotiated = true, id,",
  },
  {
    what: "ordered is false if left out",
    file: OPTIONS,
    find: "given.ordered ?? true",
    replace: "given.ordered ?? false",
  },
  {
    what: "maxRetransmits and maxPacketLifeTime may be given both",
    file: OPTIONS,
    find: "  if (maxRetransmits !== undefined && maxPacketLifeTime !== undefined) {",
    replace: "  if (maxRetransmits === -1) {",
  },
  {
    what: "the misspelt maxPacketLifetime is not read",
    file: OPTIONS,
    find: "maxPacketLifeTime = maxPacketLifetime,",
    replace: "maxPacketLifeTime,",
  },
  {
    what: "the protocol is lost",
    file: OPTIONS,
    find: "return { label, protocol,",
    replace: 'return { label, protocol: "",',
  },
  {
    what: "iceServers is ignored unless it is right",
    file: CONFIGURATION,
    find: "    iceServers: iceServers.flatMap(readIceServer),",
    replace: "    iceServers: [],",
  },
  {
    what: "urls must be a list",
    file: "runtime/adapter/option-reader.ts",
    find: "[value].flat().every(",
    replace: "Array.isArray(value) && value.every(",
  },
  {
    what: "write_mode is TEXT at first",
    file: CHANNEL,
    find: "  #writeMode: WriteMode = WriteMode.WRITE_MODE_BINARY;",
    replace: "  #writeMode: WriteMode = WriteMode.WRITE_MODE_TEXT;",
  },
  {
    what: "write_mode takes any number",
    file: CHANNEL,
    find: "    if (WRITE_MODES.includes(p_write_mode)) {",
    replace: '    if (typeof p_write_mode === "number") {',
  },
  {
    what: "text is sent as bytes",
    file: CHANNEL,
    find: "if (this.#writeMode === WriteMode.WRITE_MODE_TEXT) {",
    replace: "if (this.#writeMode < 0) {",
  },
  {
    what: "bytes that are no text are sent as U+FFFD",
    file: CHANNEL,
    find: "{ fatal: true, ignoreBOM: true }",
    replace: "{ ignoreBOM: true }",
  },
  {
    what: "a byte order mark is lost",
    file: CHANNEL,
    find: "{ fatal: true, ignoreBOM: true }",
    replace: "{ fatal: true }",
  },
  {
    what: "was_string_packet() tells of the next packet",
    file: QUEUE,
    find: "    this.lastWasText = this.#texts.size > 0 && this.#texts.delete(packet);",
    replace: "    this.lastWasText = this.#texts.size > 1;",
  },
  {
    what: "get_packet() takes the latest packet",
    file: QUEUE,
    find: "    const packet = this.#packets[this.#head];",
    replace: "    const packet = this.#packets[this.#packets.length - 1];",
  },
  {
    what: "get_available_packet_count() counts one too many",
    file: QUEUE,
    find: "    return this.#length;",
    replace: "    return this.#length + (this.#head > 0 ? 1 : 0);",
  },
  {
    what: "packets are lost when the channel closes",
    file: CHANNEL,
    find: "    return this.#queue.length;",
    replace: "    return this.#closed ? 0 : this.#queue.length;",
  },
  {
    what: "the sender's array is kept and may change",
    file: LOOPBACK_CHANNEL,
    find: "    this.#send(new Uint8Array(bytes), false);",
    replace: "    this.#send(bytes, false);",
  },
  {
    what: "get_buffered_amount() is always 0",
    file: CHANNEL,
    find: "    return this.#closed ? 0 : (this.#backend?.bufferedAmount ?? 0);",
    replace: "    return 0;",
  },
  {
    what: "an empty packet is sent",
    file: PACKETS,
    find: "    return buffer.length === 0 ? GodotError.OK : this._put_packet(buffer);",
    replace: "    return this._put_packet(buffer);",
  },
  {
    what: "get_packet_error() is never OK again",
    file: PACKETS,
    find: "      this.#packetError = GodotError.OK;\n",
    replace: "",
  },
  {
    what: "get_packet_error() knows nothing of get_var()",
    file: PACKETS,
    find: "      this.#packetError = decoded.code;\n",
    replace: "",
  },
  {
    what: "get_var() makes objects unasked",
    file: PACKETS,
    find: "{ objects: allow_objects }",
    replace: "{ objects: true }",
  },
  {
    what: "encode_buffer_max_size is kept as it is given",
    file: PACKETS,
    find: "      this.#encodeBufferMaxSize = 2 ** Math.ceil(Math.log2(value));",
    replace: "      this.#encodeBufferMaxSize = value;",
  },
  {
    what: "a lost transport is CLOSED",
    file: STATES,
    find: "failed: ConnectionState.STATE_FAILED,",
    replace: "failed: ConnectionState.STATE_CLOSED,",
  },
  {
    what: "a transport that may come back is FAILED",
    file: STATES,
    find: "disconnected: ConnectionState.STATE_DISCONNECTED,",
    replace: "disconnected: ConnectionState.STATE_FAILED,",
  },
  {
    what: "candidates come before set_local_description(), natively",
    file: NATIVE,
    find: "    this.#localCandidates.take(created);",
    replace: "    this.#emitCandidate(created);",
    over: "node-datachannel",
  },
  {
    what: "candidates found early are lost, natively",
    file: CANDIDATE_GATE,
    find: "    const waiting = this.#waiting ?? [];",
    replace: "    const waiting: IceCandidate[] = [];",
    over: "node-datachannel",
  },
  {
    what: "user name and credential are not presented, natively",
    file: NATIVE_OPTIONS,
    find: "  return { hostname, port, username, password, relayType",
    replace: "  return { hostname, port, relayType",
    over: "node-datachannel",
  },
  {
    what: "only the first server is used, natively",
    file: NATIVE_OPTIONS,
    find: "iceServers.filter(isUsable).map(nativeIceServer)",
    replace: "iceServers.filter(isUsable).slice(0, 1).map(nativeIceServer)",
    over: "node-datachannel",
  },
  {
    what: "servers that refuse the credentials are not told of, natively",
    file: NATIVE,
    find: "      this.#warnOfRelays();\n",
    replace: "",
    over: "node-datachannel",
  },
  {
    what: "close() of the connection drops what is queued, natively",
    file: NATIVE,
    find: "    this.#sayFarewell(isFull || isRecent ? SETTLE_MS : 0);\n",
    replace: "    this.#native?.close();\n",
    over: "node-datachannel",
  },
  {
    what: "close() of the connection forgets what SCTP still holds, natively",
    file: NATIVE,
    find: "const SETTLE_MS = 2_000;",
    replace: "const SETTLE_MS = 200;",
    over: "node-datachannel",
  },
  {
    what: "text is received as bytes, natively",
    file: NATIVE_CHANNEL,
    find: "this.#events.message(encoder.encode(data), true);",
    replace: "this.#events.message(encoder.encode(data), false);",
    over: "node-datachannel",
  },
  {
    what: "the assigned id is not learned, natively",
    file: NATIVE_CHANNEL,
    find: "    if (id !== undefined && id >= 0 && id < UNASSIGNED_ID) this.#id = id;\n",
    replace: "",
    over: "node-datachannel",
  },
  {
    what: "a transport that could not be set up is CLOSED, natively",
    file: NATIVE,
    find: '    if (this.#state === "closed" || this.#state === "failed" || this.#state === state) return;',
    replace: '    if (this.#state === "closed" || this.#state === state) return;',
    over: "node-datachannel",
  },
  ...MULTIPLAYER_MUTANTS,
  ...BROWSER_MUTANTS,
];
