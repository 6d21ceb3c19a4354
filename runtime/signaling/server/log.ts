import { TokenBucket } from "./token-bucket.js";

/**
 * What the server tells its operator: events with fields, one line each. Never in it: SDP, candidates, tokens, query
 * strings, and whole lobby names, because whoever has one may join.
 */
export interface LogEntry {
  readonly level: "info" | "warn" | "error";
  /** What happened, e.g. `lobby_made`. */
  readonly event: string;
  readonly [field: string]: string | number | boolean | undefined;
}

export type Log = (entry: LogEntry) => void;

/** One JSON object per line, with the time in front. */
export function jsonLog(write: (line: string) => void): Log {
  return (entry) => write(JSON.stringify({ time: new Date().toISOString(), ...entry }));
}

/** For people: time, level, event and `field=value`. */
export function prettyLog(write: (line: string) => void): Log {
  return ({ level, event, ...fields }) => {
    const time = new Date().toISOString().slice(11, 19);
    const texts = Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${printValue(value)}`],
    );
    write([time, level.padEnd(5), event, ...texts].join(" "));
  };
}

/** So many lines per second, and ten times as many at once: who floods the server shall not flood its log. */
const LINES_PER_SECOND = 20;

/** Passes entries on as long as there are not too many; then says how many were left out. Errors always pass. */
export function throttledLog(log: Log): Log {
  const bucket = new TokenBucket(LINES_PER_SECOND * 10, LINES_PER_SECOND, performance.now());
  let left = 0;
  return (entry) => {
    if (entry.level !== "error" && !bucket.take(1, performance.now())) {
      left += 1;
      return;
    }
    if (left > 0) log({ level: "warn", event: "log_entries_left_out", count: left });
    left = 0;
    log(entry);
  };
}

/** Quoted unless it is plain, so that nothing a client sends can look like a line of its own. */
function printValue(value: string | number | boolean): string {
  const text = String(value);
  return /^[\w.:/…-]+$/.test(text) ? text : JSON.stringify(text);
}

/** Enough of a lobby's name to tell lobbies apart, and too little to join one. */
export function lobbyLabel(name: string): string {
  return `${name.slice(0, 4)}…`;
}
