/** What clients do: sit in lobbies, and shake hands. */
import { RawSocket, textFrame } from "./raw-socket.js";

interface Message {
  readonly type: number;
  readonly id: number;
  readonly data: string;
}

const [JOIN, ID, OFFER, ANSWER, CANDIDATE] = [0, 1, 4, 5, 6] as const;

/** As long as what a browser says of a data channel. */
const SDP = `v=0\r\n${"a=fingerprint:sha-256 00:11:22:33:44:55:66:77\r\n".repeat(14)}`;
const CANDIDATE_TEXT =
  "\n0\n0\ncandidate:842163049 1 udp 1677729535 192.0.2.1 46154 typ srflx raddr 10.0.0.1 rport 46154";
const CANDIDATES = 6;

const frameOf = (type: number, id: number, data: string): Buffer => textFrame(JSON.stringify({ type, id, data }));

export interface Lobby {
  readonly name: string;
  readonly host: RawSocket;
  /** One of the others. */
  readonly guest: RawSocket;
}

/** Fills lobbies with sockets that do nothing but wait. */
export async function fill(port: number, lobbies: number, peers: number): Promise<readonly Lobby[]> {
  const made: Lobby[] = [];
  // Some at a time: the queue of a listening socket is short.
  await inParallel(lobbies, 50, async () => {
    const host = await join(port, "");
    let guest = host;
    for (let peer = 1; peer < peers; peer += 1) guest = await join(port, host.lobby);
    made.push({ name: host.lobby, host: host.socket, guest: guest.socket });
  });
  return made;
}

interface Joined {
  readonly socket: RawSocket;
  readonly lobby: string;
  readonly id: number;
}

function join(port: number, lobby: string): Promise<Joined> {
  return new Promise((resolve, reject) => {
    const socket = new RawSocket(port);
    let own = 0;
    socket.onEnd = (why) => reject(new Error(`A socket ended: ${why}.`));
    socket.onOpen = () => socket.send(frameOf(JOIN, 0, lobby));
    socket.onText = (payload) => {
      const { type, id, data } = JSON.parse(payload.toString()) as Message;
      if (type === ID) own = id;
      if (type === JOIN) {
        socket.onText = () => undefined;
        resolve({ socket, lobby: data, id: own });
      }
    };
  });
}

/**
 * Newcomers join lobbies and shake hands with the hosts: offer, answer, candidates from both.
 *
 * @returns For each message that was passed on, how long that took, in milliseconds.
 */
export async function shakeHands(
  port: number,
  lobbies: readonly Lobby[],
  count: number,
  atOnce: number,
): Promise<number[]> {
  const latencies: number[] = [];
  // A lobby shakes one hand at a time: its host knows whom it talks to.
  const free = [...lobbies];
  await inParallel(count, atOnce, async () => {
    const lobby = free.pop();
    if (lobby === undefined) throw new Error("There are fewer lobbies than handshakes at once.");
    await shakeHand(port, lobby, latencies);
    free.unshift(lobby);
  });
  return latencies;
}

async function shakeHand(port: number, { name, host }: Lobby, latencies: number[]): Promise<void> {
  const { socket, id } = await join(port, name);
  let sentToHost = 0;
  let sentToGuest = 0;
  let heard = 0;
  await new Promise<void>((resolve, reject) => {
    socket.onEnd = (why) => reject(new Error(`A guest's socket ended: ${why}.`));
    host.onEnd = (why) => reject(new Error(`A host's socket ended: ${why}.`));
    const toHost = (type: number, data: string): void => {
      sentToHost = performance.now();
      socket.send(frameOf(type, 1, data));
    };
    const toGuest = (type: number, data: string): void => {
      sentToGuest = performance.now();
      host.send(frameOf(type, id, data));
    };
    const arrived = (since: number): void => {
      latencies.push(performance.now() - since);
      heard += 1;
      if (heard === 2 + 2 * CANDIDATES) resolve();
    };
    let fromHost = 0;
    let fromGuest = 0;
    host.onText = (payload) => {
      // Types are told apart by the frame's beginning; hosts also hear of peers that come and go.
      const type = Number(String.fromCharCode(payload[8] ?? 0));
      if (type !== OFFER && type !== CANDIDATE) return;
      arrived(sentToHost);
      if (type === OFFER) toGuest(ANSWER, SDP);
      else if ((fromHost += 1) <= CANDIDATES) toGuest(CANDIDATE, CANDIDATE_TEXT);
    };
    socket.onText = (payload) => {
      const type = Number(String.fromCharCode(payload[8] ?? 0));
      if (type !== ANSWER && type !== CANDIDATE) return;
      arrived(sentToGuest);
      if ((fromGuest += 1) <= CANDIDATES) toHost(CANDIDATE, CANDIDATE_TEXT);
    };
    toHost(OFFER, SDP);
  });
  host.onText = () => undefined;
  socket.end();
}

/** Guests of all lobbies send candidates to their hosts as fast as they are taken: what is left if nobody comes or goes. */
export async function relay(lobbies: readonly Lobby[], count: number): Promise<void> {
  const frame = frameOf(CANDIDATE, 1, CANDIDATE_TEXT);
  const WINDOW = 16;
  const each = Math.ceil(count / lobbies.length);
  await Promise.all(
    lobbies.map(
      ({ host, guest }) =>
        new Promise<void>((resolve) => {
          let sent = Math.min(WINDOW, each);
          let arrived = 0;
          host.onText = () => {
            arrived += 1;
            if (sent < each) {
              sent += 1;
              guest.send(frame);
            }
            if (arrived === each) resolve();
          };
          for (let first = 0; first < sent; first += 1) guest.send(frame);
        }),
    ),
  );
}

/** So many times, so many at once. */
async function inParallel(times: number, atOnce: number, act: () => Promise<void>): Promise<void> {
  let left = times;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await act();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
