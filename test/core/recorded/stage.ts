import { expect } from "vitest";
import { Callable, GodotObject, set_error_handler, Signal } from "../../../runtime/core/index.js";

/** What happened, in order: a note of a handler is an array, a report is its kind. */
export type LogEntry = readonly unknown[] | string;

/** The object that the recorded scripts ran in: three signals, and handlers that note their arguments. */
export class Scene extends GodotObject {
  readonly s = new Signal<unknown[]>(this, "s");
  readonly s1 = new Signal<unknown[]>(this, "s1");
  readonly s2 = new Signal<unknown[]>(this, "s2");
  n = 0;
  readonly log: LogEntry[] = [];

  note(...entry: unknown[]): void {
    this.log.push(entry);
  }
  h(): void {
    this.note("h()");
  }
  h1(a: unknown): void {
    this.note("h1", a);
  }
  h2(a: unknown, b: unknown): void {
    this.note("h2", a, b);
  }
  h3(a: unknown, b: unknown, c: unknown): void {
    this.note("h3", a, b, c);
  }
  h4(a: unknown, b: unknown, c: unknown, d: unknown): void {
    this.note("h4", a, b, c, d);
  }
  fv(...args: unknown[]): void {
    this.note("fv", ...args);
  }
  ret(...args: unknown[]): unknown[] {
    return args;
  }
}

/** One case: the scene, and what checks a recorded step. */
export interface Stage {
  readonly scene: Scene;
  /** Runs a step and compares what it returns and what it noted and reported meanwhile, in order. */
  check(step: () => unknown, returns: unknown, ...log: LogEntry[]): void;
  /** Waits until deferred calls have run, and compares what was noted and reported since the last check. */
  nextFrame(...log: LogEntry[]): Promise<void>;
}

export type Cases = Readonly<Record<string, (stage: Stage) => void | Promise<void>>>;

/** What a step without a value returns. */
export const VOID = undefined;

export function makeStage(): Stage {
  const scene = new Scene();
  const taken = (): LogEntry[] => scene.log.splice(0);
  set_error_handler(({ kind }) => void scene.log.push(kind));
  return {
    scene,
    check(step, returns, ...log) {
      expect(taken(), "noted between the steps").toEqual([]);
      const value = step();
      expect({ value, log: taken() }, String(step)).toEqual({ value: returns, log });
    },
    async nextFrame(...log) {
      await new Promise((resolve) => setImmediate(resolve));
      expect(taken()).toEqual(log);
    },
  };
}

/** `f.bind(…)` of GDScript. */
export function callable(function_: (...args: never[]) => unknown): Callable {
  return Callable.from(function_);
}

/** What a connection list shows of its elements. */
export function listed(
  connections: readonly { signal: { get_name(): string }; callable: { get_method(): string }; flags: number }[],
) {
  return connections.map(({ signal, callable, flags }) => [signal.get_name(), callable.get_method(), flags]);
}
