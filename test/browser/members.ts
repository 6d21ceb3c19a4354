/** Multiplayer peers of this process and in tabs, all of them driven in the same way. */
import type { Browser, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { GodotError, type MultiplayerPeer, WebRTCPeerConnection } from "../../runtime/index.js";
import { SignalingClient } from "../../runtime/signaling/index.js";
import { LOOPBACK } from "../support/peers.js";
import { ORDERED, type Packet, RELIABLE } from "../support/members.js";
import { eventually } from "../support/until.js";
import { DrivenMember, type MemberReport, type VariantPacket } from "./driven-member.js";
import { openMember } from "./member-page.js";
import type { ToldByMember } from "./page/member.js";
import type { RemoteObject } from "./remote-page.js";
import type { Site } from "./serve.js";

type Call = RemoteObject<DrivenMember>["call"];

/** A multiplayer peer, from the outside. */
export class AnyMember {
  readonly call: Call;
  /** Undefined for one of this process. */
  readonly page: Page | undefined;
  /** What was taken of it so far. */
  readonly packets: Packet[] = [];
  readonly variants: VariantPacket[] = [];

  constructor(call: Call, page?: Page) {
    this.call = call;
    this.page = page;
  }

  report(): Promise<MemberReport> {
    return this.call("report");
  }

  /** Takes what has come, until it is that many packets in all. */
  async takePackets(count: number): Promise<void> {
    const taken = async (): Promise<boolean> => {
      this.packets.push(...(await this.call("takePackets")));
      return this.packets.length >= count;
    };
    await eventually(taken, `${count} packets`).catch((error: unknown) => {
      throw new Error(`${String(error)} There are ${JSON.stringify(this.packets)}.`);
    });
  }

  /** Takes what has come as Variants, until it is that many in all. */
  async takeVariants(count: number): Promise<void> {
    const taken = async (): Promise<boolean> => {
      this.variants.push(...(await this.call("takeVariants")));
      return this.variants.length >= count;
    };
    await eventually(taken, `${count} Variants`);
  }

  /** Waits for what its signals say. */
  async until(condition: (report: MemberReport) => boolean, what: string, deadlineMs?: number): Promise<void> {
    await eventually(async () => condition(await this.report()), what, deadlineMs);
  }
}

/** Makes the members of a test, and ends them with it. Errors in pages fail the test. */
export class Members {
  readonly #browser: Browser;
  readonly #site: Site;

  constructor(browser: Browser, site: Site) {
    this.#browser = browser;
    this.#site = site;
  }

  here(told: (message: ToldByMember) => void = () => undefined): AnyMember {
    const member = new DrivenMember({
      create: () => {
        const connection = new WebRTCPeerConnection();
        connection.initialize(LOOPBACK);
        return connection;
      },
      createSignalingClient: () => new SignalingClient(),
      tell: (to, signal) => told({ to, signal }),
    });
    onTestFinished(() => member.close());
    const call = (name: keyof DrivenMember, ...args: readonly unknown[]): Promise<unknown> =>
      Promise.resolve(Reflect.apply(member[name] as (...args: readonly unknown[]) => unknown, member, args));
    return new AnyMember(call as Call);
  }

  /** One in a tab of its own, which shares no process with the others. */
  async inTab(told: (message: ToldByMember) => void = () => undefined): Promise<AnyMember> {
    const { page, call, takeErrors } = await openMember(this.#browser, this.#site, told);
    onTestFinished(async () => {
      await page.context().close();
      expect(takeErrors(), "errors in the page").toEqual([]);
    });
    return new AnyMember(call, page);
  }

  /**
   * A mesh of members of this process and in tabs, all connected to each other. The one with the larger id offers.
   *
   * @param places where the member with that id lives
   */
  async mesh(
    places: ReadonlyMap<number, "here" | "tab">,
    modes: readonly MultiplayerPeer.TransferMode[],
  ): Promise<ReadonlyMap<number, AnyMember>> {
    const members = new Map<number, AnyMember>();
    const heard = new Map<number, Promise<void>>();
    const codes: GodotError[] = [];
    let isFormed = false;
    const deliver = async (from: number, { to, signal }: ToldByMember): Promise<void> => {
      // By then somebody may have left.
      if (isFormed) return;
      const code = await members.get(to)?.call("hear", from, signal);
      codes.push(code ?? GodotError.ERR_DOES_NOT_EXIST);
    };
    const pass = (from: number, message: ToldByMember): void => {
      const before = heard.get(message.to) ?? Promise.resolve();
      heard.set(
        message.to,
        before.then(() => deliver(from, message)),
      );
    };
    for (const [id, place] of places) {
      const told = (message: ToldByMember): void => pass(id, message);
      const member = place === "here" ? this.here(told) : await this.inTab(told);
      members.set(id, member);
      expect(await member.call("createMesh", id, modes)).toBe(GodotError.OK);
    }
    // Who answers has to know the other one when the offer comes.
    for (const offers of [false, true]) {
      for (const [id, member] of members) {
        const others = [...members.keys()].filter((other) => id !== other && id > other === offers);
        for (const other of others) expect(await member.call("meet", other, offers)).toBe(GodotError.OK);
      }
    }
    for (const [id, member] of members) {
      const wanted = members.size - 1;
      await member.until(({ log }) => log.length === wanted, `member ${id} to be connected with ${wanted} others`);
    }
    isFormed = true;
    await Promise.all(heard.values());
    expect(codes.filter((code) => code !== GodotError.OK)).toEqual([]);
    return members;
  }
}

/** Modes that keep order. */
const IN_ORDER: readonly number[] = [ORDERED, RELIABLE];

/** Packets by the channels that they came over: in order there, unless nobody promises that. */
export function byChannel(packets: readonly Packet[]): readonly Packet[] {
  const keyed = packets.map((packet) => {
    const { peer, channel, mode, text } = packet;
    return { packet, key: JSON.stringify([peer, channel, mode, IN_ORDER.includes(mode) ? "" : text]) };
  });
  // Those with the same key keep their order.
  return keyed.sort((one, other) => one.key.localeCompare(other.key)).map(({ packet }) => packet);
}
