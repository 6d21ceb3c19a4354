import type { Mutant } from "./mutants.js";

const CONNECTION = "runtime/backend/browser.ts";
const CHANNEL = "runtime/backend/browser-channel.ts";

/** Faults of the backend of browsers: the suite in Chromium has to catch them. */
export const BROWSER_MUTANTS: readonly Mutant[] = [
  {
    what: "no offer is pending once it was applied, in the browser",
    file: CONNECTION,
    find: 'this.#signaling = description.type === "offer" ? "have-local-offer" : "stable";',
    replace: 'this.#signaling = "stable";',
    over: "Chromium",
  },
  {
    what: "gathering is complete as soon as it begins, in the browser",
    file: CONNECTION,
    find: 'return this.#isOver() || this.#platform.iceGatheringState === "complete" ? "complete" : "gathering";',
    replace: 'return "complete";',
    over: "Chromium",
  },
  {
    what: "ICE servers are not passed on, in the browser",
    file: CONNECTION,
    find: "iceServers: iceServers.filter(isUsable).map(platformServer),",
    replace: "iceServers: [],",
    over: "Chromium",
  },
  {
    what: "a remote offer is not answered, in the browser",
    file: CONNECTION,
    find: '      if (round === this.#round) this.#created("answer", await platform.createAnswer(), round);\n',
    replace: "",
    over: "Chromium",
  },
  {
    what: "a provisional answer ends the negotiation, in the browser",
    file: CONNECTION,
    find: 'type === "answer" ? "stable" : "have-remote-pranswer";',
    replace: '"stable";',
    over: "Chromium",
  },
  {
    what: "close() of the connection drops what is queued, in the browser",
    file: CONNECTION,
    find: "if (this.#channels.size === 0) {",
    replace: "if (this.#channels.size >= 0) {",
    over: "Chromium",
  },
  {
    what: "a connection lives on that nobody refers to, in the browser",
    file: CONNECTION,
    find: "    tieToOwner(this.#platform, this);\n",
    replace: "",
    over: "Chromium",
  },
  {
    what: "announced channels are not told of, in the browser",
    file: CONNECTION,
    find: "    if (channel !== undefined) connection.deref()?.channelReceived(channel);\n",
    replace: "",
    over: "Chromium",
  },
  {
    what: "text is received as bytes, in the browser",
    file: CHANNEL,
    find: "new Uint8Array(data as ArrayBuffer), isText);",
    replace: "new Uint8Array(data as ArrayBuffer), false);",
    over: "Chromium",
  },
  {
    what: "text is sent as bytes, in the browser",
    file: CHANNEL,
    find: "this.#send(text, encoder.encode(text).length);",
    replace: "this.#send(encoder.encode(text), encoder.encode(text).length);",
    over: "Chromium",
  },
  {
    what: "the assigned id is not learned, in the browser",
    file: CHANNEL,
    find: "    this.#id ??= this.#platform.id ?? undefined;\n",
    replace: "",
    over: "Chromium",
  },
  {
    what: "nothing ever waits to be sent, in the browser",
    file: CHANNEL,
    find: "    return this.#platform.bufferedAmount;\n",
    replace: "    return 0;\n",
    over: "Chromium",
  },
  {
    what: "channels are ordered whatever was asked for, in the browser",
    file: CONNECTION,
    find: "createDataChannel(init.label, init)",
    replace: "createDataChannel(init.label, { ...init, ordered: true })",
    over: "Chromium",
  },
  {
    what: "a received channel has its lifetime for its retransmits, in the browser",
    file: CONNECTION,
    find: "this.#events.channelReceived(channel, platform);",
    replace:
      "this.#events.channelReceived(channel, new Proxy(platform, { get: (of, key) => Reflect.get(of, key === 'maxRetransmits' ? 'maxPacketLifeTime' : key, of) as never }));",
    over: "Chromium",
  },
  {
    what: "how often lost packets are sent again is not passed on, in the browser",
    file: CONNECTION,
    find: "createDataChannel(init.label, init)",
    replace: "createDataChannel(init.label, { ...init, maxRetransmits: undefined })",
    over: "Chromium",
  },
];
