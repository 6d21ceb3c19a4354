/** A client's session over links that do what the test says. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { LinkEvents, OpenLink } from "../../runtime/signaling/link.js";
import { Session } from "../../runtime/signaling/session.js";

class FakeLink {
  readonly sent: string[] = [];
  readonly closings: number[] = [];

  constructor(
    readonly protocols: readonly string[],
    readonly events: LinkEvents,
  ) {}

  send(text: string): void {
    this.sent.push(text);
  }

  close(code: number): void {
    this.closings.push(code);
  }
}

const links: FakeLink[] = [];
const happened: string[] = [];
const open: OpenLink = (_url, protocols, events) => {
  const link = new FakeLink(protocols, events);
  links.push(link);
  return link;
};
const at = (index: number): FakeLink => {
  const link = links.at(index);
  if (link === undefined) throw new Error(`There is no link ${index}.`);
  return link;
};

function start(resume = true): Session {
  return new Session(
    open,
    "ws://x",
    { resume, resumeTimeout: 10_000 },
    {
      opened: () => happened.push("opened"),
      message: (text) => happened.push(`message ${text}`),
      interrupted: () => happened.push("interrupted"),
      resumed: () => happened.push("resumed"),
      closed: (code, reason) => happened.push(`closed ${code} ${reason}`),
    },
  );
}

beforeEach(() => {
  vi.useFakeTimers();
  links.length = 0;
  happened.length = 0;
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** A session whose place is kept: it has received two frames and sent three. */
function established(): Session {
  const session = start();
  at(0).events.opened("godot-webrtc");
  for (const text of ["a", "b", "c"]) session.send(text);
  for (const text of ["1", "2"]) at(0).events.message(text);
  happened.length = 0;
  return session;
}

describe("connecting", () => {
  test("asks to have its place kept", () => {
    const session = start();
    expect(at(0).protocols).toEqual(["godot-webrtc", expect.stringMatching(/^godot-webrtc\.token\.[\w-]{43}\.0$/)]);
    expect(session.isOpen).toBe(false);
    expect(session.send("too early")).toBe(false);
    at(0).events.opened("godot-webrtc");
    expect(session.send("a")).toBe(true);
    at(0).events.message("b");
    expect([happened, at(0).sent]).toEqual([["opened", "message b"], ["a"]]);
    session.abandon();
  });

  test("a server that cannot be asked for subprotocols is asked without", () => {
    start();
    at(0).events.closed(1006, "no subprotocol");
    expect(at(1).protocols).toEqual([]);
    at(1).events.opened("");
    at(1).events.closed(1006, "gone");
    expect(happened).toEqual(["opened", "closed 1006 gone"]);
  });

  test("a server that is not there is asked twice", () => {
    start();
    at(0).events.closed(1006, "refused");
    at(1).events.closed(1006, "refused");
    expect(happened).toEqual(["closed 1006 refused"]);
    expect(links).toHaveLength(2);
  });

  test("without resuming it asks for nothing, and once", () => {
    start(false);
    expect(at(0).protocols).toEqual([]);
    at(0).events.closed(1006, "refused");
    expect([happened, links.length]).toEqual([["closed 1006 refused"], 1]);
  });
});

describe("losing the link", () => {
  test.each([1000, 4000, 1008, 4001])("%i is the end", (code) => {
    established();
    at(0).events.closed(code, "why");
    expect(happened).toEqual([`closed ${code} why`]);
  });

  test.each([1001, 1006, 1011, 1012, 1013])("after %i it comes back, and repeats what was lost", (code) => {
    const session = established();
    at(0).events.closed(code, "");
    expect(happened).toEqual(["interrupted"]);
    for (const text of ["d", "e"]) expect(session.send(text)).toBe(true);
    vi.advanceTimersToNextTimer();
    expect(at(1).protocols.slice(1)).toEqual([
      expect.stringMatching(/\.2$/),
      ...[0, 1, 2, 3].map((count) => `resumed.${count}`),
    ]);
    expect(at(1).protocols[1]?.replace(/\d$/, "")).toBe(at(0).protocols[1]?.replace(/\d$/, ""));
    at(1).events.opened("resumed.2");
    at(1).events.message("3");
    expect(at(1).sent).toEqual(["c", "d", "e"]);
    expect(happened).toEqual(["interrupted", "resumed", "message 3"]);
    // And once more: the counts have gone on.
    at(1).events.closed(1006, "");
    vi.advanceTimersToNextTimer();
    expect(at(2).protocols.slice(1)).toEqual([
      expect.stringMatching(/\.3$/),
      ...[0, 1, 2, 3, 4, 5].map((count) => `resumed.${count}`),
    ]);
    at(2).events.opened("resumed.5");
    expect(at(2).sent).toEqual([]);
    session.abandon();
  });

  test("it tries again, less and less often, and gives up", () => {
    established();
    at(0).events.closed(1006, "lost");
    const start = Date.now();
    const times: number[] = [];
    while (happened.at(-1) === "interrupted") {
      vi.advanceTimersToNextTimer();
      if (links.length - 1 > times.length) {
        times.push(Date.now() - start);
        at(-1).events.closed(1006, "still away");
      }
    }
    expect(happened).toEqual(["interrupted", "closed 1006 lost"]);
    expect(Date.now() - start).toBe(10_000);
    expect(times.length).toBeGreaterThan(4);
    expect(times.length).toBeLessThan(20);
  });

  test("a link that hangs when the time is over is ended", () => {
    established();
    at(0).events.closed(1006, "lost");
    vi.advanceTimersByTime(10_000);
    expect(happened).toEqual(["interrupted", "closed 1006 lost"]);
    expect(at(1).closings).toEqual([1000]);
    at(1).events.opened("resumed.3");
    expect(happened).toHaveLength(2);
  });

  test.each(["godot-webrtc", "", "resumed.9", "chat"])("a place that is gone (%j) is the end", (protocol) => {
    established();
    at(0).events.closed(1006, "lost");
    vi.advanceTimersToNextTimer();
    at(1).events.opened(protocol);
    expect(happened).toEqual(["interrupted", "closed 1006 lost"]);
    expect(at(1).closings).toEqual([1000]);
  });

  test("before there was a place, it begins anew", () => {
    const session = start();
    at(0).events.opened("godot-webrtc");
    session.send("join");
    at(0).events.closed(1006, "");
    vi.advanceTimersToNextTimer();
    at(1).events.opened("godot-webrtc");
    expect(happened).toEqual(["opened", "interrupted", "opened"]);
    session.send("join");
    expect(at(1).sent).toEqual(["join"]);
    session.abandon();
  });

  test("a server that keeps no places is left at once", () => {
    start();
    at(0).events.opened("");
    at(0).events.message("1");
    at(0).events.closed(1006, "gone");
    expect(happened).toEqual(["opened", "message 1", "closed 1006 gone"]);
  });

  test("what waits is bounded", () => {
    const session = established();
    at(0).events.closed(1006, "");
    const taken = Array.from({ length: 300 }, (_, number) => session.send(String(number)));
    expect(taken.filter(Boolean)).toHaveLength(256);
    session.abandon();
  });

  test("the last 255 frames are kept to be repeated, and no more numbers are offered", () => {
    const session = established();
    for (let number = 0; number < 300; number += 1) session.send(String(number));
    at(0).events.closed(1006, "");
    vi.advanceTimersToNextTimer();
    const offered = at(1).protocols.slice(2);
    expect([offered.length, offered[0], offered.at(-1)]).toEqual([256, "resumed.48", "resumed.303"]);
    session.abandon();
  });
});

describe("ending", () => {
  test("close() says farewell, and is over when the other side has answered", () => {
    const session = established();
    session.close(1000, "");
    session.close(1000, "");
    expect([at(0).closings, session.isOpen]).toEqual([[1000], false]);
    at(0).events.message("late");
    at(0).events.closed(1000, "");
    expect(happened).toEqual(["closed 1000 "]);
  });

  test("close() while the link is away is over at once", () => {
    const session = established();
    at(0).events.closed(1006, "");
    session.close(1000, "enough");
    expect(happened).toEqual(["interrupted", "closed 1000 enough"]);
  });

  test("close() before the link stands", () => {
    const session = start();
    session.close(1000, "");
    at(0).events.opened("godot-webrtc");
    at(0).events.closed(1006, "");
    expect(happened).toEqual(["closed 1006 "]);
  });

  test("abandon() tells nobody", () => {
    established().abandon();
    at(0).events.closed(1006, "");
    expect([happened, at(0).closings]).toEqual([[], [1000]]);
  });
});
