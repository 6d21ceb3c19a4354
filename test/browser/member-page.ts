import type { Browser } from "playwright-core";
import { bundle } from "./bundle.js";
import type { DrivenMember } from "./driven-member.js";
import type { ToldByMember } from "./page/member.js";
import { openRemote, type RemoteObject } from "./remote-page.js";
import { pageWith, serve, type Site } from "./serve.js";

/** The site whose page is a multiplayer peer. */
export async function serveMember(): Promise<Site> {
  return serve(pageWith(await bundle("page/member.ts")));
}

/** Opens that page in a context of its own: it shares no process with other pages. */
export async function openMember(
  browser: Browser,
  site: Site,
  told: (message: ToldByMember) => void,
): Promise<RemoteObject<DrivenMember>> {
  const context = await browser.newContext({ permissions: ["microphone"] });
  return openRemote(context, site, "member", (message) => told(message as ToldByMember));
}
