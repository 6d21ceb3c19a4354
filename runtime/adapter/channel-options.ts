import type { ChannelInit } from "../backend/backend.js";
import { OptionError, OptionReader } from "./option-reader.js";

/** Stream 65535 is reserved (RFC 8832, section 6). */
const MAX_CHANNEL_ID = 65534;
const MAX_UINT16 = 65535;
/** Labels and protocols carry their length in 16 bits (RFC 8832, section 5.1). */
const MAX_TEXT_BYTES = 65535;

const encoder = new TextEncoder();

/**
 * Reads the options of `create_data_channel`.
 *
 * @throws OptionError naming the option, what was given and what was expected.
 */
export function readChannelOptions(label: string, options: unknown): ChannelInit {
  const reader = new OptionReader(options);
  const negotiated = reader.boolean("negotiated") ?? false;
  const id = reader.integer("id", 0, MAX_CHANNEL_ID);
  if (negotiated && id === undefined) reader.fail("id", 'must be given with "negotiated": true');
  if (!negotiated && id !== undefined) reader.fail("id", 'can be given only with "negotiated": true');

  const maxRetransmits = reader.integer("maxRetransmits", 0, MAX_UINT16);
  const maxPacketLifeTime = readLifeTime(reader);
  if (maxRetransmits !== undefined && maxPacketLifeTime !== undefined) {
    reader.fail("maxRetransmits", 'and "maxPacketLifeTime" exclude each other; give one of them');
  }

  const protocol = reader.string("protocol") ?? "";
  checkLength("label", label);
  checkLength("protocol", protocol);
  const ordered = reader.boolean("ordered") ?? true;
  return { label, protocol, ordered, maxPacketLifeTime, maxRetransmits, negotiated, id };
}

/** Godot's own multiplayer peer writes the key with a small t, and the documented one has a capital. */
function readLifeTime(reader: OptionReader): number | undefined {
  const documented = reader.integer("maxPacketLifeTime", 0, MAX_UINT16);
  const misspelt = reader.integer("maxPacketLifetime", 0, MAX_UINT16);
  if (documented !== undefined && misspelt !== undefined && documented !== misspelt) {
    reader.fail("maxPacketLifetime", `is ${misspelt}, but "maxPacketLifeTime" is ${documented}; give one of them`);
  }
  return documented ?? misspelt;
}

function checkLength(name: string, text: string): void {
  const bytes = encoder.encode(text).length;
  if (bytes > MAX_TEXT_BYTES) {
    throw new OptionError(`the ${name} has ${bytes} bytes of UTF-8, at most ${MAX_TEXT_BYTES} can be announced`);
  }
}
