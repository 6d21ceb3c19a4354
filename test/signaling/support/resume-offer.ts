import { randomBytes } from "node:crypto";

/** A client's secret. */
export function secret(): string {
  return randomBytes(32).toString("base64url");
}

/** The subprotocols that a client asks for when it connects first. */
export function firstTime(token: string): string[] {
  return ["godot-webrtc", `godot-webrtc.token.${token}.0`];
}

/**
 * The subprotocols that a client asks for when it comes back.
 *
 * @param received - How many frames it has received.
 * @param sent - How many of its own the server may have received.
 */
export function again(token: string, received: number, ...sent: readonly number[]): string[] {
  const counts = sent.map((count) => `resumed.${count}`);
  return ["godot-webrtc", `godot-webrtc.token.${token}.${received}`, ...counts];
}
