/** What the suite says when the docs, the ledger or the tests change. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import type { ClassSentences } from "../../generated/ledger/index.js";
import { ROOT } from "../support/root.js";
import { acceptSentences } from "./accept-sentences.js";
import { checkLedger } from "./check-ledger.js";
import { currentSentences } from "./current-sentences.js";
import { type ClassLedger, readLedger } from "./report/ledger.js";

const ledger = readLedger();
const namesOf = (entries: readonly ClassLedger[]): readonly string[] =>
  entries.flatMap(({ members }) =>
    Object.values(members).flatMap((list) => list.flatMap(({ shownBy = [] }) => shownBy)),
  );
const everyTest = [...new Set(namesOf(ledger))];

function check(
  sentences: readonly ClassSentences[],
  entries = ledger,
  tests = everyTest,
  promises = {},
): readonly string[] {
  return checkLedger({ sentences, ledger: entries, tests, promises }).filter((fault) => !fault.startsWith('"'));
}

describe("a sentence of a class reference", () => {
  let docs = "";
  beforeEach(() => {
    docs = mkdtempSync(join(tmpdir(), "godot-webrtc-docs-"));
    cpSync(join(ROOT, "doc_classes"), docs, { recursive: true });
  });
  afterEach(() => rmSync(docs, { recursive: true }));

  function edit(from: string, to: string): readonly ClassSentences[] {
    const file = join(docs, "WebRTCPeerConnection.xml");
    const text = readFileSync(file, "utf8");
    expect(text.split(from)).toHaveLength(2);
    writeFileSync(file, text.replace(from, to));
    return currentSentences(docs);
  }

  it("that changed is named, with the tests that stood on it and the command that accepts it", () => {
    const [fault = "", ...others] = check(edit("The call itself never waits.", "The call itself may wait."));
    expect(others).toEqual([]);
    const id = /npm run conformance:accept -- "(WebRTCPeerConnection\.close:[0-9a-f]{8})"$/.exec(fault)?.[1];
    expect(fault.split("\n")).toEqual([
      "WebRTCPeerConnection.close: a sentence changed.",
      "  it said:  The call itself never waits.",
      "  it says:  The call itself may wait.",
      "  Tests that stood on it:",
      "    P02 close() returns before what was accepted has arrived, and it arrives all the same",
      `  See whether they still show it, mend them if not, and accept the new text: npm run conformance:accept -- "${id ?? ""}"`,
    ]);
  });

  it("that changed is accepted by its id, keeps its tests and its place, and nothing else changes", () => {
    const sentences = edit("The call itself never waits.", "The call itself may wait.");
    const id = /"(.*)"$/.exec(check(sentences)[0] ?? "")?.[1] ?? "";
    const accepted = acceptSentences(ledger, sentences, [id]);
    expect(accepted.done).toEqual([
      "WebRTCPeerConnection.close: The call itself may wait. (was: The call itself never waits.)",
    ]);
    expect(check(sentences, accepted.ledger)).toEqual([]);
    const texts = (entries: readonly ClassLedger[]): string =>
      JSON.stringify(entries)
        .replaceAll(/"hash":"[^"]*"/g, "")
        .replace("may wait", "never waits");
    expect(texts(accepted.ledger)).toBe(texts(ledger));
  });

  it("that is new wants a test", () => {
    const sentences = edit("Closing twice does no harm.", "Closing twice does no harm.\nClosing is free of charge.");
    expect(check(sentences)).toEqual([
      expect.stringMatching(
        /^WebRTCPeerConnection\.close: a sentence is new: Closing is free of charge\.\n {2}Write a test/,
      ),
    ]);
    const { ledger: accepted, done } = acceptSentences(ledger, sentences, undefined);
    expect(done).toEqual(["WebRTCPeerConnection.close: new, and without a test yet: Closing is free of charge."]);
    expect(check(sentences, accepted)).toEqual([
      expect.stringContaining('WebRTCPeerConnection.close: no test shows this sentence. Name one in "shownBy", or say'),
    ]);
  });

  it("that is gone is to be taken out", () => {
    const sentences = edit("Closing twice does no harm.", "");
    const [fault = "", ...others] = check(sentences);
    expect(others).toEqual([]);
    expect(fault).toMatch(
      /^WebRTCPeerConnection\.close: a sentence of the ledger is gone from the reference: Closing twice/,
    );
    expect(fault).toContain("P02 close() before anything was negotiated, and twice");
    expect(check(sentences, acceptSentences(ledger, sentences, undefined).ledger)).toEqual([]);
  });

  it("that is only laid out differently is the same", () => {
    expect(check(edit("The call itself never waits.", "The  call [b]itself[/b]  never waits."))).toEqual([]);
  });

  it("is not accepted under an id that is none", () => {
    const { done, unknown } = acceptSentences(ledger, edit("never waits", "may wait"), [
      "WebRTCPeerConnection.close:00000000",
    ]);
    expect({ done, unknown }).toEqual({ done: [], unknown: ["WebRTCPeerConnection.close:00000000"] });
  });
});

describe("the ledger", () => {
  const sentences: readonly ClassSentences[] = [
    {
      class: "A",
      members: [
        {
          member: "go",
          kind: "method",
          sentences: [
            ["11111111", "It goes."],
            ["22222222", "It is fast."],
          ],
        },
      ],
    },
  ];
  const made = (one: object, other: object = { shownBy: ["P01 it goes"] }): readonly ClassLedger[] => [
    {
      class: "A",
      members: {
        go: [
          { hash: "11111111", text: "It goes.", ...one },
          { hash: "22222222", text: "It is fast.", ...other },
        ],
      },
    },
  ];
  const faults = (entries: readonly ClassLedger[], tests = ["P01 it goes"], promises = {}): readonly string[] =>
    checkLedger({ sentences, ledger: entries, tests, promises: { P01: "It goes.", ...promises } });

  test.each<[string, readonly string[], string]>([
    [
      "a test that is not there",
      faults(made({ shownBy: ["P01 it went"] })),
      'A.go: there is no test "P01 it went"; there is "P01 it goes". Correct its name',
    ],
    [
      "a test that was never there",
      faults(made({ shownBy: ["no such"] })),
      'A.go: there is no test "no such". Correct its name',
    ],
    [
      "a part that is left out",
      faults(made({ shownBy: ["P01"] }), ["P01 it goes", "P01"]),
      'A.go: there is no test "P01"',
    ],
    [
      "no test",
      faults(made({})),
      'A.go: no test shows this sentence. Name one in "shownBy", or say in "notTestable" why none can: It goes.',
    ],
    [
      "a test and a reason",
      faults(made({ shownBy: ["P01 it goes"], notTestable: "x" })),
      "A.go: it has tests, and a reason why there are none",
    ],
    ["an empty reason", faults(made({ notTestable: " " })), 'A.go: "notTestable" wants a reason: It goes.'],
    [
      "too many reasons",
      faults(made({ notTestable: "no" })),
      "1 of 2 sentences (50.0 %) are not testable; it must be less than 15 %",
    ],
    [
      "a promise without a test",
      faults(made({ shownBy: ["P01 it goes"] }), ["P01 it goes"], { P02: "Fast." }),
      'P02: no test shows this promise. Begin the title of one with "P02 ": Fast.',
    ],
    [
      "a test of no promise",
      faults(made({ shownBy: ["P01 it goes"] }), ["P01 it goes", "P09 it"]),
      '"P09 it" begins with P09, which promises.json does not have',
    ],
  ])("is refused with %s", (_, found, message) => {
    expect(found).toEqual(expect.arrayContaining([expect.stringContaining(message) as string]));
  });

  it("is fine with a test for every sentence and every promise", () => {
    expect(faults(made({ shownBy: ["P01 it goes"] }))).toEqual([]);
  });
});
