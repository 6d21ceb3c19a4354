/** Somebody in a lobby as the tests outside drive it: the same in a page and in a Node process. */
import { auto_poll, get_string_from_utf8, to_utf8_buffer } from "../../../runtime/index.js";
import type { connect_lobby as connectInBrowser } from "../../../runtime/signaling/browser.js";
import type { connect_lobby as connectOnNode, Lobby, LobbyMode } from "../../../runtime/signaling/index.js";

/** What the outside asks for: the lobby's name, none to make one, and its mode. */
export interface Plan {
  readonly url: string;
  readonly lobby?: string;
  readonly mode?: LobbyMode;
}

export interface Joined {
  readonly name: string;
  readonly id: number;
}

export interface LobbyMember {
  join(plan: Plan): Promise<Joined>;
  /** `+id` and `-id` of peers, `interrupted` and `ended` of the signaling, in their order. */
  events(): readonly string[];
  /** Sends a text to all who are connected. @returns Godot's code */
  say(text: string): number;
  /** `id: text`, in the order of arrival. */
  heard(): readonly string[];
  close(): void;
}

/** Loopback, where the platform lets that be chosen. */
const CONFIGURATION = { libdatachannel: { bindAddress: "127.0.0.1" } };

export function lobbyMember(connect: typeof connectInBrowser | typeof connectOnNode): LobbyMember {
  const events: string[] = [];
  const heard: string[] = [];
  let lobby: Lobby | null = null;
  let stop = (): void => undefined;
  return {
    async join({ url, ...plan }) {
      const joined = await connect(url, { ...plan, configuration: CONFIGURATION });
      const { peer, signaling } = joined;
      lobby = joined;
      peer.peer_connected.connect((id) => events.push(`+${id}`));
      peer.peer_disconnected.connect((id) => events.push(`-${id}`));
      signaling.interrupted.connect(() => events.push("interrupted"));
      joined.ended.connect(() => events.push("ended"));
      const poll = (): void => {
        peer.poll();
        while (peer.get_available_packet_count() > 0) {
          const from = peer.get_packet_peer();
          heard.push(`${from}: ${get_string_from_utf8(peer.get_packet())}`);
        }
      };
      stop = auto_poll({ poll });
      return { name: joined.name, id: joined.id };
    },
    events: () => events,
    say: (text) => lobby?.peer.put_packet(to_utf8_buffer(text)) ?? -1,
    heard: () => heard,
    close() {
      stop();
      lobby?.close();
    },
  };
}
