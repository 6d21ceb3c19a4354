import { describe, expect, test } from "vitest";
import {
  decodeCandidate,
  decodeMessage,
  encodeCandidate,
  encodeMessage,
  MAX_ID,
  type Message,
  MessageType,
} from "../../runtime/signaling/protocol.js";

test("the types have the numbers of Godot's demo", () => {
  const { JOIN, ID, PEER_CONNECT, PEER_DISCONNECT, OFFER, ANSWER, CANDIDATE, SEAL } = MessageType;
  expect([JOIN, ID, PEER_CONNECT, PEER_DISCONNECT, OFFER, ANSWER, CANDIDATE, SEAL]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

describe("messages", () => {
  const MESSAGES: Message[] = [
    { type: MessageType.JOIN, id: 0, data: "" },
    { type: MessageType.ID, id: 1, data: "true" },
    { type: MessageType.OFFER, id: MAX_ID, data: 'v=0\r\n"\\ \u0000 \u2028 🎮 \ud800' },
  ];

  test.each(MESSAGES)("$type is written as JSON.stringify writes it, and read back", (message) => {
    expect(encodeMessage(message)).toBe(JSON.stringify(message));
    expect(decodeMessage(encodeMessage(message))).toEqual(message);
  });

  test.each([
    ['{"data":"x","id":7.0,"type":4.0}', { type: 4, id: 7, data: "x" }],
    ['{"type":0,"id":0}', { type: 0, id: 0, data: "" }],
    ['{"type":4,"id":7,"data":"x","__proto__":{"type":5}}', { type: 4, id: 7, data: "x" }],
    ['{"type":4,"id":7,"data":"x","type":5}', { type: 5, id: 7, data: "x" }],
  ])("%s is taken", (text, want) => {
    expect(decodeMessage(text)).toEqual(want);
  });

  test.each(["", "null", "[]", '{"type":0}', '{"type":null,"id":0,"data":""}', '{"type":0,"id":0,"data":null}'])(
    "%j is none",
    (text) => {
      expect(decodeMessage(text)).toBeNull();
    },
  );
});

describe("candidates", () => {
  test.each([
    { media: "0", index: 0, name: "candidate:1 1 UDP 1 127.0.0.1 9 typ host" },
    { media: "", index: 12, name: "" },
  ])("%j is written with a newline before each value, and read back", (candidate) => {
    const data = encodeCandidate(candidate);
    expect(data).toBe(`\n${candidate.media}\n${candidate.index}\n${candidate.name}`);
    expect(decodeCandidate(data)).toEqual(candidate);
  });

  test("the first newline may be missing", () => {
    expect(decodeCandidate("0\n1\nname")).toEqual({ media: "0", index: 1, name: "name" });
  });

  test.each([
    "",
    "\n",
    "\n0\n0",
    "\n0\n0\nname\nmore",
    "\n0\n-1\nname",
    "\n0\n1.0\nname",
    "\n0\nx\nname",
    "\n0\n1e9\nname",
  ])("%j is none", (data) => {
    expect(decodeCandidate(data)).toBeNull();
  });
});
