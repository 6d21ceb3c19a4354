/**
 * Makes and drops a thousand connections, and tells how much memory is in use on the way.
 *
 * Argument: "closed" for connections that are closed, some of them after they were connected, or "dropped" for
 * connections that nobody closes. Nothing here ends the process: it has to end by itself.
 */
import { set_error_handler, WebRTCPeerConnection } from "../../../runtime/index.js";
import { collectGarbage } from "../../support/collect-garbage.js";
import { channelOf, listenTo, openPair, pump, type Side } from "../../support/sides.js";

const CONNECTIONS = 1_000;
const BATCH = 50;

process.on("unhandledRejection", (reason) => {
  console.log("unhandled rejection:", reason);
});
set_error_handler(({ method, message }) => {
  console.log(`report of ${method}: ${message}`);
});

function side(name: string): Side {
  const pc = new WebRTCPeerConnection();
  pc.initialize({ libdatachannel: { bindAddress: "127.0.0.1" } });
  return listenTo(name, pc);
}

/** Of ten connections: two connect to each other, two negotiate, two offer, two have a channel, two have nothing. */
async function ten(closes: boolean): Promise<void> {
  const sides = Array.from({ length: 10 }, (_, index) => side(String(index)));
  const [a, b, c, d, e, f, g, h] = sides;
  if (!a || !b || !c || !d || !e || !f || !g || !h) throw new Error("Ten sides are made above.");
  for (const { pc } of [c, e, f, g, h]) channelOf(pc, "chat");
  for (const { pc } of [c, e, f]) pc.create_offer();
  await openPair(a, b, {});
  await pump([c], () => c.descriptions.length > 0, "an offer");
  for (const { type, sdp } of c.descriptions) {
    c.pc.set_local_description(type, sdp);
    d.pc.set_remote_description(type, sdp);
  }
  await pump([d], () => d.descriptions.length > 0, "an answer");
  if (closes) for (const { pc } of sides) pc.close();
}

async function batch(closes: boolean): Promise<void> {
  await Promise.all(Array.from({ length: BATCH / 10 }, () => ten(closes)));
}

/** What is in use once everything that can go is gone. Finalizers run between turns of the loop. */
async function inUse(): Promise<{ heap: number; resident: number }> {
  for (let time = 0; time < 5; time += 1) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed / 2 ** 20, resident: rss / 2 ** 20 };
}

const closes = process.argv[2] === "closed";
for (let made = 0; made < CONNECTIONS / 4; made += BATCH) await batch(closes);
const quarter = await inUse();
for (let made = CONNECTIONS / 4; made < CONNECTIONS; made += BATCH) {
  await batch(closes);
  if (!closes) collectGarbage();
}
const end = await inUse();
console.log(`grown: ${JSON.stringify({ heap: end.heap - quarter.heap, resident: end.resident - quarter.resident })}`);
