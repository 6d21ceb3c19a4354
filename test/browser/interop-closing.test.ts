/** Node and Chromium: who closes what, and what the other side notices of it. */
import type { BrowserContext } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { withChromium } from "./chromium.js";
import { link, type Link, sendHere } from "./link.js";
import { type Kind, KINDS, serveKinds } from "./page-peer.js";
import type { PagePeer } from "./page/peer.js";
import { crash } from "./remote-page.js";
import type { Site } from "./serve.js";

declare const peer: PagePeer;

const PLAN = [{ label: "chat", negotiated: true, id: 1 }];
const BURST = 50;
const BIG = { isText: false, length: 50_000 };

/** Mostly at once; if the association closes in good order, Chromium tells after about 6 s that nobody is there. */
const NOTICE_DEADLINE_MS = 45_000;
/** libdatachannel gives a peer that is silent up after about 30 s. */
const CRASH_DEADLINE_MS = 90_000;
const RUNS_SLOW_TESTS = process.env["GODOT_WEBRTC_SLOW_TESTS"] === "1";
const IS_SLOW = "Node notices after about 30 s; set GODOT_WEBRTC_SLOW_TESTS=1 to run it";

await withChromium("interop of Node and Chromium: closing", async (launch) => {
  const [browser, sites] = await Promise.all([launch(), serveKinds()]);
  afterAll(async () => {
    await browser.close();
    for (const site of Object.values(sites)) await site.close();
  });
  const context = await browser.newContext({ permissions: ["microphone"] });
  if (!RUNS_SLOW_TESTS) console.info(`SKIPPED: the tab crashes. ${IS_SLOW}.`);
  describe.each(KINDS)("with a %s page", (kind) => {
    describe.each(["node", "page"] as const)("%s offered", (offers) =>
      closingTests(context, kind, sites[kind], offers),
    );
  });
});

function closingTests(context: BrowserContext, kind: Kind, site: Site, offers: "node" | "page"): void {
  const pair = (): Promise<Link> => link(context, site, { offers, node: PLAN, page: PLAN });

  test("Node closes a channel: the page's end closes, and the connection stands", async () => {
    const open = await pair();
    open.channel("chat").close();
    await open.until(() => isClosedThere(open), "the page's end to close");
    await expectStanding(open);
  });

  test("the page closes a channel: Node's end closes, and the connection stands", async () => {
    const open = await pair();
    await open.page.call("closeChannel", "chat");
    await open.until(() => isClosedHere(open), "Node's end to close");
    await open.until(() => isClosedThere(open), "the page's end to close");
    await expectStanding(open);
  });

  const closeAfterSending = async (): Promise<void> => {
    const open = await pair();
    for (let sent = 0; sent < BURST; sent += 1) sendHere(open.channel("chat"), BIG);
    open.node.pc.close();
    await open.until(() => isClosedThere(open), "the page's end to close");
    // A game takes its packets frame by frame.
    const taken = async (): Promise<boolean> => (await open.page.call("received", "chat")).length === BURST;
    await open.until(taken, "all messages to be taken");
    // The W3C's interface does not tell; this package finds out.
    const noticed = async (): Promise<boolean> => (await stateThere(open)) === "closed";
    if (kind === "godot") await open.until(noticed, "the page to notice", NOTICE_DEADLINE_MS);
  };
  test(
    "Node closes the connection after it sent: all arrives, and the page notices",
    closeAfterSending,
    2 * NOTICE_DEADLINE_MS,
  );

  test("the page closes the connection: Node notices", async () => {
    const open = await pair();
    await open.page.call("close");
    await open.until(() => isOverHere(open), "Node to notice");
    expect(open.channel("chat").get_ready_state()).toBe(open.channel("chat").STATE_CLOSED);
  });

  test("the page is reloaded: Node notices", async () => {
    const open = await pair();
    await open.page.page.reload();
    await open.until(() => isOverHere(open), "Node to notice");
  });

  test("the page goes elsewhere: Node notices", async () => {
    const open = await pair();
    await open.page.page.goto("about:blank");
    await open.until(() => isOverHere(open), "Node to notice");
  });

  // A plain page would have to wait for its channels to close, and to listen to `pagehide`, as this package does.
  if (kind === "godot") {
    test("the page closes the connection after it sent: all arrives", async () => {
      const open = await pair();
      await open.page.page.evaluate(
        ([count, payload]) => {
          for (let sent = 0; sent < count; sent += 1) peer.send("chat", payload);
          peer.close();
        },
        [BURST, BIG] as const,
      );
      await open.until(() => isOverHere(open), "Node to notice");
      expect(open.received("chat")).toHaveLength(BURST);
    });

    test("the tab is closed: Node notices", async () => {
      const open = await pair();
      await open.page.page.close();
      await open.until(() => isOverHere(open), "Node to notice");
    });
  }

  const title = `the tab crashes: Node notices that it is lost${RUNS_SLOW_TESTS ? "" : ` [${IS_SLOW}]`}`;
  test.runIf(RUNS_SLOW_TESTS)(
    title,
    async () => {
      const open = await pair();
      await crash(open.page.page);
      await open.until(() => isOverHere(open), "Node to notice", CRASH_DEADLINE_MS);
      expect(open.node.pc.get_connection_state()).toBe(open.node.pc.STATE_FAILED);
    },
    2 * CRASH_DEADLINE_MS,
  );
}

function isClosedHere(open: Link): boolean {
  const channel = open.channel("chat");
  return channel.get_ready_state() === channel.STATE_CLOSED;
}

async function isClosedThere({ page }: Link): Promise<boolean> {
  return (await page.call("channels"))[0]?.isClosed === true;
}

function stateThere({ page }: Link): Promise<string> {
  return page.call("connectionState");
}

function isOverHere({ node: { pc } }: Link): boolean {
  return pc.get_connection_state() === pc.STATE_CLOSED || pc.get_connection_state() === pc.STATE_FAILED;
}

async function expectStanding(open: Link): Promise<void> {
  expect(open.node.pc.get_connection_state()).toBe(open.node.pc.STATE_CONNECTED);
  expect(await stateThere(open)).toBe("connected");
}
