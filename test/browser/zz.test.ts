import { test } from "vitest";
import { side, channelOf } from "../support/peers.js";
import { withChromium } from "./chromium.js";
import { openPeer, serveKinds } from "./page-peer.js";
await withChromium("x", async (launch) => {
  const [browser, sites] = await Promise.all([launch(), serveKinds()]);
  test("loop", async () => {
    const context = await browser.newContext({ permissions: ["microphone"] });
    const delays = [0, 20, 50, 100, 200, 400, 800];
    for (let i = 0; i < 42; i++) {
      const node = side("Node"); const log: string[] = []; const t0 = performance.now(); const L = (...x: unknown[]) => log.push(`${Math.round(performance.now() - t0)} ${x.join(" ")}`);
      const page = await openPeer(context, sites.godot, (s) => { if (s.kind === "description") setTimeout(() => L("answer ->", node.pc.set_remote_description(s.type, s.sdp)), delays[i % delays.length]); else L("cand ->", s.candidate.slice(0, 60), node.pc.add_ice_candidate(s.sdpMid, s.sdpMLineIndex, s.candidate)); });
      const ch = channelOf(node.pc, "chat");
      let told: Promise<unknown> = Promise.resolve();
      node.pc.session_description_created.connect(node.pc.set_local_description);
      node.pc.session_description_created.connect((type, sdp) => { L("offer"); told = told.then(() => page.call("hear", { kind: "description", type, sdp })); });
      node.pc.ice_candidate_created.connect((sdpMid, sdpMLineIndex, candidate) => { L("own cand", candidate); told = told.then(() => page.call("hear", { kind: "candidate", candidate, sdpMid, sdpMLineIndex })); });
      node.pc.create_offer();
      let st = -1; const start = Date.now();
      while (ch.get_ready_state() !== 1 && Date.now() - start < 12000) { node.pc.poll(); if (st !== node.pc.get_connection_state()) { st = node.pc.get_connection_state(); L("state", st); } await new Promise((r) => setTimeout(r, 1)); }
      const ms = Date.now() - start;
      console.log("DELAY", delays[i % delays.length], "ms", ms, "state", node.pc.get_connection_state());
      if (ms > 3000) console.log(i, ms, "ch", ch.get_ready_state(), "page", await page.call("connectionState"), JSON.stringify(await page.call("channels")), log.join("\n   "));
      node.pc.close(); await page.page.close();
    }
    await browser.close();
  }, 600000);
});
