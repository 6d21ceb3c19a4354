import type { Report, ReportedMember, ReportedPromise, ReportedSentence, ReportedTest } from "./build-report.js";
import { escape, prose } from "./html/escape.js";
import { SCRIPT } from "./html/script.js";
import { STYLE } from "./html/style.js";
import { implementationFigures, summaryLine } from "./print-summary.js";

const STATES = ["passed", "failed", "skipped", "not run", "open", "not testable"] as const;

/** The whole report as one page that needs nothing else: to read, and to search. */
export function printHtml(report: Report): string {
  const { classes, promises } = report;
  const sections = [
    section("promises", "Promises", promises.map((promise) => promiseEntry(promise)).join("")),
    ...classes.map(({ class: name, members }) =>
      section(name, escape(name), members.map((member) => memberGroup(name, member)).join("")),
    ),
  ];
  const title = "Conformance with the class reference";
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
<header>
<h1>${title}</h1>
<p class="summary"><b>${escape(summaryLine(report))}</b> · ${escape(runsLine(report))}</p>
<div class="tools">
<input type="search" placeholder="Search sentences, members, promises, tests" aria-label="Search" autofocus>
${statesOf(report).map(checkbox).join("\n")}
<span class="none" id="found"></span>
</div>
</header>
<div class="layout">
<nav><ul>
<li><a href="#promises">Promises</a><span>${countOf(promises)}</span></li>
${classes.map(({ class: name, members }) => classLink(name, members)).join("\n")}
</ul></nav>
<main>
<ul class="runs">${implementationFigures(report)
    .map(([name, figures]) => `<li><b>${escape(name)}</b> ${escape(figures)}</li>`)
    .join("")}</ul>
${sections.join("\n")}
</main>
</div>
<script>${SCRIPT}</script>
</html>
`;
}

function statesOf({ classes, promises }: Report): readonly string[] {
  const sentences = classes.flatMap(({ members }) => members).flatMap((member) => member.sentences);
  const present = new Set<string>([...promises, ...sentences].map(({ state }) => state));
  return STATES.filter((state) => present.has(state));
}

function checkbox(state: string): string {
  return `<label><input type="checkbox" value="${state}" checked> ${state}</label>`;
}

function runsLine({ implementations, results }: Report): string {
  if (results.length === 0) return "no results yet";
  return `last results of ${results.length} tests, over ${implementations.join(", ")}`;
}

function classLink(name: string, members: readonly ReportedMember[]): string {
  const sentences = members.flatMap((member) => member.sentences);
  return `<li><a href="#${escape(name)}">${escape(name)}</a><span>${countOf(sentences)}</span></li>`;
}

function countOf(items: readonly (ReportedPromise | ReportedSentence)[]): string {
  const done = items.filter(({ state }) => state === "passed" || state === "not testable").length;
  return `${done}/${items.length}`;
}

function section(id: string, heading: string, content: string): string {
  return `<section id="${escape(id)}" data-group>\n<h2>${heading}</h2>\n${content}</section>`;
}

function memberGroup(className: string, { member, kind, sentences }: ReportedMember): string {
  const heading = member === "" ? "" : `<h3>${escape(member)} <small>${escape(kind)}</small></h3>\n`;
  const owner = member === "" ? className : `${className}.${member}`;
  return `<div data-group>\n${heading}${sentences.map((sentence) => sentenceEntry(owner, sentence)).join("")}</div>\n`;
}

function sentenceEntry(owner: string, { hash, text, state, notTestable, tests }: ReportedSentence): string {
  const body = notTestable === undefined ? testList(tests) : `<p class="note">Not testable: ${prose(notTestable)}.</p>`;
  return entry(`${owner}:${hash}`, state, prose(text), body);
}

function promiseEntry({ id, text, state, tests }: ReportedPromise): string {
  return entry(id, state, `<b>${id}</b> ${prose(text)}`, testList(tests));
}

function entry(owner: string, state: string, text: string, body: string): string {
  const attributes = `class="${state.replace(" ", "-")}" data-state="${state}" data-owner="${escape(owner)}"`;
  return `<details ${attributes}><summary>${text}${state === "passed" ? "" : ` <small>${state}</small>`}</summary>${body}</details>\n`;
}

function testList(tests: readonly ReportedTest[]): string {
  if (tests.length === 0) return `<p class="note">No test shows this.</p>`;
  return `<ul class="tests">${tests.map((test) => `<li>${escape(test.name)}<br>${badges(test)}</li>`).join("")}</ul>`;
}

function badges({ results, outcome }: ReportedTest): string {
  if (results.length === 0) return `<span class="badge not-run">${outcome}</span>`;
  return results
    .map(({ over, state, note }) => {
      const label = `${escape(over ?? "project")} ${state === "passed" ? "✓" : state}`;
      const hint = note === undefined ? "" : `<p class="note">${escape(over ?? "project")}: ${escape(note)}</p>`;
      return `<span class="badge ${state}">${label}</span>${hint}`;
    })
    .join("");
}
