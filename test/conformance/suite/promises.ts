/** The promises of the class reference that every backend is held to, by their stable ids. */

function numbered(letter: string, last: number): string[] {
  return Array.from({ length: last }, (_, index) => `${letter}${String(index + 1).padStart(2, "0")}`);
}

export const PROMISES: readonly string[] = [
  ...numbered("P", 33),
  ...numbered("D", 11),
  ...numbered("K", 7),
  ...numbered("M", 18),
  ...numbered("X", 3),
];

/** Sides of a promise that not every backend can show. They are accounted for like promises of their own. */
export const PARTS = {
  "P10/received": "a received channel reports the options that were given on the other side",
  "P11/loss": "packets are really lost, and how late they may come depends on the options",
  "P12/loss": "order where packets are lost and sent again",
  "P13/kept": "a channel nobody refers to stays open as long as its connection lives",
  "P13/collected": "a channel closes when its connection was dropped and collected",
  "P17/faults": "the transport is cut, comes back, or fails",
  "P17/unmatched": "the transport cannot be set up, because the other side is not who it says it is",
  "P17/killed": "the remote process is killed",
  "P20/local": "HAVE_LOCAL_PRANSWER",
  "P22/used": "the ICE servers are asked",
  "P22/turn": "TURN servers relay for who has the user name and the credential",
  "D06/failed": "CLOSED when the connection fails",
  "D09/foreign": "what a peer that is no Godot peer receives",
  "K03/empty": "an empty message of another peer arrives as an empty packet",
  "M06/faults": "the transport to a peer is cut, comes back, or fails",
  "M06/killed": "the process of a peer is killed",
  "M14/flood": "100,000 packets that are sent at once arrive",
  "M14/loss": "packets are really lost, and only those of reliable transfer come all the same",
} as const;

export type Part = keyof typeof PARTS;

/** Parts that no test of the suite itself shows: they take servers, processes, or peers of another kind. */
export const OUTER_PARTS: readonly Part[] = [
  "P17/killed",
  "P22/used",
  "P22/turn",
  "D09/foreign",
  "K03/empty",
  "M06/killed",
];

/** The promises and parts that a test's title starts with: `"P10/received D04 a received channel …"`. */
export function shownBy(title: string): readonly string[] {
  const heading = /^(?:[PDKMX]\d\d(?:\/[a-z]+)? )+/.exec(title)?.[0] ?? "";
  const entries = heading.trim().split(" ");
  const unknown = entries.filter((entry) => !PROMISES.includes(entry) && !Object.hasOwn(PARTS, entry));
  if (unknown.length > 0) {
    throw new Error(
      `"${title}" starts with what is no promise: ${unknown.join(", ")}. Correct the title, or add the promise to promises.json and promises.ts.`,
    );
  }
  return entries;
}
