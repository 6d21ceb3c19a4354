import type { ApiClass, Method } from "../../model/api.js";
import type { StandIn } from "../../overrides/shapes.js";
import { memberAccess, memberKey } from "../../resolve/names.js";
import { printCall, printParameters } from "../print-signature.js";
import { printType, type TypePrinter } from "../print-type.js";
import { missingMethod, missingStatement } from "./fallback.js";
import { nameOf, type PublicMember } from "./members.js";
import type { GlueContext } from "./pairs.js";
import { globalError } from "./values.js";

/** A public member that the class above implements, and which of its parts a virtual method stands for. */
interface Replaceable {
  readonly member: PublicMember;
  readonly part: "method" | "getter" | "setter";
}

/** The virtual methods of an extension, and what each of them does that no subclass overrides. */
export class Virtuals {
  readonly byName: ReadonlyMap<string, Method>;
  readonly #extension: ApiClass;
  readonly #context: GlueContext;
  readonly #replaceable = new Map<string, Replaceable>();
  readonly #standIns = new Map<string, StandIn>();

  /** @param reachable the public members that the glue forwards to virtual methods */
  constructor(extension: ApiClass, reachable: readonly PublicMember[], context: GlueContext) {
    this.#extension = extension;
    this.#context = context;
    this.byName = new Map(
      extension.methods.filter(({ isVirtual }) => isVirtual).map((method) => [method.godotName, method]),
    );
    const members = new Map(reachable.map((member) => [nameOf(member), member]));
    const entry = context.byHand.get(extension.inherits ?? "");
    for (const name of entry?.replaceableMembers ?? []) this.#addReplaceable(name, members.get(name));
    for (const standIn of entry?.standIns ?? []) this.#addStandIn(standIn);
  }

  /** Those that a class that leaves nothing to others has to override. */
  get required(): readonly Method[] {
    const standIns = new Set([...this.#standIns.values()].map(({ by }) => by));
    return [...this.byName.values()].filter(
      (method) => !standIns.has(method.godotName) && this.#inherited(method) === undefined,
    );
  }

  /** The method as the extension has it. @param overrides a class above has it, too */
  fallback(method: Method, printer: TypePrinter, overrides: boolean): string {
    const inherited = this.#inherited(method);
    if (inherited !== undefined) return withBody(method, [inherited], printer, overrides);
    const standIn = this.#standIns.get(method.godotName);
    const by = standIn && this.byName.get(standIn.by);
    if (standIn === undefined || by === undefined) {
      return missingMethod(method, this.#extension.name, this.#context, printer, overrides);
    }
    const isOverridden = printer.imports.value(this.#context.runtime, "isOverridden");
    const condition = `${isOverridden}(this, ${this.#extension.name}, ${JSON.stringify(by.name)})`;
    const call = `this${memberAccess(by.name)}(${method.parameters.map(({ name }) => name).join(", ")})`;
    const otherwise = missingStatement(method, this.#extension.name, this.#context, printer);
    if (standIn.empty === undefined) {
      return withBody(method, [`if (${condition}) return ${call};`, otherwise], printer, overrides);
    }
    const empty = globalError(standIn.empty, printer);
    if (empty === undefined) this.#unknown("standIns", standIn.empty, "a constant of the enum Error");
    const lines = [`  const result = ${call};`, `  return result.length === 0 ? ${empty ?? "result"} : result;`];
    return withBody(method, [`if (${condition}) {`, ...lines, "}", otherwise], printer, overrides);
  }

  /** What the class above does for an optional method; undefined if there is nothing. */
  #inherited(method: Method): string | undefined {
    const found = this.#replaceable.get(method.godotName);
    if (found === undefined || method.isRequired) return undefined;
    const { member, part } = found;
    const own = `super${memberAccess("method" in member ? member.method.name : member.property.name)}`;
    const given = method.parameters.map(({ name }) => name).join(", ");
    if (part === "method") return `return ${own}(${given});`;
    return part === "getter" ? `return ${own};` : `${own} = ${given};`;
  }

  #addReplaceable(name: string, member: PublicMember | undefined): void {
    if (member === undefined) {
      this.#unknown("replaceableMembers", name, `a public member of ${this.#extension.inherits ?? ""}`);
    } else if ("method" in member) {
      this.#replaceable.set(`_${name}`, { member, part: "method" });
    } else {
      this.#replaceable.set(`_${member.property.getter}`, { member, part: "getter" });
      this.#replaceable.set(`_${member.property.setter}`, { member, part: "setter" });
    }
  }

  #addStandIn(standIn: StandIn): void {
    for (const name of [standIn.virtual, standIn.by]) {
      if (this.byName.get(name)?.isRequired !== false) {
        this.#unknown("standIns", name, `a virtual method of ${this.#extension.godotName} that need not be overridden`);
      }
    }
    this.#standIns.set(standIn.virtual, standIn);
  }

  #unknown(list: string, name: string, what: string): void {
    const place = { file: "codegen/overrides/glue.ts", class: this.#extension.inherits };
    this.#context.problems.add(place, `${list} names "${name}", which is not ${what}. Mend the name or remove it`);
  }
}

function withBody(method: Method, lines: readonly string[], printer: TypePrinter, overrides: boolean): string {
  const head = (overrides ? "override " : "") + memberKey(method.name);
  const tail = `: ${printType(method.returns, printer)} {`;
  const signature = printCall(head, printParameters(method, printer), tail, "  ");
  return `${signature}\n${lines.map((line) => `    ${line}`).join("\n")}\n  }`;
}
