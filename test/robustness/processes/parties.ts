/**
 * Servers and their clients, who meet, talk and are let go, and how many of them are collected then.
 *
 * Argument: "closed" for multiplayer peers that are closed, "left" for clients that are closed and servers that go on until
 * they miss them, or "dropped" for peers that nobody closes. Nothing here ends the process: it has to end by itself.
 */
import { set_error_handler, WebRTCPeerConnection } from "../../../runtime/index.js";
import { collectGarbage } from "../../support/collect-garbage.js";
import { hasConnected, link, type Member, newMember, pumpMembers } from "../../support/members.js";
import { until } from "../../support/until.js";

const PARTIES = 10;

set_error_handler(({ method, message }) => {
  console.log(`report of ${method}: ${message}`);
});

const objects: WeakRef<object>[] = [];

function connect(): WebRTCPeerConnection {
  const connection = new WebRTCPeerConnection();
  connection.initialize({ libdatachannel: { bindAddress: "127.0.0.1" } });
  objects.push(new WeakRef(connection));
  return connection;
}

function member(name: string): Member {
  const made = newMember(name);
  objects.push(new WeakRef(made.peer));
  return made;
}

async function party(fate: string): Promise<void> {
  const server = member("server");
  server.peer.create_server();
  const clients = [2, 3].map((id) => {
    const client = member(`client ${id}`);
    client.peer.create_client(id);
    link(server, client, connect);
    return client;
  });
  const all = [server, ...clients];
  await pumpMembers(
    all,
    () => hasConnected(server, 2) && clients.every((client) => hasConnected(client, 1)),
    "a party",
  );
  // Nobody takes these.
  for (const { peer } of all) for (let count = 0; count < 10; count += 1) peer.put_packet(new Uint8Array(1_000));
  if (fate === "closed") for (const { peer } of all) peer.close();
  if (fate !== "left") return;
  for (const { peer } of clients) peer.close();
  await pumpMembers([server], () => server.peer.get_peers().size === 0, "the clients to be missed");
}

const fate = process.argv[2] ?? "";
for (let count = 0; count < PARTIES; count += 1) await party(fate);
const gone = (): boolean => {
  collectGarbage();
  return objects.every((object) => object.deref() === undefined);
};
await until(gone, "everything to be collected").catch(() => undefined);
console.log(`collected ${objects.filter((object) => object.deref() === undefined).length} of ${objects.length}`);
