import { connect_lobby } from "../../../runtime/signaling/browser.js";
import { lobbyMember } from "./lobby-member.js";

Reflect.set(globalThis, "member", lobbyMember(connect_lobby));
