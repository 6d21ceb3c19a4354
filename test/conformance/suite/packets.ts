import { expect } from "vitest";
import { GodotError } from "../../../generated/api/@GlobalScope.js";
import { pump } from "../../support/sides.js";
import type { Chapter } from "./contract.js";
import { PACKET_PAIRS } from "./packet-pairs.js";

/** K01 to K03, K07: PacketPeer, but for its Variants, which are in variants.ts. */
export const packetChapter: Chapter = ({ stage, promise }) => {
  for (const { through, open } of PACKET_PAIRS) {
    promise(`K01 get_available_packet_count() counts the packets that can be taken, through ${through}`, async () => {
      const { from, to, pump } = await open(stage);
      expect(to.get_available_packet_count()).toBe(0);
      for (let count = 1; count <= 3; count += 1) {
        from.put_packet(new Uint8Array([count]));
        await pump(() => to.get_available_packet_count() === count, `packet ${count}`);
      }
      for (let count = 2; count >= 0; count -= 1) {
        to.get_packet();
        expect(to.get_available_packet_count()).toBe(count);
      }
    });

    promise(
      `K02 K07 get_packet() takes the oldest, and get_packet_error() tells of an empty queue, through ${through}`,
      async () => {
        const { from, to, pump } = await open(stage);
        expect(to.get_packet_error()).toBe(GodotError.OK);
        from.put_packet(new Uint8Array([1]));
        from.put_packet(new Uint8Array([2, 2]));
        await pump(() => to.get_available_packet_count() === 2, "two packets");
        expect([...to.get_packet()]).toEqual([1]);
        expect(to.get_packet_error()).toBe(GodotError.OK);
        expect([...to.get_packet()]).toEqual([2, 2]);
        expect(to.get_packet_error()).toBe(GodotError.OK);
        expect(to.get_packet()).toEqual(new Uint8Array());
        expect(to.get_packet_error()).toBe(GodotError.ERR_UNAVAILABLE);
        expect(stage.expectReports("get_packet")[0]?.code).toBe(GodotError.ERR_UNAVAILABLE);
        from.put_packet(new Uint8Array([3]));
        await pump(() => to.get_available_packet_count() === 1, "another packet");
        to.get_packet();
        expect(to.get_packet_error()).toBe(GodotError.OK);
      },
    );

    promise(`K03 the other side gets the same bytes, as one packet, through ${through}`, async () => {
      const { from, to, pump } = await open(stage);
      const all = Uint8Array.from({ length: 256 }, (_, index) => index);
      const big = Uint8Array.from({ length: 200_000 }, (_, index) => (index * 31) % 251);
      const payloads = [all, new Uint8Array([0]), new Uint8Array([0, 0, 0]), all.subarray(3, 9), big];
      for (const payload of payloads) expect(from.put_packet(payload)).toBe(GodotError.OK);
      await pump(() => to.get_available_packet_count() === payloads.length, "all packets");
      for (const payload of payloads) expect(Uint8Array.from(to.get_packet())).toEqual(payload.slice());
    });

    promise(
      `K03 bytes arrive as a plain Uint8Array, whatever kind of array they were sent from, through ${through}`,
      async () => {
        const { from, to, pump } = await open(stage);
        class OtherBytes extends Uint8Array {
          // As that of Node's Buffer: no copy.
          override slice(start?: number, end?: number): Uint8Array<ArrayBuffer> {
            return this.subarray(start, end);
          }
        }
        const bytes = OtherBytes.of(1, 2, 3);
        from.put_packet(bytes);
        bytes.fill(9);
        await pump(() => to.get_available_packet_count() === 1, "the packet");
        const packet = to.get_packet();
        expect(Object.getPrototypeOf(packet)).toBe(Uint8Array.prototype);
        const copy = packet.slice();
        packet.fill(0);
        expect([...copy]).toEqual([1, 2, 3]);
      },
    );

    promise(`K03 the sender may use its array again at once, through ${through}`, async () => {
      const { from, to, pump } = await open(stage);
      const bytes = new Uint8Array([1]);
      from.put_packet(bytes);
      bytes[0] = 2;
      await pump(() => to.get_available_packet_count() === 1, "the packet");
      expect([...to.get_packet()]).toEqual([1]);
    });

    promise(`K03 an empty array returns OK and sends nothing, in any state, through ${through}`, async () => {
      const { from, to, pump, close } = await open(stage);
      expect(from.put_packet(new Uint8Array())).toBe(GodotError.OK);
      from.put_packet(new Uint8Array([1]));
      await pump(() => to.get_available_packet_count() > 0, "the packet behind it");
      expect(to.get_available_packet_count()).toBe(1);
      close();
      expect(from.put_packet(new Uint8Array())).toBe(GodotError.OK);
    });
  }

  promise("K02 packets that arrived before the channel closed can still be taken", async () => {
    const { a, b, ca, cb } = await stage.pair();
    ca.put_packet(new Uint8Array([1, 2]));
    await pump([a, b], () => cb.get_available_packet_count() === 1, "the packet");
    a.pc.close();
    await pump([b], () => cb.get_ready_state() === cb.STATE_CLOSED, "the channel to close");
    expect([...cb.get_packet()]).toEqual([1, 2]);
  });

  promise("K03 a packet larger than the other side takes is refused", async () => {
    const { ca } = await stage.pair();
    expect(ca.put_packet(new Uint8Array(262_145))).toBe(GodotError.FAILED);
    stage.expectReports("put_packet");
    expect(ca.get_ready_state()).toBe(ca.STATE_OPEN);
  });
};
