import { afterEach, describe, expect, it } from "vitest";
import type { ArgumentInfo, ClassInfo } from "../../generated/api/ClassInfo.js";
import { MultiplayerPeerInfo } from "../../generated/api/MultiplayerPeer.js";
import { PacketPeerInfo } from "../../generated/api/PacketPeer.js";
import { WebRTCDataChannelInfo } from "../../generated/api/WebRTCDataChannel.js";
import { WebRTCMultiplayerPeerInfo } from "../../generated/api/WebRTCMultiplayerPeer.js";
import { WebRTCPeerConnectionInfo } from "../../generated/api/WebRTCPeerConnection.js";
import { GodotError, WebRTCMultiplayerPeer, WebRTCPeerConnection } from "../../runtime/index.js";
import { channelOf, newConnection } from "../support/peers.js";
import { watch } from "./watch.js";

const reports = watch();

const refuse = (): never => {
  throw new Error("a trap of the user's");
};

/** One value of each kind there is, and which of Godot's types it fits. */
const VALUES: readonly (readonly [name: string, value: unknown, fits: readonly string[]])[] = [
  ["nothing", undefined, []],
  ["null", null, ["Variant", "WebRTCPeerConnection"]],
  ["true", true, ["bool", "Variant"]],
  ["an int", 7, ["int", "float", "Variant"]],
  ["a float", 0.5, ["float", "Variant"]],
  ["NaN", NaN, ["float", "Variant"]],
  ["an int that is not safe", 2 ** 60, ["float", "Variant"]],
  ["a bigint", 7n, ["int", "Variant"]],
  ["a bigint of more than 64 bits", 2n ** 64n, []],
  ["a text", "text", ["String", "StringName", "Variant"]],
  ["a symbol", Symbol("s"), []],
  ["a function", () => 1, ["Callable"]],
  ["an array", [1], ["Array", "Variant"]],
  ["a dictionary", { key: 1 }, ["Dictionary", "Variant"]],
  ["a map", new Map([["key", 1]]), ["Dictionary", "Variant"]],
  ["a date", new Date(0), []],
  ["an object with a toString that throws", { toString: refuse, [Symbol.toPrimitive]: refuse }, ["Dictionary"]],
  ["bytes", new Uint8Array([1]), ["PackedByteArray", "Variant"]],
  ["words", new Int32Array([1]), ["Variant"]],
  ["what has only the prototype of bytes", Object.create(Uint8Array.prototype), []],
  ["a buffer", new ArrayBuffer(1), []],
  ["a proxy that throws", new Proxy({}, { get: refuse, getPrototypeOf: refuse, ownKeys: refuse, has: refuse }), []],
  ["a connection", new WebRTCPeerConnection(), ["Variant", "WebRTCPeerConnection"]],
];

/** A value that is fine where another argument is not. */
const FINE: Readonly<Record<string, unknown>> = {
  String: "text",
  StringName: "text",
  int: 0,
  bool: true,
  Array: [],
  Dictionary: {},
  PackedByteArray: new Uint8Array([1]),
  Variant: 1,
  WebRTCPeerConnection: null,
};

/** What a method returns that refuses its arguments, by its type. */
const REFUSED: Readonly<Record<string, unknown>> = {
  int: GodotError.ERR_INVALID_PARAMETER,
  bool: false,
  void: undefined,
  Dictionary: {},
  Variant: null,
  WebRTCDataChannel: null,
};

interface Call {
  readonly method: string;
  readonly args: readonly ArgumentInfo[];
  readonly returns: string;
}

function callsOf(...infos: readonly ClassInfo[]): readonly Call[] {
  return infos.flatMap(({ methods }) =>
    Object.entries(methods)
      .filter(([, { qualifiers }]) => !qualifiers.includes("static"))
      .map(([method, info]) => ({ method, args: info.arguments, returns: info.returns.type })),
  );
}

/** Objects in every state that tells: new, negotiating, closed. */
function connections(): readonly WebRTCPeerConnection[] {
  const [fresh, offering, closed] = [newConnection(), newConnection(), newConnection()];
  channelOf(offering, "chat");
  offering.create_offer();
  closed.close();
  return [fresh, offering, closed];
}

/** The same for multiplayer peers: without a role, in each of them with a peer, closed. */
function multiplayerPeers(): readonly WebRTCMultiplayerPeer[] {
  const peers = Array.from({ length: 5 }, () => new WebRTCMultiplayerPeer());
  const [, server, client, mesh, closed] = peers;
  server?.create_server();
  server?.add_peer(newConnection(), 2);
  client?.create_client(2);
  client?.add_peer(newConnection(), 1);
  mesh?.create_mesh(2);
  mesh?.add_peer(newConnection(), 3);
  closed?.create_server();
  closed?.close();
  return peers;
}

afterEach(() => {
  reports.length = 0;
});

describe("arguments of the wrong type", () => {
  const classes = [
    ["WebRTCPeerConnection", callsOf(WebRTCPeerConnectionInfo), connections],
    ["WebRTCDataChannel", callsOf(WebRTCDataChannelInfo, PacketPeerInfo), () => [channelOf(newConnection(), "chat")]],
    [
      "WebRTCMultiplayerPeer",
      callsOf(WebRTCMultiplayerPeerInfo, MultiplayerPeerInfo, PacketPeerInfo),
      multiplayerPeers,
    ],
  ] as const;

  for (const [className, calls, make] of classes) {
    for (const { method, args, returns } of calls) {
      for (const [position, { name, type, default: otherwise }] of args.entries()) {
        it(`${className}.${method}: ${name}`, () => {
          for (const [kind, value, fits] of VALUES) {
            if (fits.includes(type) || (value === undefined && otherwise !== undefined)) continue;
            for (const object of make()) {
              const given = args.map((argument, index) => (index === position ? value : FINE[argument.type]));
              const before = reports.length;
              const result: unknown = Reflect.apply(Reflect.get(object, method) as () => unknown, object, given);
              expect(Object.keys(REFUSED)).toContain(returns);
              expect(result, kind).toEqual(REFUSED[returns]);
              const seen = reports.slice(before);
              expect(seen, kind).toHaveLength(1);
              expect(seen[0], kind).toMatchObject({ kind: "error", method, code: GodotError.ERR_INVALID_PARAMETER });
              expect(seen[0]?.message, kind).toContain(`"${name}"`);
              expect(seen[0]?.message, kind).toContain(type);
            }
          }
        });
      }
    }

    it(`${className}: too many arguments do no harm, of any kind`, () => {
      for (const { method, args } of calls) {
        for (const [kind, value] of VALUES) {
          for (const object of make()) {
            const given = [...args.map(({ type }) => FINE[type]), value, value];
            const call = (): unknown => Reflect.apply(Reflect.get(object, method) as () => unknown, object, given);
            expect(call, `${method} with ${kind}`).not.toThrow();
          }
        }
      }
    });
  }

  it("WebRTCDataChannel.write_mode", () => {
    const channel = channelOf(newConnection(), "chat");
    for (const [kind, value] of VALUES) {
      const before = reports.length;
      Reflect.set(channel, "write_mode", value);
      expect(channel.write_mode, kind).toBe(channel.WRITE_MODE_BINARY);
      expect(reports.slice(before), kind).toHaveLength(1);
    }
  });

  it("WebRTCMultiplayerPeer's properties", () => {
    for (const [name, { type, default: value }] of Object.entries(MultiplayerPeerInfo.properties)) {
      for (const [kind, given, fits] of VALUES) {
        if (fits.includes(type)) continue;
        const peer = new WebRTCMultiplayerPeer();
        const before = reports.length;
        Reflect.set(peer, name, given);
        expect(String(Reflect.get(peer, name)), `${name} with ${kind}`).toBe(value);
        expect(reports.slice(before), `${name} with ${kind}`).toHaveLength(1);
      }
    }
  });

  it("WebRTCPeerConnection.set_default_extension", () => {
    for (const [kind, value] of VALUES) {
      const before = reports.length;
      Reflect.apply(WebRTCPeerConnection.set_default_extension, WebRTCPeerConnection, [value]);
      expect(reports.slice(before), kind).toHaveLength(1);
    }
  });
});
