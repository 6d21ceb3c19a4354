import type { Channel, Connection, Contender, Packet } from "./contender.js";

/** The same contender, used as a game has to use it: what arrives waits in an array until the game looks. */
export function polled(contender: Contender): Contender {
  return {
    connect(...args): Connection {
      const connection = contender.connect(...args);
      const inboxes = connection.channels.map((channel) => new Inbox(channel));
      return {
        channels: inboxes,
        start: () => connection.start(),
        signal: (signal) => connection.signal(signal),
        isOpen: () => connection.isOpen(),
        poll() {
          for (const inbox of inboxes) inbox.empty();
        },
        close: () => connection.close(),
      };
    },
  };
}

class Inbox implements Channel {
  readonly #channel: Channel;
  #waiting: Packet[] = [];
  #take: (packet: Packet) => void = () => undefined;

  constructor(channel: Channel) {
    this.#channel = channel;
    channel.listen((packet) => void this.#waiting.push(packet));
  }

  send(packet: Packet): void {
    this.#channel.send(packet);
  }

  buffered(): number {
    return this.#channel.buffered();
  }

  listen(take: (packet: Packet) => void): void {
    this.#take = take;
  }

  empty(): void {
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const packet of waiting) this.#take(packet);
  }
}
