import { randomBytes, randomInt } from "node:crypto";
import { MAX_ID, MIN_PEER_ID } from "../protocol.js";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** The largest multiple of the alphabet's length that a byte can hold: bytes above would make some letters likelier. */
const FAIR = 256 - (256 % ALPHABET.length);
/** 119 bits: whoever has a lobby's name may join it, so that nobody must come upon it by trying. */
const NAME_LENGTH = 20;

/** A lobby's name that nobody guesses: letters and digits, so that a double click selects it. */
export function randomLobbyName(): string {
  let name = "";
  while (name.length < NAME_LENGTH) {
    for (const byte of randomBytes(NAME_LENGTH)) {
      if (byte < FAIR && name.length < NAME_LENGTH) name += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  return name;
}

/** An id for a peer that is not the host. */
export function randomPeerId(): number {
  return randomInt(MIN_PEER_ID, MAX_ID + 1);
}
