import { describe, expect, test } from "vitest";
import {
  makeToken,
  pickForNewcomer,
  printOffer,
  printResumed,
  readAnswer,
  readOffer,
} from "../../runtime/signaling/resume-protocol.js";

const TOKEN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO-_";

test("tokens are 32 random bytes in letters that a subprotocol may have", () => {
  const tokens = Array.from({ length: 200 }, makeToken);
  expect(new Set(tokens).size).toBe(200);
  for (const token of tokens) {
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
  }
});

test("what a client asks for, the server reads", () => {
  for (const offer of [
    { token: TOKEN, received: 0, sent: [] },
    { token: TOKEN, received: 12, sent: [3, 4, 5] },
  ]) {
    const protocols = printOffer(offer);
    expect(protocols[0]).toBe("godot-webrtc");
    for (const protocol of protocols) expect(protocol).toMatch(/^[\w.-]+$/);
    expect(readOffer(protocols)).toEqual(offer);
  }
});

describe("a server", () => {
  test.each([
    [[]],
    [["godot-webrtc"]],
    [["resumed.3"]],
    [[`godot-webrtc.token.${TOKEN}x.0`]],
    [[`godot-webrtc.token.${TOKEN}.-1`]],
    [[`godot-webrtc.token.${TOKEN}.9999999999`]],
    [[`GODOT-WEBRTC.token.${TOKEN}.0`]],
  ])("finds no token in %j", (protocols) => {
    expect(readOffer(protocols)).toBeNull();
  });

  test("takes no endless list of numbers", () => {
    const many = Array.from({ length: 5000 }, (_, number) => number);
    expect(readOffer(printOffer({ token: TOKEN, received: 0, sent: many }))?.sent).toHaveLength(256);
  });

  test("is asked in a header that proxies take", () => {
    const many = Array.from({ length: 256 }, (_, number) => 99_999_999 + number);
    expect(printOffer({ token: TOKEN, received: 99_999_999, sent: many }).join(", ").length).toBeLessThan(6000);
  });

  test("picks what a newcomer asks for first, and never the token", () => {
    expect(pickForNewcomer(["a", "b"])).toBe("a");
    expect(pickForNewcomer([`godot-webrtc.token.${TOKEN}.0`, "b"])).toBe("b");
    expect(pickForNewcomer([])).toBeUndefined();
  });
});

test("a client understands what the server picked", () => {
  expect(readAnswer(printResumed(7))).toBe(7);
  expect(readAnswer("godot-webrtc")).toBe("plain");
  for (const other of ["", "chat", "resumed.", "resumed.x"]) expect(readAnswer(other)).toBe("unknown");
});
