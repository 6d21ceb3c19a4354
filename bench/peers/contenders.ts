/** Starts contenders, whatever they run in. */
import { findChromium, startPage } from "../support/chromium.js";
import { versionOf } from "../support/packages.js";
import { startWorker, type Worker } from "../support/worker.js";
import type { NodeContender } from "./node-contenders.js";

export const OURS = "godot-webrtc";
/** The same, with the MTU that node-datachannel has if it is not told another. */
export const SAME_MTU = "godot-webrtc, MTU 1280";
export const RAW = "node-datachannel";
/** The same, but what arrives waits until it is polled for, as in a game. */
export const POLLED = "node-datachannel, polled";
export const POLYFILL = "its polyfill";
export const WRTC = "@roamhq/wrtc";
export const WERIFT = "werift";
export const CHROMIUM = "Chromium";

export type Name = NodeContender | typeof CHROMIUM;

const WORKER = new URL("worker.ts", import.meta.url);

/** Who can be measured here, this project first. Says who cannot. */
export function presentContenders(): readonly Name[] {
  const all: Name[] = [OURS, RAW, POLYFILL, WRTC, WERIFT];
  if (findChromium() !== undefined) return [...all, CHROMIUM];
  console.log("Chromium is left out: it is not on the path, and the environment has no CHROMIUM.");
  return all;
}

export function startContender(name: Name): Promise<Worker> {
  if (name !== CHROMIUM) return Promise.resolve(startWorker(WORKER, name));
  const executable = findChromium();
  if (executable === undefined) throw new Error("there is no Chromium");
  return startPage(executable, "peers/page.js");
}

/** Two processes, or browsers, that hear each other's signals. */
export async function startTwo(name: Name): Promise<readonly [Worker, Worker]> {
  const [a, b] = [await startContender(name), await startContender(name)];
  a.onTold((signal) => b.tell(signal));
  b.onTold((signal) => a.tell(signal));
  return [a, b];
}

export function versions(): Readonly<Record<string, string | undefined>> {
  return {
    "node-datachannel": versionOf("../node_modules/node-datachannel"),
    "@roamhq/wrtc": versionOf("node_modules/@roamhq/wrtc"),
    werift: versionOf("node_modules/werift"),
  };
}
