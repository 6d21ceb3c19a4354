import { MessageType } from "../protocol.js";
import type { ClosingName } from "./closings.js";

/** Why a request to connect was refused before the WebSocket stood. */
export type UpgradeRefusal =
  | "stopping"
  | "path"
  | "origin"
  | "server-full"
  | "too-many-sockets"
  | "too-many-connections"
  | "too-many-failed-joins"
  | "unauthenticated"
  | "authentication-failed"
  | "timeout"
  | "store-failed"
  | "bad-request";

const PREFIX = "godot_webrtc_signaling_";
const TYPES = Object.values(MessageType).filter((type) => typeof type === "string");

/** A counter with one label, whose values are all known beforehand: no label is made from what clients send. */
class LabelledCounter<Label extends string> {
  readonly #counts = new Map<Label, number>();

  add(label: Label): void {
    this.#counts.set(label, (this.#counts.get(label) ?? 0) + 1);
  }

  entries(): Iterable<[Label, number]> {
    return this.#counts.entries();
  }
}

/** What is counted, in the text format that Prometheus reads. */
export class Metrics {
  /** Sockets that stand now. */
  sockets = 0;
  /** Sockets that sit in a lobby now. */
  joined = 0;
  bytesReceived = 0;
  /** By type; what is no message is not in it. */
  #bytesSent = 0;
  readonly #received = new Float64Array(TYPES.length);
  readonly #sent = new Float64Array(TYPES.length);
  readonly upgradesRefused = new LabelledCounter<UpgradeRefusal>();
  readonly closings = new LabelledCounter<ClosingName | "by-client" | "connection-lost" | "dead" | "slow">();
  readonly resumes = new LabelledCounter<"resumed" | "refused">();

  received(type: MessageType): void {
    this.#received[type] = (this.#received[type] ?? 0) + 1;
  }

  sent(type: MessageType, bytes: number): void {
    this.#sent[type] = (this.#sent[type] ?? 0) + 1;
    this.#bytesSent += bytes;
  }

  /** @param lobbies - How many there are; a number of the whole store, not of this process. */
  print(lobbies: number, isReady: boolean): string {
    const lines: string[] = [];
    const family = (
      name: string,
      type: "gauge" | "counter",
      help: string,
      values: Iterable<[string, number]>,
    ): void => {
      lines.push(`# HELP ${PREFIX}${name} ${help}`, `# TYPE ${PREFIX}${name} ${type}`);
      for (const [labels, value] of values) lines.push(`${PREFIX}${name}${labels} ${value}`);
    };
    const single = (value: number): [string, number][] => [["", value]];
    family("up", "gauge", "Whether the server can do its work.", single(isReady ? 1 : 0));
    family("sockets", "gauge", "WebSockets of this process.", single(this.sockets));
    family("joined_sockets", "gauge", "WebSockets of this process that sit in a lobby.", single(this.joined));
    family("lobbies", "gauge", "Lobbies, those of other processes on the same store included.", single(lobbies));
    family("received_bytes_total", "counter", "Bytes of the messages received.", single(this.bytesReceived));
    family("sent_bytes_total", "counter", "Bytes of the messages sent.", single(this.#bytesSent));
    family("received_messages_total", "counter", "Messages received, by type.", byType(this.#received));
    family("sent_messages_total", "counter", "Messages sent, by type.", byType(this.#sent));
    family(
      "refused_upgrades_total",
      "counter",
      "Requests refused before the WebSocket stood.",
      labelled("reason", this.upgradesRefused),
    );
    family("closed_sockets_total", "counter", "WebSockets that ended.", labelled("reason", this.closings));
    family(
      "resumes_total",
      "counter",
      "Clients that came back to their place, or wanted to.",
      labelled("result", this.resumes),
    );
    return `${lines.join("\n")}\n`;
  }
}

function byType(counts: Float64Array): [string, number][] {
  return TYPES.map((type, index) => [`{type="${type.toLowerCase()}"}`, counts[index] ?? 0]);
}

function* labelled(label: string, counter: LabelledCounter<string>): Iterable<[string, number]> {
  for (const [value, count] of counter.entries()) yield [`{${label}="${value}"}`, count];
}
