import type { Channel, Connection, Packet } from "./contender.js";
import type { Pair } from "./open-pair.js";
import { soon } from "../support/turns.js";

/** Both sides look for packets so often, or in a loop without a pause, or as soon as something has happened. */
export type Pace = { readonly hz: number } | "in a loop" | "at once";

interface Side {
  readonly connection: Connection;
  readonly channel: Channel;
}

/**
 * One packet goes to and fro; the next one starts when it is back.
 *
 * @returns Milliseconds of each round trip.
 */
export async function pingPong(
  pair: Pair,
  channel: number,
  size: number,
  trips: number,
  pace: Pace,
): Promise<number[]> {
  const [a, b] = [sideOf(pair.a, channel), sideOf(pair.b, channel)];
  const times: number[] = [];
  let done: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (done = resolve));
  const ping = new Uint8Array(size).fill(7);
  let start = 0;
  const serve = (): void => {
    start = performance.now();
    a.channel.send(ping);
  };
  const stopB = look(b, pace, 0, (packet) => b.channel.send(packet));
  // Half a frame later than the other side: two games do not draw at the same time.
  const stopA = look(a, pace, 0.5, () => {
    times.push(performance.now() - start);
    if (times.length < trips) serve();
    else done();
  });
  serve();
  await finished;
  stopA();
  stopB();
  return times;
}

function sideOf(connection: Connection, index: number): Side {
  const channel = connection.channels[index];
  if (channel === undefined) throw new Error(`there is no channel ${index}`);
  return { connection, channel };
}

/** Hands out what arrived at each frame, if there are frames. @returns what ends it */
function look({ connection, channel }: Side, pace: Pace, phase: number, take: (packet: Packet) => void): () => void {
  if (pace === "at once" || pace === "in a loop") {
    channel.listen(take);
    if (pace === "at once") return connection.pollAtOnce?.() ?? (() => undefined);
    return connection.poll === undefined ? () => undefined : spin(connection.poll);
  }
  const waiting: Packet[] = [];
  channel.listen((packet) => void waiting.push(packet));
  const frame = (): void => {
    connection.poll?.();
    for (const packet of waiting.splice(0)) take(packet);
  };
  const interval = 1000 / pace.hz;
  let timer: ReturnType<typeof setTimeout>;
  let next = performance.now() + interval * (1 + phase);
  const wait = (): void => {
    timer = setTimeout(() => {
      frame();
      next += interval;
      wait();
    }, next - performance.now());
  };
  wait();
  return () => clearTimeout(timer);
}

function spin(poll: () => void): () => void {
  let running = true;
  const turn = (): void => {
    if (!running) return;
    poll();
    soon(turn);
  };
  turn();
  return () => (running = false);
}
