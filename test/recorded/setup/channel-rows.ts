/** The recorded cases that create one channel on a new connection and look at it: tables of options and outcomes. */
import type { WebRTCPeerConnection } from "../../../runtime/index.js";
import { channelInfo, newConnection } from "../../support/peers.js";
import { type Case, type Cases, VOID } from "../negotiation/stage.js";
import { CHANNEL, expectedInfo } from "./channel-info.js";
import { CHANNEL_CLASS, type Deviations, UNSET } from "./reasons.js";

/** What is given to `create_data_channel`, and what the channel says then; null: refused with an error. */
export interface Row {
  readonly label?: string;
  readonly options?: object;
  /** What differs from a channel created without options. */
  readonly info: Readonly<Record<string, unknown>> | null;
}

/** Rows by their recorded names, with the reason why they differ from the engine: all of them or none. */
export interface Table {
  readonly differs?: string;
  readonly rows: Readonly<Record<string, Row>>;
}

/** A row about one option of a negotiated channel with id 1. */
export function option(given: object, info: Row["info"]): Row {
  const differing = info === null ? null : { negotiated: true, id: 1, ...info };
  return { options: { negotiated: true, id: 1, ...given }, info: differing };
}

/** Rows about options that are refused. */
export function refusals(given: Readonly<Record<string, object>>): Readonly<Record<string, Row>> {
  return Object.fromEntries(Object.entries(given).map(([name, options]) => [name, { options, info: null }]));
}

export function casesOf(tables: readonly Table[]): Cases {
  return Object.fromEntries(
    tables.flatMap(({ rows }) =>
      Object.entries(rows).map(([name, { label = "x", options, info }]): [string, Case] => [
        name,
        ({ check }) => {
          const pc = newConnection();
          // What is no option is given on purpose.
          const given = options as WebRTCPeerConnection.CreateDataChannelOptions | undefined;
          const create = () =>
            given === undefined ? pc.create_data_channel(label) : pc.create_data_channel(label, given);
          let channel: ReturnType<typeof create> = null;
          check(
            () => (channel = create()),
            info === null ? null : CHANNEL,
            ...(info === null ? (["error"] as const) : []),
          );
          check(() => channel && channelInfo(channel), info === null ? null : expectedInfo({ label, ...info }));
          check(() => channel?.get_class() ?? null, info === null ? null : "WebRTCDataChannelExtension");
          check(() => pc.close(), VOID);
        },
      ]),
    ),
  );
}

/** Every channel here says 65535 of a number that was not given, where the engine's says -1, and has another class name. */
export function deviationsOf(tables: readonly Table[]): Deviations {
  const reasons = tables.flatMap(({ differs, rows }) =>
    Object.entries(rows).map(
      ([name, { info }]) => [name, [info === null ? [] : [UNSET, CHANNEL_CLASS], differs ?? []].flat()] as const,
    ),
  );
  return Object.fromEntries(reasons.filter(([, why]) => why.length > 0).map(([name, why]) => [name, why.join(". ")]));
}
