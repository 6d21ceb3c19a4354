/** Recorded cases by name, each with the reason why something differs. */
export type Deviations = Readonly<Record<string, string>>;

/** The lines that ask for another behaviour than the engine's, in short. Quoted by the tables of deviations. */

export const UNSET = "design.md, Behaviour: unset lifetime and retransmits are 65535, as documented, and not -1";

export const CHANNEL_CLASS =
  "design.md, GDExtension-style means: the adapter extends WebRTCDataChannelExtension once for every backend, and a channel " +
  "says that name, where the engine's says WebRTCLibDataChannel";

export const SET_LOCAL =
  "design.md, Behaviour: state changes and candidates start only after set_local_description was called; a description " +
  "that was not created here is refused";

export const ONLY_NEW = "design.md, Behaviour: the docs win. They create channels in STATE_NEW only (promises.md, P05)";

export const CLOSED_SIGNALING =
  "design.md, Behaviour: the docs win. After close() the signaling state is SIGNALING_STATE_CLOSED (promises.md, P02)";

export const CLOSED_CHANNELS =
  "design.md, Behaviour: the docs win. close() closes every channel of the connection (promises.md, P02)";

export const OFFER_AGAIN =
  "design.md, Decisions: a second create_offer before set_local_description returns OK and emits the same SDP again";

export const INITIALIZE_CLOSES =
  "design.md, Behaviour: initialize() after channels were created closes the old connection, and its channels go to " +
  "STATE_CLOSED";

export const OTHER_TYPE =
  "design.md, Behaviour: option values of another type get ERR_INVALID_PARAMETER with a report, and null from " +
  "create_data_channel";

export const NO_ICE_URL =
  "design.md, Known ground: an ICE URL that does not parse throws from the native constructor (and aborts the engine). " +
  "Behaviour: an error code at once, never a crash. So what is no URL of RFC 7064 or RFC 7065 is refused";

export const NO_ID =
  "design.md, Behaviour: the engine's behaviour, unless that is plainly a bug. It cuts an id to its lowest 16 bits, and the " +
  "channel gets another id than the one asked for";

export const OUT_OF_RANGE =
  "design.md, Behaviour: the docs win. 65535 is what the getters say of a number that was not given, so lifetime and " +
  "retransmits go from 0 to 65535, as in browsers (W3C: unsigned short)";

export const TOO_LONG =
  "design.md, Behaviour: the engine's behaviour, unless that is plainly a bug. It takes a text that no announcement can " +
  "carry (RFC 8832, section 5.1: at most 65535 bytes)";

export const NOT_GARBLED = "design.md, Known ground: webrtc-native garbles non-ASCII labels; here they are right";

export const MISSPELT = "design.md, Behaviour: `maxPacketLifetime`: both spellings are accepted";

export const DUPLICATE_ID =
  "design.md, Behaviour: the engine's behaviour, unless that is plainly a bug. Two living channels on one stream take each " +
  "other's data, and browsers refuse the second";

export const KEPT_ALIVE =
  "design.md, Behaviour: losing the last reference to a channel does not close it, its connection keeps it alive";

export const NO_GETTERS =
  "design.md, Known ground: received channels have no getters for ordered, lifetime and retransmits: a named exclusion of " +
  "P10 on this backend";

export const NO_REFERENCE_COUNTS = "design.md, Behaviour: JavaScript has no reference counts";

export const WRONG_TYPE =
  "design.md, Behaviour: arguments of the wrong type get ERR_INVALID_PARAMETER and a report; nothing is converted and tried";

export const GET_VAR_ERROR =
  "design.md, Behaviour: `get_packet_error` covers get_packet and get_var, as documented; the engine's ignores get_var";

export const SETTERS = "The class reference has the property; its setter and getter have no names of their own";
