import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Machine } from "./machine.js";

/** What issue or readme promised, and what came out. */
export interface Target {
  readonly name: string;
  /** How it reads: "at least 0.97". */
  readonly wording: string;
  readonly value: number;
  readonly isMet: boolean;
}

export function atLeast(name: string, value: number, bound: number): Target {
  return { name, wording: `at least ${bound}`, value, isMet: value >= bound };
}

export function atMost(name: string, value: number, bound: number): Target {
  return { name, wording: `at most ${bound}`, value, isMet: value <= bound };
}

/** Prints the targets, writes the results as JSON, and sets the exit code: 1 if a target is missed. */
export function conclude(
  part: string,
  machine: Machine,
  isQuick: boolean,
  results: object,
  targets: readonly Target[],
): void {
  for (const { name, wording, value, isMet } of targets) {
    console.log(`${isMet ? "met   " : "MISSED"}  ${name}: ${Number(value.toPrecision(3))}, wanted: ${wording}`);
  }
  const file = `bench/results/${part}.json`;
  mkdirSync(dirname(resolve(file)), { recursive: true });
  const content = { date: new Date().toISOString(), machine, quick: isQuick, targets, ...results };
  writeFileSync(resolve(file), `${JSON.stringify(content, null, 2)}\n`);
  console.log(`Written to ${file}.\n`);
  process.exitCode = targets.every(({ isMet }) => isMet) ? 0 : 1;
}
