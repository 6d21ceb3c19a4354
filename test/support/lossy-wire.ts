/**
 * A wire between two sides that a test can cut. Descriptions and candidates go straight, but each candidate leads to a
 * relay on the loopback interface, so that all UDP between the two passes through this process and can be dropped here.
 */
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Side } from "./sides.js";

const LOCALHOST = "127.0.0.1";

/** One end of the relay: stands for a side in the eyes of the other. */
interface End {
  readonly socket: Socket;
  readonly port: number;
  /** Where the side that it stands for really listens. */
  target: number | undefined;
}

export interface LossyWire {
  /** From here on nothing gets through. */
  cut(): void;
  restore(): void;
  /** How many datagrams with data of `a` were dropped so far: DTLS records, not the checks of ICE. */
  droppedFromA(): number;
}

/** The first byte of a DTLS record (RFC 7983, section 7). */
function isDtls(datagram: Uint8Array): boolean {
  const [first = 0] = datagram;
  return first >= 20 && first <= 63;
}

async function openEnd(): Promise<End> {
  const socket = createSocket("udp4");
  onTestFinished(() => void socket.close());
  socket.bind(0, LOCALHOST);
  await once(socket, "listening");
  const { port }: AddressInfo = socket.address();
  return { socket, port, target: undefined };
}

/** Wires two sides; each applies its own description first. The relay closes when the test ends. */
export async function lossyWire(a: Side, b: Side): Promise<LossyWire> {
  const [forA, forB] = [await openEnd(), await openEnd()];
  let open = true;
  let dropped = 0;

  const forward = (from: End, to: End, drop: (datagram: Uint8Array) => void): void => {
    // What arrives at the end that stands for a side is meant for that side, and must come from the other end.
    from.socket.on("message", (datagram) => {
      if (!open) drop(datagram);
      else if (from.target !== undefined) to.socket.send(datagram, from.target, LOCALHOST);
    });
  };
  forward(forA, forB, () => undefined);
  forward(forB, forA, (datagram) => {
    if (isDtls(datagram)) dropped += 1;
  });

  const carry = (from: Side, to: Side, end: End): void => {
    from.pc.session_description_created.connect(from.pc.set_local_description);
    from.pc.session_description_created.connect(to.pc.set_remote_description);
    from.pc.ice_candidate_created.connect((media, index, name) => {
      to.pc.add_ice_candidate(
        media,
        index,
        name.replace(/127\.0\.0\.1 (\d+)/, (_, port) => {
          end.target = Number(port);
          return `${LOCALHOST} ${end.port}`;
        }),
      );
    });
  };
  carry(a, b, forA);
  carry(b, a, forB);

  return {
    cut: () => void (open = false),
    restore: () => void (open = true),
    droppedFromA: () => dropped,
  };
}
