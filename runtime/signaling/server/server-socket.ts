import { WebSocket } from "ws";
import { CLOSINGS } from "./closings.js";

/** What ws closes with when a frame is larger than `maxPayload` (RFC 6455, section 7.4.1). */
const MESSAGE_TOO_BIG = 1009;

/** A WebSocket of the server's. All errors of the signaling protocol close with its own code, too large frames included. */
export class ServerSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    const { code: error, reason: why } = CLOSINGS["too-large"];
    if (code === MESSAGE_TOO_BIG) super.close(error, why);
    else super.close(code, reason);
  }
}
