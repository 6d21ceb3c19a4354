import { ERR_INVALID_PARAMETER, FAILED, type GodotError } from "../../../runtime/index.js";
import { NO_ICE_URL, OTHER_TYPE } from "./reasons.js";

/** What `initialize` is given in a recorded case, and what becomes of it here. */
export interface Configured {
  readonly given: object;
  /** The code of the refusal; the connection keeps its configuration then. */
  readonly refused?: GodotError;
  /** Whether gathering goes on after the first candidate, because a server is asked that does not answer. */
  readonly gathering?: boolean;
  /** Whether the offer comes with a warning. */
  readonly warned?: boolean;
  /** Why `initialize` itself differs from the engine. */
  readonly differs?: string;
}

/** Nobody listens on this port. */
const STUN = "stun:127.0.0.1:1";
const TURN = "turn:127.0.0.1:1";

const servers = (...iceServers: unknown[]): { given: object } => ({ given: { iceServers } });
const extras = (libdatachannel: unknown): { given: object } => ({ given: { libdatachannel } });

/** The engine ignored or converted these values, or answered FAILED. */
const otherType = { refused: ERR_INVALID_PARAMETER, differs: OTHER_TYPE } as const;
/** The engine took these URLs, or died of them. */
const noUrl = { refused: ERR_INVALID_PARAMETER, differs: NO_ICE_URL } as const;

export const configurations: Readonly<Record<string, Configured>> = {
  initialize_empty: { given: {} },
  initialize_ice_servers_empty: servers(),
  initialize_ice_servers_null: { given: { iceServers: null }, ...otherType },
  initialize_ice_servers_string: { given: { iceServers: STUN }, ...otherType },
  initialize_ice_servers_dict: { given: { iceServers: { urls: STUN } }, ...otherType },

  initialize_entry_not_dict: { ...servers(STUN), refused: ERR_INVALID_PARAMETER },
  initialize_entry_empty: { ...servers({}), refused: FAILED },
  initialize_second_entry_bad: { ...servers({ urls: STUN }, {}), refused: FAILED },
  initialize_url_misspelt_key: { ...servers({ url: STUN }), refused: FAILED },
  initialize_urls_number: { ...servers({ urls: 5 }), ...otherType },
  initialize_urls_null: { ...servers({ urls: null }), ...otherType },
  initialize_urls_empty_array: servers({ urls: [] }),
  initialize_urls_array_of_numbers: { ...servers({ urls: [5] }), ...otherType },
  // A PackedStringArray there. A Set is no Array either.
  initialize_urls_packed: { ...servers({ urls: new Set([STUN]) }), ...otherType },

  initialize_urls_string: { ...servers({ urls: STUN }), gathering: true },
  initialize_urls_array: { ...servers({ urls: [STUN, "stun:127.0.0.1:2"] }), gathering: true },
  initialize_key_stringname: {
    given: new Map([["iceServers", [new Map([["urls", STUN]])]]]),
    gathering: true,
  },
  initialize_url_garbage: { ...servers({ urls: "not a url" }), ...noUrl },
  initialize_url_empty: { ...servers({ urls: "" }), ...noUrl },
  initialize_url_http: { ...servers({ urls: "http://127.0.0.1/" }), ...noUrl },
  initialize_url_no_scheme: { ...servers({ urls: "127.0.0.1:3478" }), ...noUrl },
  initialize_url_bad_port: { ...servers({ urls: "stun:127.0.0.1:99999" }), ...noUrl },
  initialize_url_port_text: { ...servers({ urls: "stun:127.0.0.1:abc" }), ...noUrl },
  initialize_urls_inline_credentials: { ...servers({ urls: "turn:u:c@127.0.0.1:1" }), ...noUrl },

  initialize_turn_with_credentials: {
    ...servers({ urls: TURN, username: "u", credential: "c" }),
    gathering: true,
  },
  initialize_turn_without_credentials: { ...servers({ urls: TURN }), gathering: true },
  initialize_turn_username_number: { ...servers({ urls: TURN, username: 5, credential: 6 }), ...otherType },
  initialize_turns_tcp: {
    ...servers({ urls: "turns:127.0.0.1:1?transport=tcp", username: "u", credential: "c" }),
    warned: true,
  },

  initialize_unknown_keys: { given: { iceTransportPolicy: "relay", bundlePolicy: 5, x: null } },
  initialize_libdatachannel_mtu: extras({ mtu: 1200 }),
  initialize_libdatachannel_mtu_small: { ...extras({ mtu: 100 }), refused: FAILED },
  initialize_libdatachannel_ports: extras({ portRangeBegin: 50000, portRangeEnd: 50010 }),
  initialize_libdatachannel_ports_reversed: {
    ...extras({ portRangeBegin: 50010, portRangeEnd: 50000 }),
    refused: FAILED,
  },
  initialize_libdatachannel_wrong_types: {
    ...extras({ portRangeBegin: "x", mtu: 1.5, enableIceTcp: 1 }),
    ...otherType,
  },
  initialize_libdatachannel_not_dict: { ...extras(5), ...otherType },
};
