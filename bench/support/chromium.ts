import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { delimiter, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import type { Worker } from "./worker.js";

const BENCH = fileURLToPath(new URL("..", import.meta.url));
const NAMES = ["chromium", "chromium-browser", "google-chrome", "chrome"];
const LONGEST_START_MS = 30_000;

const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--no-first-run",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // What is measured must not be slowed down because nobody looks at it.
  "--disable-background-timer-throttling",
  "--disable-renderer-backgrounding",
  "--disable-backgrounding-occluded-windows",
  // Everything stays on the loopback interface, which WebRTC leaves out by default; and addresses are no mDNS names.
  "--allow-loopback-in-peer-connection",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
  "--remote-debugging-pipe",
];

/** Where Chromium is: CHROMIUM of the environment, else what the path has. */
export function findChromium(): string | undefined {
  const { CHROMIUM, PATH = "" } = process.env;
  if (CHROMIUM !== undefined) return CHROMIUM;
  return PATH.split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** A page that runs a module of the benches, whose `jobs` can be called like those of a process. */
export async function startPage(executable: string, module: string): Promise<Worker> {
  const server = createServer(({ url = "/" }, response) => {
    const text = url === "/" ? "<!doctype html>" : javaScript(url);
    response.writeHead(text === undefined ? 404 : 200, {
      "content-type": url === "/" ? "text/html" : "text/javascript",
    });
    response.end(text);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  server.unref();
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}`;

  const profile = mkdtempSync(join(tmpdir(), "bench-chromium-"));
  const child = spawn(executable, [...FLAGS, `--user-data-dir=${profile}`, "about:blank"], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  const listeners: ((what: unknown) => void)[] = [];
  const protocol = new Protocol(child.stdio[3] as Writable, child.stdio[4] as Readable, (method, params) => {
    if (method !== "Runtime.bindingCalled") return;
    const told: unknown = JSON.parse((params as { readonly payload: string }).payload);
    for (const listener of listeners) listener(told);
  });
  void ended.then(() => protocol.fail(new Error("Chromium ended")));

  const evaluate = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = (await protocol.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })) as Evaluated;
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  };
  const call = (job: string, ...args: readonly unknown[]): Promise<unknown> =>
    evaluate(`jobs.${job}(...${JSON.stringify(args)})`);

  const timer = setTimeout(() => protocol.fail(new Error("Chromium did not start")), LONGEST_START_MS);
  // Without the right to use a microphone, a page gets to see the default route only.
  await protocol.send("Browser.grantPermissions", { origin, permissions: ["audioCapture"] });
  await protocol.openPage(`${origin}/`);
  await protocol.send("Runtime.enable");
  await protocol.send("Runtime.addBinding", { name: "tellBench" });
  await evaluate(`import(${JSON.stringify(`${origin}/${module}`)}).then(() => undefined)`);
  clearTimeout(timer);
  return {
    pid: child.pid ?? 0,
    call,
    onTold: (listener) => void listeners.push(listener),
    tell: (what) => void call("told", what).catch(() => undefined),
    async stop() {
      server.close();
      // Asked, and not killed: its processes write to the profile until they are told.
      await protocol.send("Browser.close").catch(() => undefined);
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

function javaScript(url: string): string | undefined {
  const file = join(BENCH, url.replace(/\.js$/, ".ts"));
  if (!file.startsWith(BENCH) || !existsSync(file)) return undefined;
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  return ts.transpileModule(readFileSync(file, "utf8"), { compilerOptions }).outputText;
}

interface Evaluated {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
}

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Chromium's debugging protocol over a pair of pipes: messages of JSON, each ended by a NUL byte. */
class Protocol {
  readonly #out: Writable;
  readonly #waiting = new Map<number, { done: (result: unknown) => void; failed: (error: Error) => void }>();
  #calls = 0;
  #rest = "";
  #session: string | undefined;
  #failure: Error | undefined;

  constructor(out: Writable, from: Readable, onEvent: (method: string, params: unknown) => void) {
    this.#out = out;
    out.on("error", (error) => this.fail(error));
    from.setEncoding("utf8").on("data", (chunk: string) => {
      const texts = (this.#rest + chunk).split("\0");
      this.#rest = texts.pop() ?? "";
      for (const text of texts) this.#receive(JSON.parse(text) as Answer, onEvent);
    });
  }

  async openPage(url: string): Promise<void> {
    const { targetId } = (await this.send("Target.createTarget", { url: "about:blank" })) as { targetId: string };
    const { sessionId } = (await this.send("Target.attachToTarget", { targetId, flatten: true })) as {
      sessionId: string;
    };
    this.#session = sessionId;
    await this.send("Page.enable");
    await this.send("Page.navigate", { url });
    await this.#loaded;
  }

  send(method: string, params: object = {}): Promise<unknown> {
    return new Promise((done, failed) => {
      if (this.#failure !== undefined) {
        failed(this.#failure);
        return;
      }
      this.#calls += 1;
      this.#waiting.set(this.#calls, { done, failed });
      const message = {
        id: this.#calls,
        method,
        params,
        ...(!method.startsWith("Browser.") && this.#session && { sessionId: this.#session }),
      };
      this.#out.write(`${JSON.stringify(message)}\0`);
    });
  }

  fail(error: Error): void {
    this.#failure = error;
    for (const { failed } of this.#waiting.values()) failed(error);
    this.#waiting.clear();
  }

  #markLoaded: () => void = () => undefined;
  readonly #loaded = new Promise<void>((resolve) => (this.#markLoaded = resolve));

  #receive({ id, method, params, result, error }: Answer, onEvent: (method: string, params: unknown) => void): void {
    if (method === "Page.loadEventFired") this.#markLoaded();
    if (method !== undefined) onEvent(method, params);
    if (id === undefined) return;
    const { done, failed } = this.#waiting.get(id) ?? {};
    this.#waiting.delete(id);
    if (error !== undefined) failed?.(new Error(error.message));
    else done?.(result);
  }
}
