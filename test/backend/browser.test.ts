/** The browser's backend over a browser that is told what to do. What real ones do is in test/browser. */
import { afterEach, describe, expect, test, vi } from "vitest";
import type { BackendChannel, BackendConnection, ChannelEvents, IceServer } from "../../runtime/backend/backend.js";
import { browserBackend } from "../../runtime/backend/browser.js";
import { type FakeChannel, FakeConnection } from "./fake-platform.js";

const OFFER = [
  ...["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", "m=application 9 UDP/DTLS/SCTP webrtc-datachannel", "a=mid:0"],
  ...["a=ice-ufrag:abcd", "a=ice-pwd:0123456789012345678901", "a=fingerprint:sha-256 00", ""],
].join("\r\n");
const CANDIDATE = { candidate: "candidate:1 1 UDP 1 127.0.0.1 9 typ host", mid: "0", index: 0 };
const NEGOTIATED = { label: "chat", protocol: "", ordered: true, negotiated: true, id: 1 };
const INIT = { ...NEGOTIATED, maxPacketLifeTime: undefined, maxRetransmits: undefined };

interface Made {
  readonly connection: BackendConnection;
  readonly platform: FakeConnection;
  /** What the connection and its channels said, in order. */
  readonly heard: string[];
  channel(): readonly [BackendChannel, FakeChannel];
}

function make(iceServers: readonly IceServer[] = []): Made {
  const platforms: FakeConnection[] = [];
  class Platform extends FakeConnection {
    constructor(configuration: ConstructorParameters<typeof FakeConnection>[0]) {
      super(configuration);
      platforms.push(this);
    }
  }
  vi.stubGlobal("RTCPeerConnection", Platform);
  const heard: string[] = [];
  const listener = (name: string): ChannelEvents => ({
    opened: () => heard.push(`${name} opened`),
    closed: () => heard.push(`${name} closed`),
    message: (bytes, isText) => heard.push(`${name} ${isText ? "text" : "bytes"} ${bytes.join()}`),
    failed: (message) => heard.push(`${name} failed: ${message}`),
  });
  const connection = browserBackend.connect(
    { iceServers, transport: {} },
    {
      descriptionCreated: ({ type, sdp }) => heard.push(`${type} created: ${sdp}`),
      candidateCreated: ({ candidate, mid, index }) => heard.push(`candidate ${candidate} ${mid} ${index}`),
      stateChanged: (state) => heard.push(state),
      channelReceived: (_channel, { label }) => listener(label),
      failed: (operation, message) => heard.push(`${operation} failed: ${message}`),
      warned: (operation, message) => heard.push(`${operation} warns: ${message}`),
    },
  );
  const [platform] = platforms;
  if (platform === undefined) throw new Error("No connection was made.");
  const channel = (): readonly [BackendChannel, FakeChannel] => {
    const made = connection.createChannel(INIT, listener("chat"));
    const fake = platform.channels.at(-1);
    if (fake === undefined) throw new Error("No channel was made.");
    return [made, fake];
  };
  return { connection, platform, heard, channel };
}

/** A connection that stands, with an open channel; its sentinel is open too. */
async function connected(): Promise<Made & { chat: BackendChannel; fake: FakeChannel; sentinel: FakeChannel }> {
  const made = make();
  const [chat, fake] = made.channel();
  made.connection.createOffer();
  await settled();
  made.platform.sctp = { maxMessageSize: 100 };
  made.platform.become("connected");
  for (const channel of made.platform.channels) channel.opened();
  const sentinel = made.platform.channels.find(({ id }) => id === 1023);
  if (sentinel === undefined) throw new Error("There is no sentinel.");
  made.heard.length = 0;
  return { ...made, chat, fake, sentinel };
}

/** Everything that need not wait has happened. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

afterEach(() => vi.useRealTimers());

describe("asynchronous calls", () => {
  test("wait for those before them, and the states say at once what they lead to", async () => {
    const { connection, platform, heard } = make();
    const waiting: (() => void)[] = [];
    platform.answer = () => new Promise((resolve) => waiting.push(resolve));
    connection.setRemoteDescription({ type: "offer", sdp: OFFER });
    connection.addCandidate(CANDIDATE);
    expect(connection.signaling).toBe("have-remote-offer");
    for (const wanted of ["setRemoteDescription offer", "createAnswer", `addIceCandidate ${CANDIDATE.candidate}`]) {
      await settled();
      expect(platform.calls.at(-1)).toBe(wanted);
      waiting.shift()?.();
    }
    await settled();
    expect(heard).toEqual(["answer created: answer 2"]);
    connection.setLocalDescription({ type: "answer", sdp: "answer 2" });
    expect([connection.signaling, connection.gathering]).toEqual(["stable", "gathering"]);
  });

  test("that fail are reported; a description ends the connection, a candidate does not", async () => {
    const { connection, platform, heard } = make();
    platform.answer = (call) =>
      call.startsWith("addIceCandidate")
        ? Promise.reject(new Error("Failed to execute 'addIceCandidate' on 'RTCPeerConnection': bad candidate."))
        : Promise.resolve();
    connection.setRemoteDescription({ type: "offer", sdp: OFFER });
    connection.addCandidate(CANDIDATE);
    await settled();
    expect(heard).toEqual(["answer created: answer 2", "add_ice_candidate failed: bad candidate"]);
    platform.answer = () => Promise.reject(new Error("bad answer"));
    connection.setLocalDescription({ type: "answer", sdp: "answer 2" });
    connection.addCandidate(CANDIDATE);
    await settled();
    expect(heard.slice(2)).toEqual(["set_local_description failed: bad answer", "failed"]);
    expect([connection.state, connection.signaling, platform.isClosed]).toEqual(["failed", "closed", true]);
    // The candidate behind it went with it.
    expect(platform.calls.filter((call) => call.startsWith("addIceCandidate"))).toHaveLength(1);
  });

  test("say nothing more once the connection was closed", async () => {
    const { connection, platform, heard } = make();
    let refuse = (): void => undefined;
    platform.answer = () => new Promise((_, reject) => (refuse = () => reject(new Error("closed"))));
    connection.createOffer();
    await settled();
    connection.close();
    refuse();
    await settled();
    expect([heard, connection.state]).toEqual([[], "closed"]);
  });

  test("an offer that a remote one made void is not handed out", async () => {
    const { connection, platform, heard } = make();
    const waiting: (() => void)[] = [];
    platform.answer = (call) =>
      call === "createOffer" ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve();
    connection.createOffer();
    connection.setRemoteDescription({ type: "offer", sdp: OFFER });
    await settled();
    waiting.shift()?.();
    await settled();
    expect(heard).toEqual(["answer created: answer 3"]);
  });
});

describe("what is refused at once", () => {
  test.each([
    ["a text that is no description", "garbage", /does not begin with "v=0"/],
    [
      "a line that is none",
      OFFER.replace("s=-", "nothing"),
      /line 3 of the description is no "<letter>=<value>": "nothing"/,
    ],
    ["no section for data channels", OFFER.replace("m=application", "m=video"), /no section for data channels/],
    ["no ICE password", OFFER.replace(/a=ice-pwd.*\r\n/, ""), /no ICE password/],
    ["a short ICE password", OFFER.replace(/a=ice-pwd.*/, "a=ice-pwd:short"), /has 5 characters, expected 22 to 256/],
    ["no fingerprint", OFFER.replace(/a=fingerprint.*\r\n/, ""), /no fingerprint/],
  ])("%s", (_what, sdp, message) => {
    const { connection, platform } = make();
    expect(() => connection.setRemoteDescription({ type: "offer", sdp })).toThrow(message);
    expect([connection.signaling, platform.calls]).toEqual(["stable", []]);
  });

  test("an offer on top of a provisional answer, and an answer with other media sections", async () => {
    const { connection } = make();
    connection.createOffer();
    await settled();
    connection.setLocalDescription({ type: "offer", sdp: OFFER });
    const larger = `${OFFER}m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:1\r\n`;
    const answer = (): void => connection.setRemoteDescription({ type: "answer", sdp: larger });
    expect(answer).toThrow("the answer has 2 media sections, the offer has 1");
    expect(connection.signaling).toBe("have-local-offer");
    connection.setRemoteDescription({ type: "pranswer", sdp: OFFER });
    expect(connection.signaling).toBe("have-remote-pranswer");
    expect(() => connection.setRemoteDescription({ type: "offer", sdp: OFFER })).toThrow(/an offer does not fit/);
  });

  test("a page without connections", () => {
    vi.stubGlobal("RTCPeerConnection", undefined);
    const connect = (): unknown => browserBackend.connect({ iceServers: [], transport: {} }, {} as never);
    expect(connect).toThrow(/there is no RTCPeerConnection here, as in workers$/);
  });
});

describe("the end", () => {
  test("of the association is told by the sentinel: a farewell closes, anything else fails", async () => {
    for (const [error, state] of [
      [{ message: "User-Initiated Abort", sctpCauseCode: 12 }, "closed"],
      [{ message: "Protocol Violation", sctpCauseCode: 13 }, "failed"],
      [undefined, "closed"],
    ] as const) {
      const { connection, platform, heard, fake, sentinel } = await connected();
      for (const channel of [fake, sentinel]) {
        if (error !== undefined) channel.dispatch("error", { error });
        channel.closed();
      }
      const reports = state === "failed" ? ["chat failed: Protocol Violation"] : [];
      expect(heard).toEqual([...reports, "chat closed", state]);
      expect([connection.state, platform.isClosed]).toEqual([state, true]);
    }
  });

  test("of the transport counts as closed if the other side had closed all channels", async () => {
    const { platform, heard, fake } = await connected();
    platform.become("disconnected");
    platform.become("connected");
    fake.closed();
    platform.become("disconnected");
    expect(heard).toEqual(["disconnected", "connected", "chat closed", "closed"]);
    expect(platform.isClosed).toBe(true);
  });

  test("of the transport does not if the channels were closed here", async () => {
    const { platform, heard, chat, fake } = await connected();
    chat.close();
    fake.closed();
    platform.become("disconnected");
    expect([heard, platform.isClosed]).toEqual([["chat closed", "disconnected"], false]);
  });

  test("waits for what was sent, and nudges the other side; a channel that closed lets the connection go", async () => {
    const { connection, platform, fake, sentinel } = await connected();
    vi.useFakeTimers();
    fake.bufferedAmount = 10;
    connection.close();
    expect([connection.state, platform.isClosed]).toEqual(["closed", false]);
    vi.advanceTimersByTime(5_000);
    expect([sentinel.sent, platform.isClosed]).toEqual([[], false]);
    fake.bufferedAmount = 0;
    vi.advanceTimersByTime(200);
    expect([sentinel.sent, platform.isClosed]).toEqual([["", ""], false]);
    fake.closed();
    expect(platform.isClosed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("does not wait for ever: 2 s after all has left, 10 s if it does not leave", async () => {
    for (const [waiting, ms] of [
      [0, 2_000],
      [10, 10_000],
    ] as const) {
      const { connection, platform, fake } = await connected();
      vi.useFakeTimers();
      fake.bufferedAmount = waiting;
      connection.close();
      vi.advanceTimersByTime(ms - 100);
      expect(platform.isClosed).toBe(false);
      vi.advanceTimersByTime(100);
      expect([platform.isClosed, vi.getTimerCount()]).toEqual([true, 0]);
      vi.useRealTimers();
    }
  });

  test("of the page closes what is open, unless the page is only put aside", async () => {
    const listeners: ((event: { persisted: boolean }) => void)[] = [];
    vi.stubGlobal("addEventListener", (_type: string, listener: (typeof listeners)[number]) =>
      listeners.push(listener),
    );
    const { platform } = await connected();
    // The same listener each time, which a browser registers once.
    const [listener] = new Set(listeners);
    listener?.({ persisted: true });
    expect(platform.isClosed).toBe(false);
    listener?.({ persisted: false });
    expect(platform.isClosed).toBe(true);
  });
});

describe("channels", () => {
  test("hand messages out as bytes, without a copy, and refuse what is too large for the other side", async () => {
    const { chat, fake, heard } = await connected();
    expect(fake.binaryType).toBe("arraybuffer");
    fake.dispatch("message", { data: new Uint8Array([1, 2]).buffer });
    fake.dispatch("message", { data: "é" });
    expect(heard).toEqual(["chat bytes 1,2", "chat text 195,169"]);
    expect(() => chat.sendBinary(new Uint8Array(101))).toThrow(/has 101 bytes, the other side takes 100/);
    expect(() => chat.sendText("é".repeat(51))).toThrow(/has 102 bytes/);
    const bytes = new Uint8Array(100);
    chat.sendBinary(bytes);
    expect(fake.sent).toEqual([bytes]);
    expect(fake.sent[0]).toBe(bytes);
  });

  test("say why the browser does not send, and that they are not open", async () => {
    const { chat, fake } = await connected();
    fake.bufferedAmount = 7;
    fake.send = () => {
      throw new Error("Failed to execute 'send' on 'RTCDataChannel': the queue is full.");
    };
    expect(() => chat.sendText("x")).toThrow("the queue is full (7 bytes wait already)");
    fake.closed();
    expect(() => chat.sendText("x")).toThrow("the channel is closed");
    expect([chat.phase, chat.id]).toEqual(["closed", 1]);
  });

  test("the sentinel keeps out of the program's way", async () => {
    const { connection, platform } = make();
    const events = { opened: vi.fn(), closed: vi.fn(), message: vi.fn(), failed: vi.fn() };
    for (const id of [1023, 1022]) connection.createChannel({ ...INIT, id }, events);
    connection.createOffer();
    connection.createOffer();
    await settled();
    expect(platform.channels.map(({ id }) => id)).toEqual([1023, 1022, 1021]);
  });
});

describe("candidates", () => {
  test("are handed out once the description was applied, without the mark of their end", async () => {
    const { connection, platform, heard } = make();
    const tell = (candidate: string, sdpMid: string | null = "0"): void =>
      platform.dispatch("icecandidate", { candidate: { candidate, sdpMid, sdpMLineIndex: 0 } });
    tell("early");
    connection.createOffer();
    await settled();
    connection.setLocalDescription({ type: "offer", sdp: OFFER });
    tell("candidate:1");
    tell("candidate:2", null);
    tell("");
    platform.dispatch("icecandidate", { candidate: null });
    expect(heard).toEqual(["offer created: offer 1", "candidate candidate:1 0 0", "candidate candidate:2  0"]);
    expect(connection.gathering).toBe("gathering");
    platform.iceGatheringState = "complete";
    expect(connection.gathering).toBe("complete");
  });

  test("of servers that refuse are missed with a warning, once; those that cannot be reached have other ways", () => {
    const { platform, heard } = make();
    const fails = (url: string, errorCode: number, errorText: string): void => {
      platform.dispatch("icecandidateerror", { url, errorCode, errorText });
    };
    fails("turn:one", 701, "TURN allocate request timed out.");
    fails("turn:one", 401, "Unauthorized");
    fails("turn:one", 401, "Unauthorized");
    fails("turn:other", 486, "Allocation Quota Reached");
    expect(heard).toEqual([
      'initialize warns: "turn:one" gave no candidate: it answers 401 Unauthorized ("username" and "credential")',
      'initialize warns: "turn:other" gave no candidate: it answers 486 Allocation Quota Reached',
    ]);
  });

  test("of servers: those without credentials are left out, the others are passed on", () => {
    const server = { kind: "turn", url: "turn:host", host: "host", port: 3478, transport: "udp" } as const;
    const { platform, heard } = make([
      { ...server, username: "", credential: "" },
      { ...server, username: "u", credential: "c" },
      { ...server, kind: "stun", url: "stun:host", username: "", credential: "" },
    ]);
    expect(platform.configuration.iceServers).toEqual([
      { urls: "turn:host", username: "u", credential: "c" },
      { urls: "stun:host" },
    ]);
    expect(heard).toEqual([`initialize warns: "turn:host" is not used without "username" and "credential"`]);
  });
});
