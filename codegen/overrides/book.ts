import type { ProblemList } from "../problems.js";
import type { Overrides } from "./shapes.js";

type Topic = Exclude<keyof Overrides, "defaultExtension">;

const FILES: Readonly<Record<Topic, string>> = {
  names: "names.ts",
  types: "types.ts",
  parameters: "signatures.ts",
  rests: "signatures.ts",
  classes: "classes.ts",
  extras: "extras.ts",
  options: "options.ts",
  glue: "glue.ts",
};

/** The overrides, and which of them were of use: an entry that matches nothing or changes nothing has had its day. */
export class OverrideBook {
  readonly overrides: Overrides;
  readonly #matched = new Set<object>();
  readonly #changed = new Set<object>();
  readonly #types: ReadonlyMap<string, Overrides["types"][number]>;

  constructor(overrides: Overrides) {
    this.overrides = overrides;
    this.#types = new Map(overrides.types.map((entry) => [typeEntryKey(entry.member, entry.parameter), entry]));
  }

  typeOf(member: string, parameter?: string): Overrides["types"][number] | undefined {
    return this.#types.get(typeEntryKey(member, parameter));
  }

  /** The entry met what it speaks of; `changed` says whether the result differs from what it would be without. */
  use(entry: object, changed: boolean): void {
    this.#matched.add(entry);
    if (changed) this.#changed.add(entry);
  }

  /**
   * Entries about classes that are not in the input say nothing about it. Nor do entries about members that a stated
   * subset leaves out.
   */
  report(classes: ReadonlySet<string>, subsets: ReadonlySet<string>, problems: ProblemList): void {
    const check = (
      topic: Topic,
      entries: readonly { readonly reason: string }[],
      keyOf: (index: number) => string,
    ): void => {
      entries.forEach((entry, index) => {
        const key = keyOf(index);
        const className = key.split(".")[0] ?? key;
        if (!classes.has(className) || (subsets.has(className) && !this.#matched.has(entry))) return;
        const place = { file: `codegen/overrides/${FILES[topic]}`, class: key };
        if (!this.#matched.has(entry)) {
          problems.add(
            place,
            `this override matches nothing in the input. Mend its key or remove it, or state in SOURCE.json that the class is a subset (its reason: ${entry.reason})`,
          );
        } else if (!this.#changed.has(entry)) {
          problems.add(place, `this override changes nothing any more. Remove it (its reason: ${entry.reason})`);
        }
      });
    };
    const { names, types, parameters, rests, classes: classEntries, extras, options, glue } = this.overrides;
    check("names", names, (index) => names[index]?.name ?? "");
    check("types", types, (index) => typeEntryKey(types[index]?.member ?? "", types[index]?.parameter));
    check("parameters", parameters, (index) => parameters[index]?.member ?? "");
    check("rests", rests, (index) => rests[index]?.member ?? "");
    check("classes", classEntries, (index) => classEntries[index]?.class ?? "");
    check("extras", extras, (index) => `${extras[index]?.class ?? ""}.${extras[index]?.name ?? ""}`);
    check("options", options, (index) => `${options[index]?.options ?? ""}.${options[index]?.key ?? ""}`);
    check("glue", glue, (index) => glue[index]?.class ?? "");
  }
}

function typeEntryKey(member: string, parameter: string | undefined): string {
  return parameter === undefined ? member : `${member}.${parameter}`;
}
