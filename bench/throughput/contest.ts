import type { ChannelPlan } from "../peers/contender.js";
import { type Name, startContender, startTwo, WERIFT } from "../peers/contenders.js";
import type { Counted, Load } from "../peers/flood.js";
import type { Worker } from "../support/worker.js";

export const PLANS: readonly ChannelPlan[] = [
  { id: 1, reliable: true },
  { id: 2, reliable: false },
];

/** So many bytes may wait to be sent before a sender stops. The same for all ... */
export const HIGH_WATER = 1024 * 1024;
/** ... but for werift, whose throughput falls the more waits: this is about its best. */
const HIGH_WATER_OF_WERIFT = 512;

const ATTEMPTS = 5;

/** A contender with open channels, ready to be flooded again and again. */
export interface Contestant {
  readonly name: Name;
  /** What arrived in a while. */
  flood(channel: number, size: number, milliseconds: number): Promise<Counted>;
  stop(): Promise<void>;
}

export async function inOneProcess(name: Name): Promise<Contestant> {
  const worker = await startContender(name);
  await worker.call("openBoth", PLANS);
  return {
    name,
    flood: (channel, size, milliseconds) =>
      worker.call("flood", channel, loadFor(name, size, milliseconds)) as Promise<Counted>,
    stop: () => worker.stop(),
  };
}

export async function inTwoProcesses(name: Name): Promise<Contestant> {
  const [sender, receiver] = await connectedProcesses(name);
  return {
    name,
    async flood(channel, size, milliseconds) {
      const [counted] = await Promise.all([
        receiver.call("receive", channel, milliseconds),
        sender.call("send", channel, loadFor(name, size, milliseconds)),
      ]);
      return counted as Counted;
    },
    async stop() {
      await sender.stop();
      await receiver.stop();
    },
  };
}

/** Some do not connect every time, and some end their process instead. */
async function connectedProcesses(name: Name): Promise<readonly [sender: Worker, receiver: Worker]> {
  let cause: unknown = new Error("its channels did not open");
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const [sender, receiver] = await startTwo(name);
    try {
      await sender.call("openEnd", PLANS, "offer");
      await receiver.call("openEnd", PLANS, "answer");
      const opened = await Promise.all([receiver.call("startEnd"), sender.call("startEnd")]);
      if (opened.every((isOpen) => isOpen === true)) return [sender, receiver];
    } catch (error) {
      cause = error;
    }
    await sender.stop();
    await receiver.stop();
  }
  throw new Error(`${name} did not connect in ${ATTEMPTS} attempts`, { cause });
}

function loadFor(name: Name, size: number, milliseconds: number): Load {
  return { size, milliseconds, highWater: name === WERIFT ? HIGH_WATER_OF_WERIFT : HIGH_WATER };
}

/** werift under the same rule as all others: what arrives in a while. The process is given up afterwards. */
export async function weriftUnderTheCommonRule(size: number, milliseconds: number): Promise<Counted> {
  const worker = await startContender(WERIFT);
  try {
    await worker.call("openBoth", PLANS);
    const load: Load = { size, milliseconds, highWater: HIGH_WATER, abandon: true };
    return (await worker.call("flood", 0, load)) as Counted;
  } finally {
    await worker.stop();
  }
}
