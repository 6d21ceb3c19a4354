/**
 * A signaling server with the options of its argument (JSON). Prints its port, and how many bytes its heap holds when it is
 * asked with a line; stops when its input ends.
 */
import { createInterface } from "node:readline";
import { SignalingServer, type SignalingServerOptions } from "../../../runtime/signaling/server/index.js";

const server = new SignalingServer(JSON.parse(process.argv[2] ?? "{}") as SignalingServerOptions);
const { port } = await server.listen({ port: 0 });
console.log(port);
const input = createInterface({ input: process.stdin });
input.on("line", () => {
  // Twice: what the first collection frees may hold more.
  for (let time = 0; time < 2; time += 1) globalThis.gc?.();
  console.log(process.memoryUsage().heapUsed);
});
input.on("close", () => void server.close());
