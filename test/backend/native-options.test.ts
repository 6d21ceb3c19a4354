import { describe, expect, it } from "vitest";
import type { IceServer, TransportOptions } from "../../runtime/backend/backend.js";
import { nativeConfiguration } from "../../runtime/backend/native-options.js";

const STUN: IceServer = { kind: "stun", url: "stun:127.0.0.1", username: "", credential: "" };
const TURN: IceServer = { kind: "turn", url: "turn:127.0.0.1", username: "me", credential: "secret" };

function mtuOf(transport: TransportOptions, ...iceServers: IceServer[]): number | undefined {
  return nativeConfiguration({ transport, iceServers }).mtu;
}

describe("the MTU, if none is chosen", () => {
  it("is larger where the connection cannot leave the machine", () => {
    for (const bindAddress of ["127.0.0.1", "127.1.2.3", "::1"]) expect(mtuOf({ bindAddress })).toBe(1500);
    expect(mtuOf({ bindAddress: "127.0.0.1" }, STUN)).toBe(1500);
  });

  it("is libdatachannel's own everywhere else", () => {
    expect(mtuOf({})).toBeUndefined();
    for (const bindAddress of ["0.0.0.0", "192.168.127.0", "127.example.org", "", "::", "::11"]) {
      expect(mtuOf({ bindAddress })).toBeUndefined();
    }
  });

  it("is libdatachannel's own where a relay or a proxy passes packets on", () => {
    expect(mtuOf({ bindAddress: "127.0.0.1" }, STUN, TURN)).toBeUndefined();
    const proxyServer = { type: "Socks5", ip: "127.0.0.1", port: 1080 } as const;
    expect(mtuOf({ bindAddress: "127.0.0.1", proxyServer })).toBeUndefined();
  });

  it("gives way to the one that is chosen", () => {
    expect(mtuOf({ bindAddress: "127.0.0.1", mtu: 1280 })).toBe(1280);
    expect(mtuOf({ mtu: 1400 })).toBe(1400);
  });
});
