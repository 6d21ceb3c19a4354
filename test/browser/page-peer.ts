import type { BrowserContext } from "playwright-core";
import { bundle } from "./bundle.js";
import type { PagePeer, Signal } from "./page/peer.js";
import { openRemote, type RemoteObject } from "./remote-page.js";
import { pageWith, serve, type Site } from "./serve.js";

/** What a page may be: one that uses this package, or one that knows the W3C's interface only. */
export const KINDS = ["godot", "plain"] as const;
export type Kind = (typeof KINDS)[number];

/** A peer in a page, from the outside. */
export type RemotePeer = RemoteObject<PagePeer>;

/** The sites of the two kinds of pages. */
export async function serveKinds(): Promise<Readonly<Record<Kind, Site>>> {
  const site = async (kind: Kind): Promise<Site> => serve(pageWith(await bundle(`page/${kind}-peer.ts`)));
  const [godot, plain] = await Promise.all([site("godot"), site("plain")]);
  return { godot, plain };
}

/** Opens a page with a peer. @param told gets what the peer has to tell the other side */
export function openPeer(context: BrowserContext, site: Site, told: (signal: Signal) => void): Promise<RemotePeer> {
  return openRemote(context, site, "peer", (signal) => told(signal as Signal));
}
