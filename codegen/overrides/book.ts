import type { ProblemList } from "../problems.js";
import type { Dialect } from "../xml/dialect.js";
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

/** The entries about the members of one class. */
export interface MemberEntries {
  /** By member, or `member.parameter`. */
  readonly types: ReadonlyMap<string, Overrides["types"][number]>;
  readonly parameters: ReadonlyMap<string, Overrides["parameters"][number]>;
  readonly rests: ReadonlyMap<string, Overrides["rests"][number]>;
}

const DEFAULT_DIALECTS: readonly Dialect[] = ["godot4"];

/** The overrides, and which of them were of use: an entry that matches nothing or changes nothing has had its day. */
export class OverrideBook {
  readonly overrides: Overrides;
  readonly #matched = new Set<object>();
  readonly #changed = new Set<object>();
  /** By class: most have none, which is found out once for all their members. */
  readonly #members = new Map<string, MemberEntries>();

  /** Told of every use, for who remembers what came of a class. */
  onUse: ((entry: object, changed: boolean) => void) | undefined;

  /** @param dialectOf - Of a class in the input: entries are left out where they speak of another Godot's class. */
  constructor(overrides: Overrides, dialectOf: (className: string) => Dialect | undefined) {
    const spoken = <Item extends { readonly dialects?: readonly Dialect[] }>(
      entries: readonly Item[],
      keyOf: (entry: Item) => string,
    ): readonly Item[] =>
      entries.filter((entry) => {
        const dialect = dialectOf(classOf(keyOf(entry)));
        return dialect === undefined || (entry.dialects ?? DEFAULT_DIALECTS).includes(dialect);
      });
    this.overrides = {
      ...overrides,
      names: spoken(overrides.names, (entry) => entry.name),
      types: spoken(overrides.types, (entry) => entry.member),
      parameters: spoken(overrides.parameters, (entry) => entry.member),
      rests: spoken(overrides.rests, (entry) => entry.member),
      classes: spoken(overrides.classes, (entry) => entry.class),
      extras: spoken(overrides.extras, (entry) => entry.class),
      options: spoken(overrides.options, (entry) => entry.options),
      glue: spoken(overrides.glue, (entry) => entry.class),
    };
    const { types, parameters, rests } = this.overrides;
    for (const { member } of [...types, ...parameters, ...rests]) {
      const className = classOf(member);
      const isOwn = (entry: { readonly member: string }): boolean => classOf(entry.member) === className;
      const nameOf = (entry: { readonly member: string }): string => entry.member.slice(className.length + 1);
      this.#members.set(className, {
        types: new Map(
          types.filter(isOwn).map((entry) => [typeEntryKey(nameOf(entry), entry.parameter), entry] as const),
        ),
        parameters: new Map(parameters.filter(isOwn).map((entry) => [nameOf(entry), entry])),
        rests: new Map(rests.filter(isOwn).map((entry) => [nameOf(entry), entry])),
      });
    }
  }

  /** Undefined if there are none. */
  membersOf(className: string): MemberEntries | undefined {
    return this.#members.get(className);
  }

  /** The entry met what it speaks of; `changed` says whether the result differs from what it would be without. */
  use(entry: object, changed: boolean): void {
    this.onUse?.(entry, changed);
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
        const className = classOf(key);
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

/** `Class` of `Class.member` */
function classOf(key: string): string {
  return key.split(".")[0] ?? key;
}

export function typeEntryKey(member: string, parameter: string | undefined): string {
  return parameter === undefined ? member : `${member}.${parameter}`;
}
