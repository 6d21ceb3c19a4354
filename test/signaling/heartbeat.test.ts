import { afterEach, expect, test } from "vitest";
import { until } from "../support/until.js";
import { OFFER, PEER_DISCONNECT } from "./support/raw-client.js";
import { again, firstTime, secret } from "./support/resume-offer.js";
import { Servers } from "./support/servers.js";

const servers = new Servers();
afterEach(() => servers.stop());

test("a client that answers no ping is dead: the others hear that it has left", async () => {
  const { lobbies } = await servers.start({ heartbeatInterval: 100 });
  const { host: client, lobby } = await lobbies.make();
  const mute = await lobbies.join(lobby, [{ client, id: 1 }], 0, { autoPong: false });
  expect((await mute.client.closed).code).toBe(1006);
  expect(await client.next()).toEqual({ type: PEER_DISCONNECT, id: mute.id, data: "" });
});

test("an idle client that answers pings stays", async () => {
  const { lobbies } = await servers.start({ heartbeatInterval: 100 });
  const { peers } = await lobbies.mesh(2);
  const [host, guest] = peers;
  let pings = 0;
  guest?.client.socket.on("ping", () => (pings += 1));
  await until(() => pings >= 5, "five pings");
  guest?.client.send(OFFER, 1, "still here");
  expect(await host?.client.next()).toMatchObject({ data: "still here" });
});

test("an answered ping tells what has arrived: it is not kept any longer, and not sent again", async () => {
  const { lobbies } = await servers.start({ heartbeatInterval: 100 });
  const token = secret();
  const { host: client, lobby } = await lobbies.make();
  const guest = await lobbies.join(lobby, [{ client, id: 1 }], 0, { protocols: firstTime(token) });
  client.send(OFFER, guest.id, "arrived");
  await guest.client.next();
  const counts: number[] = [];
  guest.client.socket.on("ping", (payload: Buffer) => counts.push(payload.readUInt32BE()));
  // Two: when the second was sent, the answer to the first had come.
  await until(() => counts.filter((count) => count === 4).length >= 2, "pings that count four frames");
  // A client that has forgotten what it confirmed cannot go on.
  const forgetful = await lobbies.open({ protocols: again(token, 3, 1) });
  expect(forgetful.socket.protocol).toBe("godot-webrtc");
  expect(await client.next()).toEqual({ type: PEER_DISCONNECT, id: guest.id, data: "" });
});

test("pings to clients that cannot resume carry nothing", async () => {
  const { lobbies } = await servers.start({ heartbeatInterval: 50 });
  const { host } = await lobbies.make();
  const payload = await new Promise<Buffer>((resolve) => host.socket.once("ping", resolve));
  expect(payload).toHaveLength(0);
});
