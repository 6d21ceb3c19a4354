/** The web page of `godot-webrtc signal`: tabs and the example for Node chat in one lobby. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { ROOT } from "../support/root.js";
import { DEADLINE_MS, until } from "../support/until.js";
import { withChromium } from "./chromium.js";
import { type SignalingCommand, startSignaling } from "./lobby-members.js";

/** For whoever wants to see it; a copy is in examples/images. */
const SCREENSHOT = join(ROOT, "artifacts", "lobby-chat.png");
/** Of all that happens in one test. */
const TEST_TIMEOUT_MS = 90_000;

await withChromium("the chat page of the signaling server", async (launch) => {
  const browser = await launch();
  afterAll(() => browser.close());

  let context: BrowserContext;
  let signaling: SignalingCommand;
  let errors: string[];
  let programs: Program[];
  beforeEach(async () => {
    // The list is for other pages: the server's own may connect.
    signaling = await startSignaling("--allow-origin", "https://game.example");
    context = await browser.newContext({ viewport: { width: 960, height: 570 }, colorScheme: "light" });
    context.setDefaultTimeout(DEADLINE_MS);
    errors = [];
    programs = [];
  });
  afterEach(async () => {
    await context.close();
    for (const program of programs) program.kill();
    await signaling.kill();
  });

  const openTab = async (name: string, address = signaling.url.replace("ws", "http")): Promise<Page> => {
    const page = await context.newPage();
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => errors.push(message.text()));
    page.on("response", (response) => {
      if (response.status() >= 400) errors.push(`${response.url()}: ${response.status()}`);
    });
    await page.goto(address);
    await page.locator("#name").fill(name);
    return page;
  };
  const startNode = (...args: readonly string[]): Program => {
    const program = startProgram("--url", signaling.url, "--local", ...args);
    programs.push(program);
    return program;
  };

  test(
    "two tabs and a Node program hear each other, also when the server is gone, and who leaves is gone",
    async () => {
      const ada = await openTab("Ada");
      await ada.locator("#join-button").click();
      const lobby = (await filled(ada.locator("#lobby-name")).textContent()) ?? "";
      expect(lobby).toMatch(/^\w{20}$/);
      expect(await ada.locator("#command").textContent()).toBe(
        `npm run example:lobby-chat -- \\\n  --url ${signaling.url} \\\n  --lobby ${lobby}`,
      );

      const node = startNode("--lobby", lobby, "--name", "Node");
      await line(ada, `Node: Hello, Ada! I run on Node ${process.versions.node}.`);
      await say(ada, "Hello from a tab ✓");
      await node.printed("Ada: Hello from a tab ✓");
      await line(ada, "Node: Ada said: Hello from a tab ✓");

      const link = await ada.locator("#link").getAttribute("href");
      const bob = await openTab("Bob", link ?? "");
      await bob.locator("#join-button").click();
      await line(ada, "Bob is here.");
      // What is said reaches those who are connected by then.
      for (const other of ["Ada", "Node"]) await line(bob, `${other} is here.`);
      await say(bob, "And from another one");
      await line(ada, "Bob: And from another one");
      await node.printed("Bob: And from another one");
      expect(await ada.locator("#people li").count()).toBe(2);
      mkdirSync(join(ROOT, "artifacts"), { recursive: true });
      await line(ada, "Node: Bob said: And from another one");
      await ada.screenshot({ path: SCREENSHOT });
      expect(readFileSync(SCREENSHOT).length).toBeGreaterThan(1_000);

      await bob.locator("#leave").click();
      await line(ada, "Bob has left.");
      expect(errors).toEqual([]);

      await signaling.kill();
      await ada.locator("#status").filter({ hasText: "The server does not answer." }).waitFor();
      await say(ada, "Are you still there?");
      await line(ada, "Node: Ada said: Are you still there?");
      await ada.locator("#leave").click();
      // Everybody else has left: it ends by itself.
      expect(await node.ended).toEqual([0, null]);
      expect(node.output()).toContain("Ada has left.");
    },
    TEST_TIMEOUT_MS,
  );

  test(
    "a Node program is the server of two tabs, and tells each what the other says",
    async () => {
      const node = startNode("--mode", "client-server", "--name", "Host");
      const [, lobby = ""] = await node.found(/In the lobby (\w+) \(client-server\) as peer 1\./);
      const [ada, bob] = [await openTab("Ada"), await openTab("Bob")];
      for (const tab of [ada, bob]) {
        await tab.locator("#lobby").fill(lobby);
        await tab.locator("#join-button").click();
        await line(tab, "Host is here.");
        expect(await tab.locator("#lobby-mode").textContent()).toBe("(client and server)");
      }
      await node.printed("Bob is here.");
      await say(ada, "Can you hear me, Bob?");
      await line(bob, "Ada: Can you hear me, Bob?");
      await line(bob, "Host: Ada said: Can you hear me, Bob?");
      expect(await bob.locator("#people li").allTextContents()).toEqual(["Host, peer 1 (host)"]);
      for (const tab of [ada, bob]) await tab.locator("#leave").click();
      expect(await node.ended).toEqual([0, null]);
      expect(errors).toEqual([]);
    },
    TEST_TIMEOUT_MS,
  );

  test(
    "a lobby that is not there is said, and can be corrected; a sealed one takes nobody",
    async () => {
      const ada = await openTab("Ada");
      await ada.locator("#lobby").fill("nowhere");
      await ada.locator("#join-button").click();
      await ada.locator("#status.failed").filter({ hasText: "There is no lobby of this name." }).waitFor();
      await ada.locator("#lobby").fill("");
      await ada.locator("#join-button").click();
      const lobby = (await filled(ada.locator("#lobby-name")).textContent()) ?? "";
      await ada.locator("#seal").click();
      await ada.locator("#status").filter({ hasText: "nobody comes in any more" }).waitFor();
      const node = startNode("--lobby", lobby);
      expect(await node.ended).toEqual([1, null]);
      expect(node.output()).toContain("The lobby is sealed: it takes nobody any more. (code 4000)");
      expect(errors).toEqual([]);
    },
    TEST_TIMEOUT_MS,
  );

  test(
    "what is not its own does not run in the page",
    async () => {
      const tab = await openTab("Ada");
      await tab.evaluate(() => {
        const script = document.createElement("script");
        script.textContent = "globalThis.injected = true";
        document.body.append(script);
      });
      await until(() => errors.length > 0, "the policy to be violated");
      expect(errors).toEqual([expect.stringMatching(/inline script violates .*Content Security Policy/)]);
      expect(await tab.evaluate(() => Reflect.get(globalThis, "injected") as unknown)).toBeUndefined();
    },
    TEST_TIMEOUT_MS,
  );
});

function filled(locator: Locator): Locator {
  return locator.filter({ hasText: /./ });
}

async function say(tab: Page, text: string): Promise<void> {
  await tab.locator("#text").fill(text);
  await tab.locator("#send").click();
}

async function line(tab: Page, text: string): Promise<void> {
  await tab.locator("#log li").filter({ hasText: text }).first().waitFor();
}

/** The example for Node, as it is built. */
interface Program {
  readonly output: () => string;
  /** Exit code and signal. */
  readonly ended: Promise<unknown[]>;
  printed(text: string): Promise<void>;
  /** What the pattern matched, and its groups. */
  found(pattern: RegExp): Promise<readonly string[]>;
  kill(): void;
}

function startProgram(...args: readonly string[]): Program {
  const child = spawn(process.execPath, [join(ROOT, "dist/examples/lobby-chat/lobby-chat.js"), ...args]);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  return {
    output: () => output,
    ended: once(child, "close"),
    printed: (text) => until(() => output.split("\n").includes(text), `"${text}" in ${output}`),
    async found(pattern) {
      await until(() => pattern.test(output), `${String(pattern)} in what the program prints`);
      return pattern.exec(output) ?? [];
    },
    kill: () => void child.kill("SIGKILL"),
  };
}
