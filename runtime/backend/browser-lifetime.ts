/**
 * When the browser's connections end, apart from being closed: with their owner, and with their page. By themselves they
 * would live on without an owner, and a tab that is closed would leave the other side waiting.
 */
import type { PlatformConnection, PlatformPage } from "./browser-platform.js";

/** Those that are not closed yet. */
const open = /* @__PURE__ */ new Set<PlatformConnection>();

const orphans = /* @__PURE__ */ new FinalizationRegistry(close);

/** From now on the connection is closed when its owner is collected or the page goes away. */
export function tieToOwner(platform: PlatformConnection, owner: object): void {
  open.add(platform);
  orphans.register(owner, platform);
  // The same function each time, so it is registered once.
  (globalThis as unknown as PlatformPage).addEventListener?.("pagehide", closeAll);
}

function closeAll({ persisted }: { readonly persisted: boolean }): void {
  // A page that is only put aside may come back.
  if (!persisted) for (const platform of open) close(platform);
}

/** Does nothing to one that is closed already, as when its owner is collected later. */
export function close(platform: PlatformConnection): void {
  open.delete(platform);
  platform.close();
}
