import type { BrowserContext, Page } from "playwright-core";
import { bundle } from "./bundle.js";
import type { PagePeer, PeerPage, Signal } from "./page/peer.js";
import { pageWith, serve, type Site } from "./serve.js";

/** What a page may be: one that uses this package, or one that knows the W3C's interface only. */
export const KINDS = ["godot", "plain"] as const;
export type Kind = (typeof KINDS)[number];

declare const peer: PagePeer;

/** A peer in a page, from the outside. */
export interface RemotePeer {
  readonly page: Page;
  /** Calls a method there. */
  call<Name extends keyof PagePeer>(
    name: Name,
    ...args: Parameters<PagePeer[Name]>
  ): Promise<ReturnType<PagePeer[Name]>>;
  /** Errors that nobody caught in the page, and what it printed as errors and warnings, since the last look. */
  takeErrors(): readonly string[];
}

/** The sites of the two kinds of pages. */
export async function serveKinds(): Promise<Readonly<Record<Kind, Site>>> {
  const site = async (kind: Kind): Promise<Site> => serve(pageWith(await bundle(`page/${kind}-peer.ts`)));
  const [godot, plain] = await Promise.all([site("godot"), site("plain")]);
  return { godot, plain };
}

/** Opens a page with a peer. @param told gets what the peer has to tell the other side */
export async function openPeer(
  context: BrowserContext,
  { origin }: Site,
  told: (signal: Signal) => void,
): Promise<RemotePeer> {
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
  });
  const tell: PeerPage["tell"] = (signal) => {
    told(signal);
    return Promise.resolve();
  };
  await page.exposeFunction("tell", tell);
  await page.goto(origin);
  const call: RemotePeer["call"] = (name, ...args) =>
    page.evaluate(
      ([method, values]): unknown => Reflect.apply(Reflect.get(peer, method) as () => unknown, peer, values),
      [name as string, args as readonly unknown[]] as const,
    ) as ReturnType<RemotePeer["call"]> as Promise<never>;
  return { page, call, takeErrors: () => errors.splice(0) };
}
