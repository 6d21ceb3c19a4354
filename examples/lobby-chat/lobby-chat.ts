/**
 * The Node side of the chat that `npx godot-webrtc signal` has at its web page: joins a lobby, greets whoever is there, and
 * repeats what is said to it. It ends when everybody else has left, or with Ctrl+C.
 *
 *     npm run example:lobby-chat -- --lobby NAME
 */
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { auto_poll } from "godot-webrtc";
import { connect_lobby, type LobbyMode } from "godot-webrtc/signaling";
import { ChatRoom } from "./chat-room.js";

export interface LobbyChatOptions {
  readonly url: string;
  /** Empty to make one. */
  readonly lobby: string;
  readonly name: string;
  readonly mode?: LobbyMode;
  /** Whether all is on this machine, and nothing has to leave it. */
  readonly isLocal: boolean;
  /** Ends the chat. */
  readonly signal?: AbortSignal;
}

/** Returns when everybody else has left, or when it was aborted. */
export async function run(
  { url, lobby: wanted, name, mode, isLocal, signal }: LobbyChatOptions,
  print: (line: string) => void,
): Promise<void> {
  const lobby = await connect_lobby(url, {
    lobby: wanted,
    ...(mode === undefined ? {} : { mode }),
    ...(signal === undefined ? {} : { signal }),
    configuration: isLocal ? { libdatachannel: { bindAddress: "127.0.0.1" } } : {},
  });
  print(`In the lobby ${lobby.name} (${lobby.mode}) as peer ${lobby.id}.`);

  await new Promise<void>((resolve) => {
    const room = new ChatRoom(lobby, name, {
      came(_, who) {
        print(`${who} is here.`);
        room.say(`Hello, ${who}! I run on Node ${process.versions.node}.`, true);
      },
      left(_, who) {
        print(`${who} has left.`);
        if (room.people.size === 0) stop();
      },
      said(who, text, isEcho) {
        print(`${who}: ${text}`);
        if (!isEcho) room.say(`${who} said: ${text}`, true);
      },
    });
    lobby.ended.connect((code, reason) => print(`The signaling is over (${code} ${reason}); who is here stays.`));
    const stopPolling = auto_poll(room);
    const stop = (): void => {
      stopPolling();
      signal?.removeEventListener("abort", stop);
      // Nothing of it keeps Node running then.
      room.close();
      resolve();
    };
    signal?.addEventListener("abort", stop);
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: "string", default: "ws://127.0.0.1:9080" },
      lobby: { type: "string", default: "" },
      name: { type: "string", default: "Node" },
      mode: { type: "string" },
      local: { type: "boolean", default: false },
    },
  });
  const { url, lobby, name, mode, local: isLocal } = values;
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort(new Error("Interrupted."));
  process.once("SIGINT", interrupt);
  try {
    const options = { url, lobby, name, isLocal, signal: interrupted.signal };
    // What is no mode is refused with the words of connect_lobby().
    await run(mode === undefined ? options : { ...options, mode: mode as LobbyMode }, (line) => console.log(line));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    process.off("SIGINT", interrupt);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
