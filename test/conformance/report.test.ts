import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it, test } from "vitest";
import { buildReport } from "./report/build-report.js";
import { conformanceCommand } from "./report/command.js";
import { suiteFacts } from "./report/facts.js";
import { readPromises } from "./report/ledger.js";
import { printHtml } from "./report/print-html.js";
import { printSummary, summarize, summaryLine } from "./report/print-summary.js";
import { allResults, mergeResults, readResults } from "./report/result-files.js";
import { excludedTitle, identify, suiteName, type TestResult } from "./suite/results.js";

const folder = mkdtempSync(join(tmpdir(), "godot-webrtc-report-"));
afterAll(() => rmSync(folder, { recursive: true }));

const facts = {
  sentences: [
    {
      class: "A",
      members: [
        { member: "", kind: "class", sentences: [["00000000", "Stands for <one> `thing`."]] },
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
  ],
  ledger: [
    {
      class: "A",
      members: {
        "": [{ hash: "00000000", text: "…", notTestable: "its purpose" }],
        go: [
          { hash: "11111111", text: "…", shownBy: ["P01 it goes"] },
          { hash: "22222222", text: "…", shownBy: ["P01 it goes", "core/a.test.ts > P02 it is fast"] },
        ],
      },
    },
  ],
  promises: { P01: "It goes.", P02: "It is fast." },
  implementations: [],
} as const;

const result = (name: string, state: TestResult["state"] = "passed", over?: string, note?: string): TestResult => ({
  file: "test/a.test.ts",
  ...{ over, name, state, note },
});
const FAST = "core/a.test.ts > P02 it is fast";

describe("the report", () => {
  test.each<[string, readonly TestResult[], string]>([
    [
      "everything shown",
      [result("P01 it goes", "passed", "x"), result(FAST)],
      "promises 100%, sentences 100% (2 tested, 1 not testable with reason)",
    ],
    [
      "a test that fails somewhere",
      [result("P01 it goes", "passed", "x"), result("P01 it goes", "failed", "y"), result(FAST)],
      "promises 50%, sentences 33% (0 tested, 1 not testable with reason)",
    ],
    [
      "one that did not run",
      [result("P01 it goes", "passed", "x")],
      "promises 50%, sentences 66% (1 tested, 1 not testable with reason)",
    ],
    [
      "one that is left out somewhere",
      [result("P01 it goes", "skipped", "x"), result("P01 it goes", "passed", "y"), result(FAST)],
      "promises 100%, sentences 100% (2 tested, 1 not testable with reason)",
    ],
    [
      "one that is left out everywhere",
      [result("P01 it goes", "skipped", "x", "no"), result(FAST)],
      "promises 50%, sentences 66% (1 tested, 1 not testable with reason)",
    ],
    ["nothing", [], "promises 0%, sentences 33% (0 tested, 1 not testable with reason)"],
  ])("counts %s", (_, results, line) => {
    expect(summaryLine(buildReport(results, facts))).toBe(line);
  });

  it("is sound if what is not shown was left out with a reason", () => {
    const isSound = (...results: readonly TestResult[]): boolean => summarize(buildReport(results, facts)).isSound;
    expect(isSound(result("P01 it goes"), result(FAST))).toBe(true);
    expect(isSound(result("P01 it goes", "skipped", "x", "no server"), result(FAST))).toBe(true);
    expect(isSound(result("P01 it goes", "failed", "x"), result(FAST))).toBe(false);
    expect(isSound(result("P01 it goes"))).toBe(false);
  });

  it("names what is missing, and each implementation", () => {
    const results = [
      result("P01 it goes", "failed", "loopback", "it did not"),
      result("P09 more", "skipped", "loopback", "no"),
    ];
    expect(printSummary(buildReport(results, facts)).split("\n")).toEqual([
      "promises 0%, sentences 33% (0 tested, 1 not testable with reason)",
      "  loopback  promises 0% (0 shown), sentences 33% (0 tested, 1 not testable with reason); 1 test ran, 1 failed",
      "    P09: no",
      "Not shown:",
      "  promise P01 failed: It goes.",
      "  promise P02 open: It is fast.",
      "  A.go failed: It goes.",
      "  A.go failed: It is fast.",
    ]);
  });

  it("says by reasons what an implementation does not show, and counts no promise that it shows otherwise", () => {
    const skipped = (name: string, note?: string): TestResult => result(name, "skipped", "x", note);
    const results = [
      result("D07 it closes", "passed", "x"),
      skipped("P11/loss D07 it loses", "no loss"),
      skipped("P11/loss it loses more", "no loss"),
      skipped("P12/loss it loses order", "no loss"),
      skipped("P20/local", "nothing makes it"),
    ];
    expect(printSummary(buildReport(results, facts)).split("\n").slice(1, 4)).toEqual([
      expect.stringMatching(/^ {2}x {2}promises .* 1 test ran$/),
      "    P11/loss, P12/loss: no loss",
      "    P20/local: nothing makes it",
    ]);
  });

  describe("over several implementations", () => {
    const expected = { ...facts, implementations: ["x", "y"] };
    const over = (name: string): readonly TestResult[] => [result("P01 it goes", "passed", name), result(FAST)];
    const summary = (...results: readonly TestResult[]): readonly [isSound: boolean, lines: readonly string[]] => {
      const report = buildReport(results, expected);
      return [summarize(report).isSound, printSummary(report).split("\n").slice(1)];
    };
    const ALL = "promises 100% (2 shown), sentences 100% (2 tested, 1 not testable with reason); 1 test ran";

    it("each has to run", () => {
      expect(summary(...over("x"))).toEqual([false, [`  x  ${ALL}`, "  y  not run"]]);
      expect(summary(...over("x"), ...over("y"))).toEqual([true, [`  x  ${ALL}`, `  y  ${ALL}`]]);
    });

    it("one may be left out as a whole, with a reason", () => {
      const left = result("", "skipped", "y", "it is not installed");
      expect(summary(...over("x"), left)).toEqual([true, [`  x  ${ALL}`, "  y  left out: it is not installed"]]);
      expect(buildReport([...over("x"), left], expected).promises[0]?.tests[0]?.results).toMatchObject([
        { over: "x", state: "passed" },
        { over: "y", state: "skipped", note: "it is not installed" },
      ]);
    });

    it("one may leave out a part, which counts for every test of it", () => {
      const parts = {
        ...expected,
        ledger: [
          {
            class: "A",
            members: {
              go: [
                { hash: "11111111", text: "…", shownBy: ["P01/far it goes far"] },
                { hash: "22222222", text: "…", shownBy: [FAST] },
              ],
              "": facts.ledger[0].members[""],
            },
          },
        ],
      };
      const results = [
        result("P01/far it goes far", "passed", "x"),
        result("P01 it goes", "passed", "y"),
        result(FAST),
      ];
      const print = (...more: readonly TestResult[]): readonly string[] =>
        printSummary(buildReport([...results, ...more], parts))
          .split("\n")
          .slice(2);
      expect(print(result("P01/far", "skipped", "y", "y is near"))).toEqual([
        "  y  promises 100% (2 shown), sentences 100% (1 tested, 1 not testable with reason, 1 not shown there with reason); 1 test ran",
        "    P01/far: y is near",
      ]);
      expect(print()).toEqual([
        "  y  promises 100% (2 shown), sentences 66% (1 tested, 1 not testable with reason); 1 test ran",
        "Not shown:",
        "  A.go not run: It goes. (over y)",
      ]);
    });

    it("what one shows by a test of its own need not be shown by the tests of the others", () => {
      const two = {
        ...expected,
        ledger: [
          {
            class: "A",
            members: {
              ...facts.ledger[0].members,
              go: [
                { hash: "11111111", text: "…", shownBy: ["P01 it goes", "P01 it goes as x goes"] },
                { hash: "22222222", text: "…", shownBy: [FAST] },
              ],
            },
          },
        ],
      };
      const results = [
        result("P01 it goes as x goes", "passed", "x"),
        result("P01 it goes", "passed", "y"),
        result(FAST),
      ];
      expect(summarize(buildReport(results, two)).isSound).toBe(true);
    });
  });

  it("counts a file whose tests are all left out with a reason as left out, and what a filter left out as not run", () => {
    const outcome = (note: string | undefined) =>
      buildReport([{ ...result("core/a.test.ts > the whole file", "skipped"), note }], facts).classes[0]?.members[1]
        ?.sentences[1]?.tests[1]?.outcome;
    expect(outcome("no server")).toBe("skipped");
    expect(outcome(undefined)).toBe("not run");
  });

  it("is a page of its own, with every sentence, test and result", () => {
    const html = printHtml(buildReport([result("P01 it goes", "failed", "loop<back>", 'said "no"')], facts));
    for (const part of [
      "<li><b>loop&lt;back&gt;</b> promises 0% (0 shown)",
      "Stands for &lt;one&gt; <code>thing</code>.",
      "Not testable: its purpose.",
      'data-owner="A.go:11111111"',
      "core/a.test.ts &gt; P02 it is fast",
      '<span class="badge failed">loop&lt;back&gt; failed</span>',
      "said &quot;no&quot;",
      '<input type="search"',
    ]) {
      expect(html).toContain(part);
    }
    expect(html).not.toMatch(/(?:src|href)="(?!#)/);
    expect(html).not.toMatch(/@import|url\(/);
  });

  it("of the suite alone asks for nothing that only this project shows", () => {
    const { sentences, ledger, promises } = suiteFacts();
    const tests = ledger.flatMap(({ members }) => Object.values(members).flat()).flatMap(({ shownBy = [] }) => shownBy);
    expect(tests.length).toBeGreaterThan(300);
    expect(tests.filter((name) => /\.test\.ts > |^P22\/|^D09\/foreign|^K03\/empty/.test(name))).toEqual([]);
    expect(Object.keys(promises).filter((id) => id.startsWith("T"))).toEqual([]);
    expect(sentences.find((entry) => entry.class === "WebRTCPeerConnection")?.members.length).toBeGreaterThan(20);
  });
});

describe("results", () => {
  it("know what they are called, over what, and why they were left out", () => {
    const title = excludedTitle("P01 it goes", "x", "y: z [w]");
    expect(identify("test/conformance/x.test.ts", [suiteName("x"), title])).toEqual({
      over: "x",
      name: "P01 it goes",
      note: "y: z [w]",
    });
    expect(identify("test/conformance/x.test.ts", [suiteName("x")]), "the whole suite").toMatchObject({
      over: "x",
      name: "",
    });
    expect(identify("test/core/a.test.ts", ["group", "title"])).toEqual({
      over: undefined,
      name: "core/a.test.ts > group > title",
      note: undefined,
    });
  });

  const file = join(folder, "results/results.json");
  const root = join(folder, "project");
  beforeEach(() => rmSync(file, { force: true }));

  it("of several runs are kept together, the last of each file counts, and those of files that are gone go", () => {
    const at = (name: string, path: string, state: TestResult["state"] = "passed"): TestResult => ({
      ...result(name, state),
      file: path,
    });
    writeFileSync(join(folder, "one.ts"), "");
    writeFileSync(join(folder, "two.ts"), "");
    mergeResults(file, [at("a", "one.ts"), at("b", "one.ts")], folder);
    mergeResults(file, [at("c", "two.ts"), at("d", "gone.ts")], folder);
    mergeResults(file, [at("a", "one.ts", "failed"), at("b", "one.ts", "skipped")], folder);
    const kept = allResults(readResults(file)).map(({ name, state }) => `${name} ${state}`);
    expect(kept.sort(), "b was only left out of the last run").toEqual(["a failed", "b passed", "c passed"]);
    expect(root).not.toBe(folder);
  });

  it("of another version, or none, are nothing", () => {
    expect(readResults(file).size).toBe(0);
    writeFileSync(join(folder, "old.json"), JSON.stringify({ version: 0, files: { a: {} } }));
    expect(readResults(join(folder, "old.json")).size).toBe(0);
  });
});

describe("godot-webrtc conformance", () => {
  function run(...args: readonly string[]) {
    const [out, error]: [string[], string[]] = [[], []];
    const code = conformanceCommand(args, { out: (text) => out.push(text), error: (text) => error.push(text) });
    return { code, out: out.join("\n"), error: error.join("\n") };
  }

  it("says what to do where nothing has run", () => {
    const { code, error } = run("--results", join(folder, "none.json"));
    expect(code).toBe(2);
    expect(error).toMatch(/^There are no results in .*none\.json\. Run the tests first, or name another file/);
  });

  function keep(...results: readonly TestResult[]): string {
    const kept = join(folder, "some.json");
    rmSync(kept, { force: true });
    writeFileSync(join(folder, "a.test.ts"), "");
    mergeResults(
      kept,
      results.map((each) => ({ ...each, file: "a.test.ts" })),
      folder,
    );
    return kept;
  }

  it("prints the summary, writes the page, and tells by its code that something is missing", () => {
    const html = join(folder, "pages/report.html");
    const { code, out } = run("--results", keep(result("P01 it goes", "passed", "loopback")), "--html", html);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^promises \d+%, sentences \d+% \(0 tested, \d+ not testable with reason\)\n {2}Chromium {10}not run\n/,
    );
    const page = readFileSync(html, "utf8");
    expect(page).toContain("<title>Conformance with the class reference</title>");
    expect(page).toContain('data-owner="T01"');
  });

  it("holds other implementations to what the suite alone can show", () => {
    const titles = suiteFacts().ledger.flatMap(({ members }) => Object.values(members).flat());
    const shown = [...new Set(titles.flatMap(({ shownBy = [] }) => shownBy))];
    const all = [...shown, ...Object.keys(readPromises()).map((id) => `${id} is kept`)];
    const { code, out } = run("--results", keep(...all.map((name) => result(name, "passed", "x"))));
    expect(out).toMatch(/^promises 100%, sentences 100% \(\d+ tested, \d+ not testable with reason\)\n {2}x {2}.*$/);
    expect(code).toBe(0);
  });

  it("has help, and refuses what it does not know", () => {
    expect(run("--help")).toMatchObject({ code: 0, out: expect.stringContaining("--html FILE") as string });
    expect(run("--nonsense")).toMatchObject({ code: 2, error: expect.stringContaining("--nonsense") as string });
  });
});
