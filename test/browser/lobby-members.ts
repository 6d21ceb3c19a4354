/** Members of lobbies in processes and in pages, and the command that introduces them. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContext } from "playwright-core";
import { ROOT } from "../support/root.js";
import { SOURCE_FLAGS } from "../support/source-flags.js";
import { until } from "../support/until.js";
import type { LobbyMember } from "./page/lobby-member.js";
import type { Site } from "./serve.js";

/** A member somewhere else. */
export type RemoteMember = {
  readonly [Name in keyof LobbyMember]: (
    ...args: Parameters<LobbyMember[Name]>
  ) => Promise<Awaited<ReturnType<LobbyMember[Name]>>>;
} & { end(): Promise<void> };

type Call = (method: keyof LobbyMember, args: readonly unknown[]) => Promise<unknown>;

function remoteMember(call: Call, end: () => Promise<void>): RemoteMember {
  const methods = (["join", "events", "say", "heard", "close"] as const).map(
    (name) => [name, (...args: readonly unknown[]) => call(name, args)] as const,
  );
  return { ...(Object.fromEntries(methods) as unknown as RemoteMember), end };
}

/** A member in a Node process of its own. */
export function startMember(): RemoteMember {
  const script = fileURLToPath(new URL("processes/lobby-process.ts", import.meta.url));
  const child = spawn(process.execPath, [...SOURCE_FLAGS, script], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const exited = once(child, "exit");
  const died = exited.then(([code]) => {
    throw new Error(`The process of a member ended with ${String(code)}.`);
  });
  died.catch(() => undefined);
  // One question at a time.
  let last: Promise<unknown> = Promise.resolve();
  const call: Call = (method, args) => {
    const asked = last.then(async () => {
      const answered = once(child, "message");
      child.send({ method, args });
      const [answer] = (await Promise.race([answered, died])) as [
        { readonly result?: unknown; readonly error?: string },
      ];
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.result;
    });
    last = asked.catch(() => undefined);
    return asked;
  };
  return remoteMember(call, async () => {
    // It ends by itself, once nobody is there to drive it.
    if (child.connected) child.disconnect();
    const [code] = (await exited) as [number | null];
    if (code !== 0) throw new Error(`The process of a member ended with ${String(code)}.`);
  });
}

declare const member: LobbyMember;

/** A member in a tab of its own. @param errors gets what the page prints and does not catch */
export async function openMember(context: BrowserContext, site: Site, errors: string[]): Promise<RemoteMember> {
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => errors.push(message.text()));
  await page.goto(site.origin);
  const call: Call = (method, args) =>
    page.evaluate(([name, values]): unknown => Reflect.apply(member[name], member, values), [method, args] as const);
  return remoteMember(call, () => page.close());
}

export interface SignalingCommand {
  /** `ws://127.0.0.1:port`. */
  readonly url: string;
  /** Ends it without a word to anybody. */
  kill(): Promise<void>;
}

/** `godot-webrtc signal`, as it is built, in a process of its own. */
export async function startSignaling(...args: readonly string[]): Promise<SignalingCommand> {
  const cli = join(ROOT, "dist/runtime/cli.js");
  if (!existsSync(cli)) throw new Error(`${cli} is not there: run "npm run build" first.`);
  const child: ChildProcess = spawn(process.execPath, [cli, "signal", "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const exited = once(child, "exit");
  const found = (): string | undefined => /Signaling at (ws:\/\/\S+)/.exec(printed)?.[1];
  await until(() => found() !== undefined, "the signaling server to say where it is");
  return {
    url: found() ?? "",
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
