/**
 * Two tabs of one browser chat over WebRTC. They find each other over a BroadcastChannel, which stands for a signaling
 * server: open this page in two tabs, and write.
 *
 * Godot's API, and the page around it. Run it with `npm run example:browser-chat`.
 */
import { OK, type WebRTCDataChannel, WebRTCPeerConnection, get_string_from_utf8, to_utf8_buffer } from "godot-webrtc";

/** What tabs tell each other; everybody hears it, so it says whom it is for. A hello without that is for all. */
type Message =
  | { from: string; kind: "hello"; to?: string }
  | { from: string; kind: "description"; to: string; type: string; sdp: string }
  | { from: string; kind: "candidate"; to: string; media: string; index: number; name: string };

const FRAMES_PER_SECOND = 60;
/** Whoever does not get through by then is not there any more. */
const CONNECT_WITHIN_MS = 10_000;

const me = crypto.randomUUID();
const signaling = new BroadcastChannel("godot-webrtc chat");

/** The connection to the other tab, as long as there is one. */
class Chat {
  readonly peer = new WebRTCPeerConnection();
  readonly channel: WebRTCDataChannel;
  isOpen = false;
  readonly #deadline = performance.now() + CONNECT_WITHIN_MS;

  constructor(readonly other: string) {
    // Both tabs make the channel, with the same number: so it need not be announced.
    const channel = this.peer.create_data_channel("chat", { negotiated: true, id: 1 });
    if (channel === null) throw new Error("The channel could not be created; the console says why.");
    this.channel = channel;
    this.channel.write_mode = this.channel.WRITE_MODE_TEXT;

    this.peer.session_description_created.connect((type, sdp) => {
      this.peer.set_local_description(type, sdp);
      tell({ from: me, kind: "description", to: this.other, type, sdp });
    });
    this.peer.ice_candidate_created.connect((media, index, name) => {
      tell({ from: me, kind: "candidate", to: this.other, media, index, name });
    });
  }

  /** What a Godot node does in `_process`. @returns false once it is over */
  process(): boolean {
    this.peer.poll();
    if (!this.isOpen && this.channel.get_ready_state() === this.channel.STATE_OPEN) {
      this.isOpen = true;
      showState("Connected with the other tab.", true);
    }
    while (this.channel.get_available_packet_count() > 0) {
      log(`other tab: ${get_string_from_utf8(this.channel.get_packet())}`);
    }
    if (!this.isOpen && performance.now() > this.#deadline) return false;
    const state = this.peer.get_connection_state();
    return state !== this.peer.STATE_CLOSED && state !== this.peer.STATE_FAILED;
  }
}

let chat: Chat | undefined;
let isGone = false;

signaling.onmessage = ({ data }: MessageEvent<Message>) => {
  if (data.to !== undefined && data.to !== me) return;
  if (data.kind === "hello") {
    // Two are enough.
    if (chat !== undefined) return;
    // The same one of two offers, whoever says hello first: or both would offer.
    if (me < data.from) {
      chat = new Chat(data.from);
      chat.peer.create_offer();
    } else if (data.to === undefined) {
      tell({ from: me, kind: "hello", to: data.from });
    }
  } else {
    if (data.kind === "description" && data.type === "offer" && chat === undefined) chat = new Chat(data.from);
    if (chat?.other !== data.from) return;
    if (data.kind === "description") chat.peer.set_remote_description(data.type, data.sdp);
    else chat.peer.add_ice_candidate(data.media, data.index, data.name);
  }
};

element("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const input = element("text") as HTMLInputElement;
  if (input.value === "" || chat?.channel.put_packet(to_utf8_buffer(input.value)) !== OK) return;
  log(`this tab: ${input.value}`);
  input.value = "";
});

// A tab that goes away must not say hello any more because its own connection is closing.
addEventListener("pagehide", () => {
  isGone = true;
  signaling.close();
});

// An interval and not requestAnimationFrame, which stands still in a tab that nobody looks at.
setInterval(() => {
  if (chat === undefined || chat.process()) return;
  chat.peer.close();
  chat = undefined;
  lookForOthers("The other tab is gone. Open this page in another one.");
}, 1000 / FRAMES_PER_SECOND);

lookForOthers("Open this page in a second tab.");

function lookForOthers(text: string): void {
  showState(text, false);
  tell({ from: me, kind: "hello" });
}

function tell(message: Message): void {
  if (!isGone) signaling.postMessage(message);
}

function showState(text: string, isOpen: boolean): void {
  element("status").textContent = text;
  (element("send") as HTMLButtonElement).disabled = !isOpen;
}

function log(line: string): void {
  const item = document.createElement("li");
  item.textContent = line;
  element("log").append(item);
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no element "${id}".`);
  return found;
}
