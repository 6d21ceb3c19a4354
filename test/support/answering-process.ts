/**
 * A peer in a process of its own, which a test may stop or kill. It reads one line of JSON, the {@link Message} of the
 * offering side, and writes one, its own; then it polls until its input ends.
 */
import { createInterface } from "node:readline";
import { WebRTCPeerConnection } from "../../runtime/index.js";
import type { Message } from "./other-process.js";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function read(): Promise<Message> {
  const line: IteratorResult<string, undefined> = await lines.next();
  return JSON.parse(line.value ?? "") as Message;
}

const pc = new WebRTCPeerConnection();
pc.initialize({ libdatachannel: { bindAddress: "127.0.0.1" } });
pc.create_data_channel("x", { negotiated: true, id: 1 });
pc.session_description_created.connect(pc.set_local_description);
pc.session_description_created.connect((type, sdp) => {
  pc.ice_candidate_created.connect((media, index, name) => {
    const answer: Message = { type, sdp, candidates: [{ media, index, name }] };
    console.log(JSON.stringify(answer));
  });
});

const { type, sdp, candidates } = await read();
pc.set_remote_description(type, sdp);
for (const { media, index, name } of candidates) pc.add_ice_candidate(media, index, name);

const polling = setInterval(() => pc.poll(), 5);
process.stdin.on("end", () => {
  clearInterval(polling);
  pc.close();
});
