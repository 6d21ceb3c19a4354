/**
 * The signaling protocol of Godot's demo project `networking/webrtc_signaling`: what is said, and how it is written.
 * Server and client both speak through this module, and nothing else knows the form of a frame.
 *
 * Each frame is one JSON text `{"type": number, "id": number, "data": string}`.
 */

export enum MessageType {
  /**
   * To the server: join the lobby that `data` names, or make one if it is empty; `id` 0 asks for a mesh, any other for
   * client/server. To a client, last of what it hears when it joins: `data` is the lobby's name.
   */
  JOIN = 0,
  /** To a client, first of all: `id` is its own, `data` is "true" in a mesh. */
  ID = 1,
  /** To a client: the peer `id` is there. */
  PEER_CONNECT = 2,
  /** To a client: the peer `id` has left. */
  PEER_DISCONNECT = 3,
  /** An SDP offer; `id` is the destination on the way to the server, the sender on the way to a client. */
  OFFER = 4,
  /** An SDP answer, addressed as an offer. */
  ANSWER = 5,
  /** An ICE candidate, addressed as an offer; `data` is what {@link encodeCandidate} makes. */
  CANDIDATE = 6,
  /** To the server, from the host: let nobody in any more. To a client: nobody is let in any more. */
  SEAL = 7,
}

export interface Message {
  readonly type: MessageType;
  /** 0 to {@link MAX_ID}. */
  readonly id: number;
  readonly data: string;
}

/** What the host of a lobby is called by everybody, itself included. */
export const HOST_ID = 1;
/** The smallest id of a peer that is not the host. */
export const MIN_PEER_ID = 2;
/** Ids are positive and fit into 32 bits with a sign, as Godot wants them. */
export const MAX_ID = 2 ** 31 - 1;

/** All is said: the WebSocket closes as it should. */
export const CLOSE_DONE = 1000;
/** Something was wrong; the close reason says what. */
export const CLOSE_ERROR = 4000;

/** What a WebSocket that ended without a close frame is said to have closed with (RFC 6455, section 7.1.5). */
export const ABNORMAL_CLOSURE = 1006;

/** The frame of a message, written as `JSON.stringify` does, without building an object for it. */
export function encodeMessage({ type, id, data }: Message): string {
  return `{"type":${type},"id":${id},"data":${data === "" ? '""' : JSON.stringify(data)}}`;
}

/**
 * Reads a frame. Godot writes whole numbers as floats now and then (`0.0`), and some clients leave empty data out: both
 * are taken.
 *
 * @returns `null` if the frame is no message.
 */
export function decodeMessage(text: string): Message | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { type, id, data = "" } = value as Partial<Record<"type" | "id" | "data", unknown>>;
  if (!isMessageType(type) || !isWithin(id, MAX_ID) || typeof data !== "string") return null;
  return { type, id, data };
}

export function isMessageType(value: unknown): value is MessageType {
  return isWithin(value, MessageType.SEAL);
}

function isWithin(value: unknown, most: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most;
}

/** What {@link MessageType.CANDIDATE} carries: the three values of `ice_candidate_created`. */
export interface CandidateData {
  readonly media: string;
  readonly index: number;
  readonly name: string;
}

/** The values, each after a newline. */
export function encodeCandidate({ media, index, name }: CandidateData): string {
  return `\n${media}\n${index}\n${name}`;
}

/** @returns `null` if the data is no candidate. */
export function decodeCandidate(data: string): CandidateData | null {
  const [media, index, name, ...rest] = (data.startsWith("\n") ? data.slice(1) : data).split("\n");
  if (media === undefined || index === undefined || name === undefined || rest.length > 0) return null;
  if (!/^\d{1,9}$/.test(index)) return null;
  return { media, index: Number(index), name };
}
