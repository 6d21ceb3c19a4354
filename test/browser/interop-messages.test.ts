/** Node and Chromium: who offers, which channels, which messages. */
import { networkInterfaces } from "node:os";
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { GodotError, set_error_handler, type ErrorReport } from "../../runtime/index.js";
import { withChromium } from "./chromium.js";
import { link, type Link, sendHere } from "./link.js";
import { type Kind, KINDS, serveKinds } from "./page-peer.js";
import type { ChannelPlan } from "./page/peer.js";
import { make, type Payload, received } from "./payloads.js";
import type { Site } from "./serve.js";

const KIB = 1024;
/** What both sides say they take. */
const LARGEST = 256 * KIB;
const SIZES = [1, 16 * KIB, 64 * KIB, LARGEST];
const MESSAGES: readonly Payload[] = SIZES.flatMap((length) => [
  { isText: true, length },
  { isText: false, length },
]);

/** Reliability and order, as create_data_channel() takes them. */
const OPTIONS: readonly Omit<ChannelPlan, "label">[] = [
  {},
  { ordered: false },
  { maxRetransmits: 0 },
  { maxRetransmits: 3, ordered: false },
  { maxPacketLifeTime: 250 },
  { maxPacketLifeTime: 1, ordered: false },
];
const TEXT = "Gespräch ✓ 🎲";

const hasNetwork = Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));

let reports: ErrorReport[] = [];
beforeEach(() => {
  reports = [];
  set_error_handler((report) => void reports.push(report));
  onTestFinished(() => {
    set_error_handler(null);
    expect(reports, "reports that the test did not expect").toEqual([]);
  });
});

await withChromium("interop of Node and Chromium: messages", async (launch) => {
  const [browser, sites] = await Promise.all([launch(), serveKinds()]);
  afterAll(async () => {
    await browser.close();
    for (const site of Object.values(sites)) await site.close();
  });
  const [open, hidden] = await Promise.all([browser.newContext({ permissions: ["microphone"] }), browser.newContext()]);
  describe.each(KINDS)("with a %s page", (kind) => messageTests(open, kind, sites[kind]));
  describe.each(KINDS)("with a %s page that hides its addresses", (kind) => hiddenTests(hidden, sites[kind]));
});

function messageTests(context: BrowserContext, kind: Kind, site: Site): void {
  describe.each(["node", "page"] as const)("%s offers", (offers) => {
    test.each([
      ["negotiated", { negotiated: true, id: 1 }],
      ["in-band", {}],
    ] as const)("%s channel: text and bytes of all sizes, both ways", async (_name, options) => {
      const plan = { label: "chat", ...options };
      const creator = { [offers]: [plan] };
      const both = { node: [plan], page: [plan] };
      const pair = await link(context, site, { offers, ...("negotiated" in options ? both : creator) });
      await exchange(pair, "chat");
      await sendEmpty(pair, "chat", kind);
      await sendTooLarge(pair, "chat", kind);
      // It is still the channel it was.
      await exchange(pair, "chat");
    });

    test("in-band channels of both sides at once, announced to the other", async () => {
      const pair = await link(context, site, { offers, node: [{ label: "node's" }], page: [{ label: "page's" }] });
      for (const label of ["node's", "page's"]) await exchange(pair, label);
      const [theirs, ours] = [await pair.page.call("channels"), pair.channel("node's").get_id()];
      expect(theirs.find(({ label }) => label === "node's")?.id).toBe(ours);
      expect(theirs.find(({ label }) => label === "page's")?.id).toBe(pair.channel("page's").get_id());
    });

    test("label and protocol beyond ASCII, both ways", async () => {
      const [ours, theirs] = [`${TEXT} node`, `${TEXT} page`];
      const pair = await link(context, site, {
        offers,
        node: [{ label: ours, protocol: TEXT }],
        page: [{ label: theirs, protocol: TEXT }],
      });
      expect(pair.node.received.map((channel) => [channel.get_label(), channel.get_protocol()])).toEqual([
        [theirs, TEXT],
      ]);
      const channels = await pair.page.call("channels");
      expect(channels.map(({ label, protocol }) => [label, protocol])).toContainEqual([ours, TEXT]);
      await exchange(pair, ours, [{ isText: true, length: 100 }]);
    });

    test("unreliable and unordered channels, both ways", async () => {
      const node = OPTIONS.map((options, index) => ({ label: `node ${index}`, ...options }));
      const page = OPTIONS.map((options, index) => ({ label: `page ${index}`, ...options }));
      const pair = await link(context, site, { offers, node, page });
      const channels = await pair.page.call("channels");
      for (const { label, ordered = true, maxRetransmits = null, maxPacketLifeTime = null } of node) {
        expect(channels.find((channel) => channel.label === label)).toMatchObject({
          ordered,
          maxRetransmits,
          maxPacketLifeTime,
          negotiated: false,
        });
      }
      for (const plan of [...node, ...page]) await exchangeUnreliably(pair, plan);
    });
  });
}

function hiddenTests(context: BrowserContext, site: Site): void {
  const reason = "the machine has no interface but the loopback one, and Chromium names no other candidates";
  if (!hasNetwork) console.warn(`SKIPPED: candidates with mDNS names: ${reason}.`);
  const title = `%s offers: candidates with mDNS names are taken, and connect${hasNetwork ? "" : ` [${reason}]`}`;
  test.skipIf(!hasNetwork).each(["node", "page"] as const)(title, async (offers) => {
    const plan = { label: "chat", negotiated: true, id: 0 };
    const pair = await link(context, site, { offers, node: [plan], page: [plan] });
    await exchange(pair, "chat", [{ isText: true, length: 10 }]);
    expect(pair.candidates.length).toBeGreaterThan(0);
    for (const [candidate, code] of pair.candidates) {
      expect(candidate).toMatch(/^candidate:\d+ 1 udp \d+ [0-9a-f-]{36}\.local \d+ typ host /);
      expect(code).toBe(GodotError.OK);
    }
  });
}

/** Sends the messages from either side to the other, and compares. */
async function exchange(pair: Link, label: string, messages = MESSAGES): Promise<void> {
  const wanted = messages.map((payload) => received(make(payload)));
  const [before, theirsBefore] = [pair.received(label).length, (await pair.page.call("received", label)).length];
  for (const payload of messages) {
    expect(sendHere(pair.channel(label), payload)).toBe(GodotError.OK);
    expect(await pair.page.call("send", label, payload)).toBe(true);
  }
  const count = async (): Promise<number> => (await pair.page.call("received", label)).length - theirsBefore;
  const all = async (): Promise<boolean> =>
    pair.received(label).length - before === messages.length && (await count()) === messages.length;
  await pair.until(all, "all messages on both sides");
  expect(pair.received(label).slice(before)).toEqual(wanted);
  expect((await pair.page.call("received", label)).slice(theirsBefore)).toEqual(wanted);
}

/** Godot sends nothing then; what a plain page sends arrives as empty packets. */
async function sendEmpty(pair: Link, label: string, kind: Kind): Promise<void> {
  const [before, theirsBefore] = [pair.received(label).length, (await pair.page.call("received", label)).length];
  for (const isText of [true, false]) {
    expect(sendHere(pair.channel(label), { isText, length: 0 })).toBe(GodotError.OK);
    expect(await pair.page.call("send", label, { isText, length: 0 })).toBe(true);
  }
  const last = { isText: false, length: 7 };
  sendHere(pair.channel(label), last);
  await pair.page.call("send", label, last);
  const empty = kind === "plain" ? [received(""), received(new Uint8Array())] : [];
  const mark = received(make(last));
  const theirs = async () => (await pair.page.call("received", label)).slice(theirsBefore);
  const arrived = async (): Promise<boolean> =>
    pair.received(label).at(-1)?.length === last.length && (await theirs()).length > 0;
  await pair.until(arrived, "the message behind the empty ones");
  expect(pair.received(label).slice(before)).toEqual([...empty, mark]);
  expect(await theirs()).toEqual([mark]);
}

async function sendTooLarge(pair: Link, label: string, kind: Kind): Promise<void> {
  for (const isText of [true, false]) {
    const payload = { isText, length: LARGEST + 1 };
    expect(sendHere(pair.channel(label), payload)).toBe(GodotError.FAILED);
    const [report] = reports.splice(0);
    expect([report?.method, report?.code]).toEqual(["put_packet", GodotError.FAILED]);
    expect(await pair.page.call("send", label, payload)).toBe(false);
  }
  const printed = pair.page.takeErrors().map((text) => /at: (.*)/.exec(text)?.[1] ?? text);
  const reported = "WebRTCDataChannel.put_packet";
  expect(printed).toEqual(kind === "godot" ? [reported, reported] : []);
}

/** Nothing says that all messages arrive; the last one, sent again and again, does. Each is as long as its number. */
async function exchangeUnreliably(pair: Link, { label, ordered = true }: ChannelPlan): Promise<void> {
  const count = 30;
  for (let length = 1; length < count; length += 1) {
    sendHere(pair.channel(label), { isText: false, length });
    await pair.page.call("send", label, { isText: false, length });
  }
  const lengths = async (): Promise<readonly number[][]> => {
    const theirs = await pair.page.call("received", label);
    return [pair.received(label), theirs].map((messages) => messages.map(({ length }) => length));
  };
  const arrived = async (): Promise<boolean> => {
    sendHere(pair.channel(label), { isText: false, length: count });
    await pair.page.call("send", label, { isText: false, length: count });
    return (await lengths()).every((side) => side.includes(count));
  };
  await pair.until(arrived, "the last message on both sides");
  for (const side of await lengths()) {
    const once = side.filter((length) => length < count);
    expect(new Set(once).size).toBe(once.length);
    if (ordered) expect(side.toSorted((one, other) => one - other)).toEqual(side);
  }
}
