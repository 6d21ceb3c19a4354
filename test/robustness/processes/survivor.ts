/** Connects to a peer in another process, kills that one at once, closes, and has to end by itself. */
import { type WebRTCDataChannel, WebRTCPeerConnection } from "../../../runtime/index.js";
import { startScript } from "../../support/child-script.js";
import { listenTo, pump } from "../../support/sides.js";
import { connectScript } from "../script-wire.js";

const script = startScript(new URL("peer.ts", import.meta.url), 60_000);
const pc = new WebRTCPeerConnection();
pc.initialize({ libdatachannel: { bindAddress: "127.0.0.1" } });
const channel: WebRTCDataChannel | null = pc.create_data_channel("chat", { negotiated: true, id: 1 });
const side = listenTo("survivor", pc);
connectScript(side, script);
await pump([side], () => channel?.get_ready_state() === channel?.STATE_OPEN, "the channel", 30_000);
script.process.kill("SIGKILL");
await script.ended;
// With and without something that will never arrive.
if (process.argv[2] === "sending") channel?.put_packet(new Uint8Array(100_000));
pc.close();
console.log(`closed: ${pc.get_connection_state() === pc.STATE_CLOSED}`);
