import type { ProblemList } from "../problems.js";

/** `SOURCE.json` beside the class references: what they restate, and what is generated from them. */
export interface Source {
  readonly engine: string | undefined;
  readonly version: string | undefined;
  readonly classes: Readonly<Record<string, Coverage>>;
  readonly generate: GenerateSettings;
}

export interface Coverage {
  readonly coverage: "whole" | "subset";
  /** What a subset leaves out, and why. */
  readonly reason: string | undefined;
  /** Of the engine's texts that were restated, the hashes, by member: see `restated/`. Undefined: they are not watched. */
  readonly restates?: Readonly<Record<string, string>> | undefined;
}

export interface GenerateSettings {
  /** Import specifier of the runtime, as seen from a file in `<out>/glue`. */
  readonly runtime: string | undefined;
  /** Import specifier of the module that exports one class per class reference, as seen from `<out>/public`. */
  readonly implementation: string | undefined;
  /** Whether to write what the references say sentence by sentence, for a conformance ledger. */
  readonly ledger: boolean;
}

export const NO_SOURCE: Source = {
  engine: undefined,
  version: undefined,
  classes: {},
  generate: { runtime: undefined, implementation: undefined, ledger: false },
};

export function readSource(file: string, text: string, problems: ProblemList): Source | undefined {
  const before = problems.problems.length;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    problems.add({ file }, `not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
  const root = fields(file, "the file", json, ["engine", "version", "classes", "generate"], problems);
  const generate = fields(
    file,
    '"generate"',
    root["generate"] ?? {},
    ["runtime", "implementation", "ledger"],
    problems,
  );
  const entries = fields(file, '"classes"', root["classes"] ?? {}, undefined, problems);
  const classes = Object.entries(entries).map(([name, value]): [string, Coverage] => {
    const entry = fields(file, `"${name}"`, value, ["coverage", "reason", "restates"], problems);
    const { coverage } = entry;
    const reason = textField(file, "reason", entry["reason"], problems);
    if (coverage !== "whole" && coverage !== "subset") {
      problems.add({ file, class: name }, `found coverage ${JSON.stringify(coverage)}; allowed: "whole", "subset"`);
    }
    if (coverage === "subset" && reason === undefined) {
      problems.add({ file, class: name }, 'coverage "subset" needs a "reason": what is left out, and why');
    }
    const restates = entry["restates"] === undefined ? undefined : hashes(file, name, entry["restates"], problems);
    return [name, { coverage: coverage === "subset" ? "subset" : "whole", reason, ...(restates && { restates }) }];
  });
  const source: Source = {
    engine: textField(file, "engine", root["engine"], problems),
    version: textField(file, "version", root["version"], problems),
    classes: Object.fromEntries(classes),
    generate: {
      runtime: textField(file, "generate.runtime", generate["runtime"], problems),
      implementation: textField(file, "generate.implementation", generate["implementation"], problems),
      ledger: flagField(file, "generate.ledger", generate["ledger"], problems),
    },
  };
  return problems.problems.length === before ? source : undefined;
}

function fields(
  file: string,
  what: string,
  value: unknown,
  allowed: readonly string[] | undefined,
  problems: ProblemList,
): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    problems.add({ file }, `${what} is ${JSON.stringify(value)}; expected an object`);
    return {};
  }
  for (const key of Object.keys(value)) {
    if (allowed?.includes(key) === false) {
      problems.add({ file }, `${what} has the unknown key "${key}"; allowed: ${allowed.join(", ")}`);
    }
  }
  return value as Record<string, unknown>;
}

function hashes(file: string, name: string, value: unknown, problems: ProblemList): Record<string, string> {
  const entries = Object.entries(fields(file, `"restates" of "${name}"`, value, undefined, problems));
  const isHash = (entry: [string, unknown]): entry is [string, string] =>
    typeof entry[1] === "string" && /^[0-9a-f]{8}$/.test(entry[1]);
  for (const [member, hash] of entries.filter((entry) => !isHash(entry))) {
    const message = `"restates" has ${JSON.stringify(hash)}; expected a hash, as \`sync --accept-texts\` writes it`;
    problems.add({ file, class: name, member }, message);
  }
  return Object.fromEntries(entries.filter(isHash));
}

function flagField(file: string, key: string, value: unknown, problems: ProblemList): boolean {
  if (value === undefined || typeof value === "boolean") return value ?? false;
  problems.add({ file }, `"${key}" is ${JSON.stringify(value)}; expected true or false`);
  return false;
}

function textField(file: string, key: string, value: unknown, problems: ProblemList): string | undefined {
  if (value === undefined || (typeof value === "string" && value !== "")) return value;
  problems.add({ file }, `"${key}" is ${JSON.stringify(value)}; expected a text that is not empty`);
  return undefined;
}
