/** Faults of multiplayer peers; see {@link Mutant}. */
import type { Mutant } from "./mutants.js";

const PEER = "runtime/multiplayer/webrtc-multiplayer-peer.ts";
const PLAN = "runtime/multiplayer/channel-plan.ts";
const SESSION = "runtime/multiplayer/session.ts";
const REMOTE = "runtime/multiplayer/remote-peer.ts";
const INBOX = "runtime/multiplayer/inbox.ts";
const SETTINGS = "runtime/multiplayer/settings.ts";
const BASE = "runtime/core/multiplayer-peer.ts";

export const MULTIPLAYER_MUTANTS: readonly Mutant[] = [
  {
    what: "unreliable packets of a multiplayer peer are reliable",
    file: PLAN,
    find: "? options : { ...options, maxPacketLifeTime },",
    replace: "? options : options,",
  },
  {
    what: "the unreliable channel of a multiplayer peer keeps the order",
    file: PLAN,
    find: "ordered: mode !== TransferMode.TRANSFER_MODE_UNRELIABLE }",
    replace: "ordered: true }",
  },
  {
    what: "the channel ids of a multiplayer peer begin at 0",
    file: PLAN,
    find: "const FIRST_ID = 1;",
    replace: "const FIRST_ID = 0;",
  },
  {
    what: "the ids of extra channels are shifted",
    file: PLAN,
    find: "const id = FIRST_ID + index;",
    replace: "const id = FIRST_ID + index + (index < MODES.length ? 0 : 1);",
  },
  {
    what: "extra channels have the lifetime of the first three",
    file: PLAN,
    find: "index < MODES.length ? lifetime : EXTRA_LIFETIME;",
    replace: "index < MODES.length ? lifetime : lifetime;",
  },
  {
    what: "transfer channel 1 is the last one of channel 0",
    file: PLAN,
    find: "transferChannel + MODES.length - 1 :",
    replace: "transferChannel + MODES.length - 2 :",
  },
  {
    what: "a packet is said to come over the transfer channel before",
    file: PLAN,
    find: "Math.max(index - MODES.length + 1, 0)",
    replace: "Math.max(index - MODES.length, 0)",
  },
  {
    what: "a transfer mode that does not exist is unreliable",
    file: PLAN,
    find: "Math.max(MODES.indexOf(mode), 0)",
    replace: "(MODES.indexOf(mode) + MODES.length) % MODES.length",
  },
  {
    what: "a client may have the server's id",
    file: SESSION,
    find: "{ server: SERVER, client: OTHERS, mesh: ANY }",
    replace: "{ server: SERVER, client: ANY, mesh: ANY }",
  },
  {
    what: "the greatest id is refused",
    file: SESSION,
    find: "id <= most)",
    replace: "(id < most || id === SERVER_ID))",
  },
  {
    what: "ids may have 32 bits",
    file: SESSION,
    find: "const MAX_ID = 2 ** 31 - 1;",
    replace: "const MAX_ID = 2 ** 32 - 1;",
  },
  {
    what: "a client may add others than its server",
    file: SESSION,
    find: "{ server: OTHERS, client: SERVER, mesh: ANY }",
    replace: "{ server: OTHERS, client: ANY, mesh: ANY }",
  },
  {
    what: "a server may add a server",
    file: SESSION,
    find: "{ server: OTHERS, client: SERVER, mesh: ANY }",
    replace: "{ server: ANY, client: SERVER, mesh: ANY }",
  },
  {
    what: "a client is CONNECTED at once",
    file: PEER,
    find: "isClient ? ConnectionStatus.CONNECTION_CONNECTING",
    replace: "isClient ? ConnectionStatus.CONNECTION_CONNECTED",
  },
  {
    what: "channels_config takes anything",
    file: SESSION,
    find: "if (index < 0) return modes",
    replace: "if (index < 100) return modes",
  },
  {
    what: "a peer that is DISCONNECTED for a moment is gone",
    file: REMOTE,
    find: "if (now - this.#lostSince >= grace) return",
    replace: "return",
  },
  {
    what: "a peer that stays DISCONNECTED is never gone",
    file: REMOTE,
    find: '      if (now - this.#lostSince >= grace) return "gone";\n',
    replace: "",
  },
  {
    what: "short cuts add up to a lost peer",
    file: REMOTE,
    find: "if (state !== ConnectionState.STATE_DISCONNECTED) this.#lostSince = undefined;\n    else {",
    replace: "if (state === ConnectionState.STATE_DISCONNECTED) {",
  },
  {
    what: "a peer with a closed channel stays",
    file: REMOTE,
    find: '      if (channelState !== ChannelState.STATE_CONNECTING) return "gone";\n',
    replace: "",
  },
  {
    what: "a peer is connected before its channels are open",
    file: REMOTE,
    find: '      condition = "waiting";\n',
    replace: "",
  },
  {
    what: "what a peer sent before it left cannot be taken",
    file: REMOTE,
    find: "    if (this.dismissed || !this.connected) return false;\n",
    replace: "    if (this.connected || !this.connected) return false;\n",
  },
  {
    what: "a peer that left stays for ever if nobody takes its packets",
    file: REMOTE,
    find: "(waiting > 0 && before.taken !== taken)",
    replace: "waiting > 0",
  },
  {
    what: "channels of a peer that cannot be added stay",
    file: REMOTE,
    find: "        for (const created of channels) created.close();\n",
    replace: "",
  },
  {
    what: "refuse_new_connections is ignored",
    file: PEER,
    find: "    if (this.refuse_new_connections) return refuse(",
    replace: "    if (this.refuse_new_connections && id < 0) return refuse(",
  },
  {
    what: "add_peer() takes connections in any state",
    file: PEER,
    find: "if (state !== ConnectionState.STATE_NEW) {",
    replace: "if (state === undefined) {",
  },
  {
    what: "unreliable_lifetime is 0 if left out",
    file: PEER,
    find: "unreliable_lifetime = 1): GodotError",
    replace: "unreliable_lifetime = 0): GodotError",
  },
  {
    what: "a negative unreliable_lifetime is taken",
    file: PEER,
    find: "if (lifetime < 0 || lifetime > MAX_LIFETIME) {",
    replace: "if (lifetime > MAX_LIFETIME) {",
  },
  {
    what: "a peer that is replaced is not told of, nor closed",
    file: PEER,
    find: "    if (before !== undefined) this.#end(before);\n",
    replace: "",
  },
  {
    what: "a client that adds its server again stays DISCONNECTED",
    file: PEER,
    find: '    if (session.role === "client") session.status = ConnectionStatus.CONNECTION_CONNECTING;\n',
    replace: "",
  },
  {
    what: "a broadcast goes to peers that are not connected",
    file: PEER,
    find: "      if (!peer.connected || peer.id === -this.#target) continue;\n      // One that has closed meanwhile is not connected any more: the next poll() finds that out.\n      if (peer.channels[index]?.get_ready_state() === ChannelState.STATE_OPEN) send(peer, index, buffer);\n",
    replace: "      if (peer.id !== -this.#target) send(peer, index, buffer);\n",
  },
  {
    what: "a broadcast goes to peers that were lost a moment ago",
    file: PEER,
    find: "if (peer.channels[index]?.get_ready_state() === ChannelState.STATE_OPEN) send(",
    replace: "send(",
  },
  {
    what: "the sign of the target is lost",
    file: PEER,
    find: "peer.id === -this.#target",
    replace: "peer.id === this.#target",
  },
  {
    what: "all but one is all",
    file: PEER,
    find: " || peer.id === -this.#target) continue;",
    replace: ") continue;",
  },
  {
    what: "a broadcast that did not reach somebody fails",
    file: PEER,
    find: "    // As in the engine, whatever became of it.\n    return GodotError.OK;",
    replace:
      "    return [...this.#peers.values()].every(({ connected }) => connected) ? GodotError.OK : GodotError.FAILED;",
  },
  {
    what: "peer_disconnected is emitted before the peer is removed",
    file: PEER,
    find: "    this.#peers.delete(peer.id);\n    this.#end(peer, silently);\n",
    replace: "    this.#end(peer, silently);\n    this.#peers.delete(peer.id);\n",
  },
  {
    what: "a client is DISCONNECTED before it is told",
    file: PEER,
    find: "    this.#peers.delete(peer.id);\n    this.#end(peer, silently);\n",
    replace:
      '    this.#peers.delete(peer.id);\n    if (session?.role === "client") session.status = ConnectionStatus.CONNECTION_DISCONNECTED;\n    this.#end(peer, silently);\n',
  },
  {
    what: "a client that lost its server is CONNECTED",
    file: PEER,
    find: '    if (session?.role === "client" && !this.#peers.has(SERVER_ID))\n      session.status = ConnectionStatus.CONNECTION_DISCONNECTED;\n',
    replace: "",
  },
  {
    what: "remove_peer() leaves the connection open",
    file: PEER,
    find: "    this.#inbox.forgetGone();\n    peer.connection.close();\n",
    replace: "    this.#inbox.forgetGone();\n",
  },
  {
    what: "what a removed peer sent can still be taken",
    file: PEER,
    find: "    this.#inbox.forgetGone();\n    peer.connection.close();\n",
    replace: "    peer.connection.close();\n",
  },
  {
    what: "disconnect_peer() with force tells of it",
    file: PEER,
    find: "if (peer.announced && !silently)",
    replace: "if (peer.announced)",
  },
  {
    what: "peers that were never connected are told of",
    file: PEER,
    find: "if (peer.announced && !silently)",
    replace: "if (!silently)",
  },
  {
    what: "disconnect_peer() always removes at once",
    file: PEER,
    find: "      found.dismissed = true;\n      found.connection.close();\n",
    replace: "      this.#remove(found);\n",
  },
  {
    what: "close() tells of the peers it drops",
    file: PEER,
    find: "    this.#peers.clear();\n",
    replace: "    for (const peer of [...this.#peers.values()]) this.#remove(peer);\n",
  },
  {
    what: "close() leaves the connections open",
    file: PEER,
    find: "    for (const connection of connections) connection.close();\n",
    replace: "",
  },
  {
    what: "close() leaves the target",
    file: PEER,
    find: "    this.#leave();\n    this.#target = BROADCAST;\n",
    replace: "    this.#leave();\n",
  },
  {
    what: "who has come is told before who has gone",
    file: PEER,
    find: "    for (const peer of gone) if (this.#has(peer)) this.#remove(peer);\n    for (const peer of come) if (this.#has(peer)) this.#welcome(peer);\n",
    replace:
      "    for (const peer of come) if (this.#has(peer)) this.#welcome(peer);\n    for (const peer of gone) if (this.#has(peer)) this.#remove(peer);\n",
  },
  {
    what: "peer_connected is emitted in every poll()",
    file: PEER,
    find: 'condition === "open" && !peer.connected',
    replace: 'condition === "open"',
  },
  {
    what: "peer_connected is emitted while a client is CONNECTING",
    file: PEER,
    find: '    if (this.#session?.role === "client") this.#session.status = ConnectionStatus.CONNECTION_CONNECTED;\n    peer.announced = true;\n    this.peer_connected.emit(peer.id);\n',
    replace:
      '    peer.announced = true;\n    this.peer_connected.emit(peer.id);\n    if (this.#session?.role === "client") this.#session.status = ConnectionStatus.CONNECTION_CONNECTED;\n',
  },
  {
    what: "poll() of a multiplayer peer polls no connection",
    file: PEER,
    find: "      peer.connection.poll();\n",
    replace: "",
  },
  {
    what: "a multiplayer peer offers by itself",
    file: PEER,
    find: "      peer.connection.poll();\n",
    replace:
      "      if (peer.connection.get_connection_state() === ConnectionState.STATE_NEW) peer.connection.create_offer();\n      peer.connection.poll();\n",
  },
  {
    what: "a mesh lets a layer above relay",
    file: PEER,
    find: 'return this.#session?.role === "server" || this.#session?.role === "client";',
    replace: "return this.#session !== undefined;",
  },
  {
    what: "a client without a server sends",
    file: PEER,
    find: "if (session === undefined || session.status === ConnectionStatus.CONNECTION_DISCONNECTED) {",
    replace: "if (session === undefined) {",
  },
  {
    what: "a refused role drops the peers of the one before",
    file: PEER,
    find: "    const id = intOf(peerId);\n    const modes =",
    replace: "    this.#leave();\n    const id = intOf(peerId);\n    const modes =",
  },
  {
    what: "peers of another role stay",
    file: PEER,
    find: "    this.#leave();\n    const isClient",
    replace: "    const isClient",
  },
  {
    what: "peers do not take turns",
    file: INBOX,
    find: "    this.#turn += 1;\n    if (source.total > 0) this.#line.push(source);\n",
    replace: "    if (source.total === 0) this.#turn += 1;\n",
  },
  {
    what: "packets come without poll()",
    file: INBOX,
    find: "if (this.next !== undefined && !this.#isCounted) this.look();",
    replace: "if (!this.#isCounted) this.look();",
  },
  {
    what: "what is told is not of the next packet",
    file: INBOX,
    find: "    if ((next.waiting[before.channel] ?? 0) > 0) next.channel = before.channel;\n",
    replace: "",
  },
  {
    what: "a lost peer is given up after three seconds",
    file: SETTINGS,
    find: "const DEFAULT_GRACE_MS = 30_000;",
    replace: "const DEFAULT_GRACE_MS = 3_000;",
  },
  {
    what: "packets are unreliable by default",
    file: BASE,
    find: "#transferMode: TransferMode = TransferMode.TRANSFER_MODE_RELIABLE;",
    replace: "#transferMode: TransferMode = TransferMode.TRANSFER_MODE_UNRELIABLE;",
  },
  {
    what: "new peers are refused by default",
    file: BASE,
    find: "#refusesNewConnections = false;",
    replace: "#refusesNewConnections = true;",
  },
  {
    what: "generate_unique_id() gives ids of 30 bits",
    file: BASE,
    find: "const ID_MASK = 0x7fffffff;",
    replace: "const ID_MASK = 0x3fffffff;",
  },
  {
    what: "a layer above may always relay",
    file: BASE,
    find: "  is_server_relay_supported(): boolean {\n    return false;",
    replace: "  is_server_relay_supported(): boolean {\n    return true;",
  },
];
