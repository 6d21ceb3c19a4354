/** The web page of `npx godot-webrtc signal`: the chat, and what is around it on the page. */
import { auto_poll } from "godot-webrtc";
import { connect_lobby, type Lobby, type LobbyMode } from "godot-webrtc/signaling";
import { ChatRoom } from "./chat-room.js";

/** Where the signaling is, seen from this page: the server writes it into the page. */
const SIGNALING = signalingUrl();

let room: ChatRoom | undefined;
let stopPolling: () => void = () => undefined;

element("name", HTMLInputElement).value = `Guest ${Math.floor(Math.random() * 90) + 10}`;
// A fragment goes to no server: whoever has the lobby's name may come in.
element("lobby", HTMLInputElement).value = decodeURIComponent(location.hash.slice(1));
element("lobby", HTMLInputElement).addEventListener("input", showMode);
showMode();

element("join", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  void join();
});

element("say", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  const input = element("text", HTMLInputElement);
  if (input.value === "" || room === undefined) return;
  room.say(input.value);
  log(element("name", HTMLInputElement).value, input.value, "mine");
  input.value = "";
});

element("leave", HTMLButtonElement).addEventListener("click", leave);
element("seal", HTMLButtonElement).addEventListener("click", () => room?.lobby.seal());

async function join(): Promise<void> {
  const button = element("join-button", HTMLButtonElement);
  const name = element("name", HTMLInputElement).value;
  const wanted = element("lobby", HTMLInputElement).value.trim();
  button.disabled = true;
  showStatus("Joining …");
  try {
    // What a lobby is, its host has said: only a new one is asked for in a mode.
    const mode = element("mode", HTMLSelectElement).value as LobbyMode;
    enter(await connect_lobby(SIGNALING, wanted === "" ? { mode } : { lobby: wanted }), name);
  } catch (error) {
    showStatus(error instanceof Error ? error.message : String(error), true);
  } finally {
    button.disabled = false;
  }
}

function enter(lobby: Lobby, name: string): void {
  const entered = new ChatRoom(lobby, name, {
    came: (_, who) => news(`${who} is here.`),
    left: (_, who) => news(`${who} has left.`),
    said: (who, text) => log(who, text),
  });
  room = entered;
  lobby.signaling.interrupted.connect(() => showStatus("The server does not answer. Trying to come back …"));
  lobby.signaling.resumed.connect(() => showStatus("The server is back."));
  lobby.signaling.lobby_sealed.connect(() => showStatus("The lobby is sealed: nobody comes in any more."));
  lobby.ended.connect((_, reason) => {
    element("seal", HTMLButtonElement).hidden = true;
    showStatus(`The signaling is over. ${reason} Nobody comes in any more; who is connected stays.`);
  });
  // A timer and not requestAnimationFrame, which stands still in a tab that nobody looks at.
  stopPolling = auto_poll(entered);

  history.replaceState(null, "", `#${encodeURIComponent(lobby.name)}`);
  element("lobby-name", HTMLElement).textContent = lobby.name;
  element("lobby-mode", HTMLElement).textContent = lobby.mode === "mesh" ? "(mesh)" : "(client and server)";
  element("link", HTMLAnchorElement).href = location.href;
  element("command", HTMLElement).textContent = [
    "npm run example:lobby-chat --",
    `--url ${SIGNALING.replace(/\/?(?:\?.*)?$/s, "")}`,
    `--lobby ${lobby.name}`,
  ].join(" \\\n  ");
  element("seal", HTMLButtonElement).hidden = !lobby.is_host;
  showInside(true);
  showPeople();
  showStatus(`You are peer ${lobby.id}${lobby.is_host ? ", the host" : ""}.`);
}

function leave(): void {
  stopPolling();
  room?.close();
  room = undefined;
  element("lobby", HTMLInputElement).value = "";
  history.replaceState(null, "", location.pathname + location.search);
  showMode();
  showInside(false);
  showStatus("You have left.");
}

function news(text: string): void {
  log(null, text, "news");
  showPeople();
}

/** @param who - null for what nobody says */
function log(who: string | null, text: string, kind = ""): void {
  const item = document.createElement("li");
  item.className = kind;
  if (who !== null) {
    const name = document.createElement("b");
    name.textContent = `${who}: `;
    item.append(name);
  }
  item.append(text);
  const list = element("log", HTMLOListElement);
  list.append(item);
  list.scrollTop = list.scrollHeight;
}

function showPeople(): void {
  const items = [...(room?.people ?? [])].map(([id, name]) => {
    const item = document.createElement("li");
    item.textContent = `${name}, peer ${id}${id === 1 ? " (host)" : ""}`;
    return item;
  });
  if (items.length === 0) {
    const nobody = document.createElement("li");
    nobody.textContent = "Nobody yet.";
    items.push(nobody);
  }
  element("people", HTMLUListElement).replaceChildren(...items);
}

function showInside(isInside: boolean): void {
  element("join", HTMLFormElement).hidden = isInside;
  element("inside", HTMLElement).hidden = !isInside;
  element("text", HTMLInputElement).disabled = !isInside;
  element("send", HTMLButtonElement).disabled = !isInside;
  if (isInside) element("text", HTMLInputElement).focus();
}

function showMode(): void {
  element("mode-field", HTMLLabelElement).hidden = element("lobby", HTMLInputElement).value !== "";
}

function showStatus(text: string, isFailure = false): void {
  const status = element("status", HTMLElement);
  status.textContent = text;
  status.className = isFailure ? "failed" : "";
}

/** The same server; what this page was asked with may be what the server lets people in for. */
function signalingUrl(): string {
  const url = new URL(document.documentElement.dataset["signaling"] ?? ".", location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.search = location.search;
  url.hash = "";
  return url.href;
}

function element<Type extends HTMLElement>(id: string, type: abstract new () => Type): Type {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no element "${id}" of the right kind.`);
  return found;
}
