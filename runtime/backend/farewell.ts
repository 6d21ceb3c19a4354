/** Whose connections were closed and still send: nothing else may hold them, and collected they would stop. */
const lingering = new Map<Farewell, object>();

/**
 * The end of one native connection. Its channels are closing and are waited for; then the transport stays up for a while,
 * because the last packets need it. All this happens behind the user's back, and keeps the process alive meanwhile.
 */
export class Farewell {
  #connection: { close(): void } | undefined;
  readonly #settleMs: number;
  #timer: NodeJS.Timeout | undefined;
  #hasChannels = true;
  #hasRemote = true;

  /**
   * @param owner - Is there until the end, with all that it holds.
   * @param settleMs - For how many milliseconds the transport stays up once the last channel is gone.
   */
  constructor(owner: object, connection: { close(): void }, settleMs: number) {
    this.#connection = connection;
    this.#settleMs = settleMs;
    lingering.set(this, owner);
  }

  /** The last channel is gone, or there never was one. */
  channelsGone(): void {
    this.#hasChannels = false;
    // Not within the native event that told of it.
    if (!this.#hasRemote) setImmediate(() => this.#end());
    else if (this.#settleMs === 0) this.#end();
    else this.#timer = setTimeout(() => this.#end(), this.#settleMs);
  }

  /** The other side has closed the connection as well: nobody is left to send to. */
  remoteGone(): void {
    this.#hasRemote = false;
    clearTimeout(this.#timer);
    if (!this.#hasChannels) this.channelsGone();
  }

  #end(): void {
    lingering.delete(this);
    this.#connection?.close();
    this.#connection = undefined;
  }
}
