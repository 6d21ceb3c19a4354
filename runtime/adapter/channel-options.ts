import type { ChannelInit } from "../backend/backend.js";
import { BOOLEAN, integer, OptionError, readOptions, STRING } from "./option-reader.js";

const UINT16 = integer(0, 65535);
const OPTIONS = {
  negotiated: BOOLEAN,
  // Stream 65535 is reserved (RFC 8832, section 6).
  id: integer(0, 65534),
  maxRetransmits: UINT16,
  maxPacketLifeTime: UINT16,
  // Godot's own multiplayer peer writes the key with a small t, and the documented one has a capital.
  maxPacketLifetime: UINT16,
  protocol: STRING,
  ordered: BOOLEAN,
};
/** Labels and protocols carry their length in 16 bits (RFC 8832, section 5.1). */
const MAX_TEXT_BYTES = 65535;

const encoder = new TextEncoder();

/**
 * Reads the options of `create_data_channel`.
 *
 * @throws OptionError naming the option, what was given and what was expected.
 */
export function readChannelOptions(label: string, options: unknown): ChannelInit {
  const { maxPacketLifetime, ...given } = readOptions(options, OPTIONS);
  const { negotiated = false, id, maxRetransmits, maxPacketLifeTime = maxPacketLifetime, protocol = "" } = given;
  if (negotiated !== (id !== undefined)) throw new OptionError('options "id" and "negotiated": true go together');
  if (maxPacketLifetime !== undefined && maxPacketLifetime !== maxPacketLifeTime) {
    throw new OptionError(
      `options "maxPacketLifeTime" (${maxPacketLifeTime}) and "maxPacketLifetime" (${maxPacketLifetime}) differ`,
    );
  }
  if (maxRetransmits !== undefined && maxPacketLifeTime !== undefined) {
    throw new OptionError('options "maxRetransmits" and "maxPacketLifeTime" exclude each other');
  }
  for (const [name, text] of Object.entries({ label, protocol })) {
    const { length } = encoder.encode(text);
    if (length > MAX_TEXT_BYTES)
      throw new OptionError(`the ${name} has ${length} bytes, at most ${MAX_TEXT_BYTES} fit`);
  }
  return { label, protocol, ordered: given.ordered ?? true, maxPacketLifeTime, maxRetransmits, negotiated, id };
}
