import { EncodedObjectAsID, GodotError, RefCounted, Vector2 } from "../../../runtime/index.js";
import { connectedPair, type Pair, pump } from "../../support/peers.js";
import type { Cases } from "./stage.js";
import { bytes } from "./steps.js";

const { ERR_INVALID_DATA, ERR_OUT_OF_MEMORY, ERR_UNAUTHORIZED, OK } = GodotError;

async function packetsAtB({ a, b, cb }: Pair, count: number): Promise<void> {
  await pump([a, b], () => cb.get_available_packet_count() === count, `${count} packets`);
}

/** Variants over a data channel. */
export const variants: Cases = {
  async put_var_get_var({ check }) {
    const pair = await connectedPair();
    const { ca, cb } = pair;
    const object = new RefCounted();
    check(() => ca.put_var({ a: [1, 2.5, new Vector2(1, 2)] }), OK);
    check(() => ca.put_var(object), OK);
    check(() => ca.put_var(new RefCounted(), true), OK);
    await packetsAtB(pair, 3);
    check(() => cb.get_available_packet_count(), 3);
    check(() => cb.get_var(), new Map([["a", [1, 2.5, new Vector2(1, 2)]]]));
    check(() => cb.get_var(), new EncodedObjectAsID(object.get_instance_id()));
    check(() => cb.get_var(), null, "error");
    check(() => cb.get_packet_error(), ERR_UNAUTHORIZED);
    check(() => ca.put_var(null), OK);
    await packetsAtB(pair, 1);
    check(() => [...cb.get_packet()], [0, 0, 0, 0]);
  },

  async get_var_on_garbage_packet({ check }) {
    const pair = await connectedPair();
    const { ca, cb } = pair;
    check(() => ca.put_packet(Uint8Array.of(99, 0, 0, 0)), OK);
    check(() => ca.put_packet(Uint8Array.of(1)), OK);
    await packetsAtB(pair, 2);
    check(() => cb.get_var(), null, "error");
    check(() => cb.get_packet_error(), ERR_INVALID_DATA);
    check(() => cb.get_var(), null, "error");
    check(() => cb.get_available_packet_count(), 0);
  },

  async put_var_too_big({ check }) {
    const { ca } = await connectedPair();
    check(() => ca.put_var(bytes(9000000)), ERR_OUT_OF_MEMORY, "error");
    check(() => (ca.encode_buffer_max_size = 100), 100, "error");
    check(() => ca.put_var(bytes(200)), OK);
    check(() => ca.encode_buffer_max_size, 8388608);
    check(() => (ca.encode_buffer_max_size = 1), 1, "error");
    check(() => ca.encode_buffer_max_size, 8388608);
    check(() => (ca.encode_buffer_max_size = -5), -5, "error");
    check(() => ca.encode_buffer_max_size, 8388608);
    check(() => (ca.encode_buffer_max_size = 1000000000), 1000000000, "error");
    check(() => ca.encode_buffer_max_size, 8388608);
  },
};
