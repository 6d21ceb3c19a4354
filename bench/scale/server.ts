import { setTimeout as pause } from "node:timers/promises";
import type { ChannelPlan, Connection, Signal } from "../peers/contender.js";
import { untilOpen } from "../peers/open-pair.js";
import { NODE_CONTENDERS, type NodeContender } from "../peers/node-contenders.js";
import { javaScriptMilliseconds } from "../support/process-figures.js";
import { serve } from "../support/worker.js";

// A game server, or many clients of one: each client and the server exchange packets all the time.

const PLANS: readonly ChannelPlan[] = [{ id: 1, reliable: true }];
/** Both poll so often. What is measured includes the wait for the next poll, on both sides. */
const POLL_EVERY_MS = 5;
const PACKET_BYTES = 100;
const LONGEST_OPENING_MS = 10_000;
/** Answers to the last packets may take so long. */
const LAST_ANSWERS_MS = 500;

/** What clients and server say to each other before they are connected: whom it is about, and what. */
interface Told {
  readonly client: number;
  readonly signal: Signal;
}

const contender = await NODE_CONTENDERS[process.argv[2] as NodeContender]();
const connections = new Map<number, Connection>();
let arrived: (client: number, bytes: Uint8Array) => void = () => undefined;

const { tell } = serve(
  {
    /** Makes one side of the connections with these clients. */
    make(clients: readonly number[], role: "offer" | "answer") {
      for (const client of clients) {
        const made = contender.connect(PLANS, role, (signal) => tell({ client, signal } satisfies Told));
        made.channels[0]?.listen((packet) => arrived(client, packet as Uint8Array));
        connections.set(client, made);
        // The offering side begins as soon as it is made.
        made.start();
      }
    },
    /** @returns those that are open in the end; the others are closed */
    async open(clients: readonly number[]) {
      await untilOpen(
        clients.flatMap((client) => connections.get(client) ?? []),
        LONGEST_OPENING_MS,
      );
      return clients.filter((client) => connections.get(client)?.isOpen() === true);
    },
    forget(clients: readonly number[]) {
      for (const client of clients) {
        connections.get(client)?.close();
        connections.delete(client);
      }
    },

    /** The server sends back what it gets. @returns the share of a core that JavaScript took */
    async answer(milliseconds: number) {
      arrived = (client, bytes) => connections.get(client)?.channels[0]?.send(bytes);
      return polling(milliseconds, () => undefined);
    },

    /** Each client sends so many packets per second, evenly spread. @returns how long each took to come back, in ms */
    async ask(perSecond: number, milliseconds: number) {
      const times: number[] = [];
      const packet = new Uint8Array(PACKET_BYTES);
      const stamp = new DataView(packet.buffer);
      arrived = (_, bytes) => {
        const sent = new DataView(bytes.buffer, bytes.byteOffset).getFloat64(0);
        times.push(performance.now() - sent);
      };
      const clients = [...connections.values()];
      const start = performance.now();
      let sent = 0;
      await polling(milliseconds + LAST_ANSWERS_MS, () => {
        const elapsed = Math.min(performance.now() - start, milliseconds);
        const due = Math.floor((elapsed / 1000) * perSecond * clients.length);
        for (; sent < due; sent += 1) {
          stamp.setFloat64(0, performance.now());
          clients[sent % clients.length]?.channels[0]?.send(packet);
        }
      });
      return { times, sent };
    },
  },
  (what) => {
    const { client, signal } = what as Told;
    connections.get(client)?.signal(signal);
  },
);

async function polling(milliseconds: number, then: () => void): Promise<number> {
  const [thread, start] = [javaScriptMilliseconds(), performance.now()];
  const all = [...connections.values()];
  const timer = setInterval(() => {
    for (const { poll } of all) poll?.();
    then();
  }, POLL_EVERY_MS);
  await pause(milliseconds);
  clearInterval(timer);
  return (javaScriptMilliseconds() - thread) / (performance.now() - start);
}
