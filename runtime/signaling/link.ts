/** One WebSocket of a client, whoever makes it: ws on Node, the browser's own elsewhere. */
export interface Link {
  send(text: string): void;
  /** Begins the closing handshake; the events go on until {@link LinkEvents.closed}. */
  close(code: number, reason: string): void;
}

/** What happens to a link. Nothing happens after `closed`, and nothing during the call that opens it. */
export interface LinkEvents {
  /** @param protocol - The subprotocol that the server picked, empty if none. */
  opened(protocol: string): void;
  message(text: string): void;
  /** @param code - 1006 if there was no farewell, or the link never stood. */
  closed(code: number, reason: string): void;
}

/** Opens a link. A URL is `ws:` or `wss:`. */
export type OpenLink = (url: string, protocols: readonly string[], events: LinkEvents) => Link;
