import { createHash, randomUUID } from "node:crypto";
import { isMessageType, type Message } from "../protocol.js";
import type { Log } from "./log.js";
import { mapValues } from "./map-values.js";
import type { ServerLimits } from "./options.js";
import { randomLobbyName, randomPeerId } from "./random-names.js";
import { connected, createRedisClient, READER_OPTIONS, type RedisLike, withoutPassword } from "./redis-client.js";
import { type FeedEntry, RedisFeed } from "./redis-feed.js";
import { makeScripts, type ScriptName, type Scripts } from "./redis-scripts.js";
import type { Dismissal, JoinRequest, LobbyStore, LobbySummary, ResumeRequest, Seat, Verdict } from "./store.js";

/** In braces, so that all keys are on one node of a Redis Cluster. */
const DEFAULT_PREFIX = "{godot-webrtc}:";
/** Random ids to choose from: that all are taken does not happen. */
const CHOICES = 4;
/** Between two complaints, in milliseconds. */
const QUIET = 5000;

/**
 * Lobbies that several processes share. What happens in a lobby is done by scripts in Redis (see `redis-scripts.ts`); each
 * process reads what concerns its seats from a stream of its own.
 *
 * A process says once in a while that it lives. One that has not for `processTimeout` is taken for dead by the others:
 * its peers leave, or are expected back. If it was only held up, it finds that out, and closes the sockets it had.
 */
export class RedisStore implements LobbyStore {
  readonly #given: string | RedisLike;
  readonly #prefix: string;
  readonly #limits: ServerLimits;
  readonly #log: Log;
  readonly #scripts: Scripts;
  readonly #hashes: Scripts;
  readonly #seats = new Map<string, Seat>();
  readonly #tickets = new Map<Seat, string>();
  readonly #ends = new Set<NodeJS.Timeout>();
  /** What could not be said while Redis was away: seats that are no more. */
  readonly #unsaid = new Map<string, "leave" | "drop">();
  #redis: RedisLike | null = null;
  #reader: RedisLike | null = null;
  #feed: RedisFeed | null = null;
  /** What the other processes call this one; another one after each time it was taken for dead. */
  #process = randomUUID();
  #nextTicket = 1;
  #heartbeat: NodeJS.Timeout | null = null;
  #isBeating = false;
  #quietUntil = 0;
  #isWell = false;
  #lastBeat = 0;

  /** @param redis - A URL, or a client that is this store's alone. */
  constructor(redis: string | RedisLike, prefix: string | undefined, limits: ServerLimits, log: Log) {
    this.#given = redis;
    this.#prefix = prefix ?? DEFAULT_PREFIX;
    this.#limits = limits;
    this.#log = log;
    this.#scripts = makeScripts(limits, limits.processTimeout);
    this.#hashes = mapValues(this.#scripts, (script) => createHash("sha1").update(script).digest("hex"));
  }

  async open(): Promise<void> {
    let fault: unknown = null;
    try {
      this.#redis = typeof this.#given === "string" ? await createRedisClient(this.#given) : this.#given;
      this.#redis.on("error", (error: Error) => {
        fault = error;
        this.#onError("connect", error);
      });
      await connected(this.#redis);
      await this.#enter();
    } catch (error) {
      await this.close();
      if (this.#redis === null) throw error;
      const where = typeof this.#given === "string" ? ` at ${withoutPassword(this.#given)}` : "";
      // What the connection failed of says more than that it failed.
      const why = String(fault ?? error)
        .replace(/^\w*Error: /, "")
        .replace(/\.$/, "");
      throw new Error(`Cannot use Redis${where}: ${why}. It must be 6.2 or newer, and take connections from here.`, {
        cause: error,
      });
    }
    this.#heartbeat = setInterval(() => void this.#beat(), this.#limits.processHeartbeat);
  }

  async close(): Promise<void> {
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    for (const end of this.#ends) clearTimeout(end);
    this.#feed?.stop();
    const isWell = this.#isWell;
    this.#isWell = false;
    this.#seats.clear();
    this.#tickets.clear();
    try {
      if (isWell) await this.#run("exit", this.#process);
    } finally {
      this.#reader?.disconnect();
      this.#redis?.disconnect();
    }
  }

  isReady(): boolean {
    const isAlive = performance.now() - this.#lastBeat < this.#limits.processTimeout;
    return this.#isWell && isAlive && this.#redis?.status === "ready" && this.#reader?.status === "ready";
  }

  async join(seat: Seat, { lobby, mesh, key }: JoinRequest): Promise<Verdict> {
    const ticket = this.#seat(seat);
    const token = key?.token ?? "-";
    const subject = key?.subject ?? "";
    for (;;) {
      const ids = Array.from({ length: CHOICES }, randomPeerId);
      const place = [ticket, lobby, mesh ? "1" : "0", token, subject, randomLobbyName(), ...ids];
      const verdict = (await this.#run("join", this.#process, ...place)) as Verdict | "again";
      if (verdict === "again") continue;
      if (verdict !== "ok") this.#unseat(seat);
      return verdict;
    }
  }

  async relay(seat: Seat, { type, id, data }: Message): Promise<Verdict> {
    const ticket = this.#tickets.get(seat);
    if (ticket === undefined) return "gone";
    return (await this.#run("relay", this.#process, ticket, type, id, data)) as Verdict;
  }

  async seal(seat: Seat): Promise<Verdict> {
    const ticket = this.#tickets.get(seat);
    if (ticket === undefined) return "gone";
    const [verdict, lobby] = (await this.#run("seal", this.#process, ticket)) as [Verdict, string?];
    if (lobby !== undefined) this.#endLater(lobby);
    return verdict;
  }

  leave(seat: Seat): Promise<void> {
    return this.#giveUp(seat, "leave");
  }

  drop(seat: Seat): Promise<void> {
    return this.#giveUp(seat, "drop");
  }

  async resume(seat: Seat, { token, subject, received, sent }: ResumeRequest): Promise<number | null> {
    const ticket = this.#seat(seat);
    const arrived = await this.#run("resume", this.#process, ticket, token, subject, received, ...sent);
    if (typeof arrived === "number") return arrived;
    this.#unseat(seat);
    return null;
  }

  async acknowledge(seat: Seat, count: number): Promise<void> {
    const ticket = this.#tickets.get(seat);
    if (ticket !== undefined) await this.#run("acknowledge", this.#process, ticket, count);
  }

  async list(most: number): Promise<readonly LobbySummary[]> {
    const found = (await this.#run("list", most)) as readonly string[];
    const lobbies: LobbySummary[] = [];
    for (let at = 0; at + 2 < found.length; at += 3) {
      lobbies.push({ name: found[at] ?? "", mesh: found[at + 1] === "1", peers: Number(found[at + 2]) });
    }
    return lobbies;
  }

  async countLobbies(): Promise<number> {
    return Number(await this.#client().call("ZCARD", `${this.#prefix}lobbies`));
  }

  #seat(seat: Seat): string {
    const ticket = String(this.#nextTicket);
    this.#nextTicket += 1;
    this.#seats.set(ticket, seat);
    this.#tickets.set(seat, ticket);
    return ticket;
  }

  #unseat(seat: Seat): void {
    const ticket = this.#tickets.get(seat);
    this.#tickets.delete(seat);
    if (ticket !== undefined) this.#seats.delete(ticket);
  }

  async #giveUp(seat: Seat, how: "leave" | "drop"): Promise<void> {
    const ticket = this.#tickets.get(seat);
    if (ticket === undefined) return;
    this.#unseat(seat);
    try {
      await this.#run(how, this.#process, ticket);
    } catch (error) {
      // The next beat that gets through says it.
      this.#unsaid.set(ticket, how);
      throw error;
    }
  }

  /** The process that sealed a lobby ends it to the millisecond; if it died, the next beat of another one does. */
  #endLater(lobby: string): void {
    const end = setTimeout(() => {
      this.#ends.delete(end);
      this.#run("finish", lobby).catch((error: unknown) => this.#onError("finish", error));
    }, this.#limits.sealDelay);
    this.#ends.add(end);
  }

  /** Becomes one of the processes, under a new name. */
  async #enter(): Promise<void> {
    this.#process = randomUUID();
    await this.#run("enter", this.#process);
    this.#lastBeat = performance.now();
    this.#feed?.stop();
    this.#reader?.disconnect();
    // A connection of its own: reading waits, and all else on it would wait as well.
    const reader = this.#client().duplicate(READER_OPTIONS);
    this.#reader = reader;
    reader.on("error", (error: Error) => this.#onError("connect", error));
    await connected(reader);
    this.#feed = new RedisFeed(
      reader,
      `${this.#prefix}feed:${this.#process}`,
      (entry) => this.#take(entry),
      (error) => this.#onError("read", error),
    );
    void this.#feed.run();
    this.#isWell = true;
  }

  #take({ ticket, kind, id, data }: FeedEntry): void {
    const seat = this.#seats.get(ticket);
    if (seat === undefined) return;
    if (kind === "dismiss") {
      this.#unseat(seat);
      seat.dismiss(id as Dismissal);
      return;
    }
    const type = Number(kind);
    if (isMessageType(type)) seat.deliver({ type, id: Number(id), data });
  }

  async #beat(): Promise<void> {
    if (this.#isBeating) return;
    this.#isBeating = true;
    try {
      for (const [ticket, how] of this.#unsaid) {
        await this.#run(how, this.#process, ticket);
        this.#unsaid.delete(ticket);
      }
      const answer = await this.#run("beat", this.#process, this.#feed?.last ?? "0-0");
      this.#lastBeat = performance.now();
      if (answer === "gone") await this.#startAnew();
    } catch (error) {
      this.#onError("beat", error);
    } finally {
      this.#isBeating = false;
    }
  }

  /** The others took this process for dead, or Redis lost everything: its seats have no places any more. */
  async #startAnew(): Promise<void> {
    this.#isWell = false;
    this.#log({ level: "warn", event: "store_lost", seats: this.#seats.size });
    const seats = [...this.#seats.values()];
    this.#seats.clear();
    this.#tickets.clear();
    this.#unsaid.clear();
    for (const seat of seats) seat.dismiss("lost");
    await this.#enter();
  }

  async #run(name: ScriptName, ...args: readonly (string | number)[]): Promise<unknown> {
    const redis = this.#client();
    try {
      return await redis.call("EVALSHA", this.#hashes[name], 1, this.#prefix, ...args);
    } catch (error) {
      // Redis does not know the script yet, or was started again.
      if (!(error instanceof Error) || !error.message.startsWith("NOSCRIPT")) throw error;
      return redis.call("EVAL", this.#scripts[name], 1, this.#prefix, ...args);
    }
  }

  #client(): RedisLike {
    if (this.#redis === null) throw new Error("The store is not open.");
    return this.#redis;
  }

  /** Redis being away is said now and then, not with each attempt to reach it. */
  #onError(during: string, error: unknown): void {
    const now = performance.now();
    if (this.#heartbeat === null || now < this.#quietUntil) return;
    this.#quietUntil = now + QUIET;
    this.#log({
      level: "warn",
      event: "store_error",
      during,
      error: error instanceof Error ? error.message : String(error),
    });
  }
}
