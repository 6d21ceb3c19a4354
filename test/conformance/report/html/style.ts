/** The look of the report: one column of text beside a list of classes; light or dark as the reader has it. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fbfbfa; --panel: #f1f1ee; --text: #1f2328; --dim: #66706b; --line: #dcdcd6;
  --passed: #1a7f4b; --failed: #c4314b; --skipped: #9a6b00; --none: #6b7280; --accent: #2f6f9f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #15181b; --panel: #1d2125; --text: #e3e6e4; --dim: #98a29c; --line: #30363b;
    --passed: #4cc38a; --failed: #ff7b8e; --skipped: #e0b04c; --none: #949ca6; --accent: #7ab8e4;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
code { font: 0.92em ui-monospace, monospace; background: var(--panel); padding: 0 0.25em; border-radius: 3px; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
header { position: sticky; top: 0; z-index: 1; background: var(--ground); border-bottom: 1px solid var(--line); padding: 1rem 1.5rem 0.8rem; }
h1 { margin: 0; font-size: 1.15rem; }
.summary { margin: 0.15rem 0 0.7rem; color: var(--dim); }
.summary b { color: var(--text); }
.tools { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; }
input[type="search"] { flex: 1 1 18rem; max-width: 32rem; font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 0.35rem 0.6rem; }
.tools label { display: inline-flex; gap: 0.35rem; align-items: center; cursor: pointer; white-space: nowrap; }
.layout { display: grid; grid-template-columns: 19rem minmax(0, 1fr); gap: 2rem; padding: 1rem 1.5rem 4rem; max-width: 84rem; }
nav { position: sticky; top: 8rem; align-self: start; max-height: calc(100vh - 9rem); overflow: auto; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li { display: flex; justify-content: space-between; gap: 0.5rem; padding: 0.1rem 0.4rem; font-size: 0.92em; }
nav span { color: var(--dim); }
section { margin-bottom: 2.5rem; scroll-margin-top: 9rem; }
h2 { font-size: 1.05rem; border-bottom: 1px solid var(--line); padding-bottom: 0.3rem; }
h3 { font-size: 0.95rem; margin: 1.2rem 0 0.2rem; }
h3 small { color: var(--dim); font-weight: normal; }
details { border-left: 3px solid var(--none); margin: 0.25rem 0; padding: 0.15rem 0 0.15rem 0.7rem; }
details.passed { border-color: var(--passed); }
details.failed { border-color: var(--failed); }
details.skipped, details.not-run { border-color: var(--skipped); }
summary { cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary small { color: var(--dim); }
.tests { margin: 0.3rem 0 0.5rem; padding: 0; list-style: none; font-size: 0.92em; }
.tests li { padding: 0.15rem 0; }
.badge { display: inline-block; margin-right: 0.3rem; padding: 0 0.45em; border-radius: 9px; font-size: 0.85em; border: 1px solid currentColor; }
.badge.passed { color: var(--passed); }
.badge.failed { color: var(--failed); }
.badge.skipped, .badge.not-run { color: var(--skipped); }
.runs { color: var(--dim); font-size: 0.92em; margin: 0 0 1.5rem; padding: 0; list-style: none; }
.runs b { color: var(--text); }
.note { color: var(--dim); margin: 0.2rem 0; white-space: pre-wrap; }
.none { color: var(--dim); }
[hidden] { display: none !important; }
@media (max-width: 50rem) { .layout { grid-template-columns: minmax(0, 1fr); } nav { display: none; } }
`;
