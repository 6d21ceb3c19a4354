/**
 * What the contract suite imports from the test runner, in a page. Tests are collected here and run one by one, when the
 * runner outside asks for them.
 */
import { chai, type ExpectStatic, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from "@vitest/expect";

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

export const expect = chai.expect as unknown as ExpectStatic;

type Body = () => void | Promise<void>;

/** Hooks of a `describe` and of those around it, outermost first. */
interface Scope {
  readonly path: readonly string[];
  readonly before: Body[];
  readonly after: Body[];
}

export interface Case {
  readonly path: readonly string[];
  readonly isSkipped: boolean;
  /** Milliseconds; undefined: as long as tests may take. */
  readonly timeoutMs: number | undefined;
  run(): Promise<void>;
}

/** All tests of the page, in the order in which they stand. */
export const cases: Case[] = [];

let scopes: readonly Scope[] = [{ path: [], before: [], after: [] }];

function here(): Scope {
  const scope = scopes.at(-1);
  if (scope === undefined) throw new Error("There is no scope.");
  return scope;
}

export function describe(name: string, body: () => void): void {
  const around = scopes;
  scopes = [...scopes, { path: [...here().path, name], before: [], after: [] }];
  body();
  scopes = around;
}

export function beforeEach(hook: Body): void {
  here().before.push(hook);
}

export function afterEach(hook: Body): void {
  here().after.push(hook);
}

export function it(title: string, body: Body, timeoutMs?: number): void {
  const around = scopes;
  const before = (): Body[] => around.flatMap((scope) => scope.before);
  const after = (): Body[] => [...around].reverse().flatMap((scope) => scope.after);
  const run = async (): Promise<void> => {
    for (const hook of before()) await hook();
    const failures: unknown[] = [];
    for (const step of [body, ...after()]) {
      try {
        await step();
      } catch (thrown) {
        failures.push(thrown);
      }
    }
    // What the hooks find is often but a consequence.
    if (failures.length > 0) throw failures[0];
  };
  cases.push({ path: [...here().path, title], isSkipped: false, timeoutMs, run });
}

it.skip = (title: string, _body: Body): void => {
  cases.push({ path: [...here().path, title], isSkipped: true, timeoutMs: undefined, run: () => Promise.resolve() });
};
