import type { ApiClass } from "../../model/api.js";
import { isInteger } from "../../resolve/literals.js";
import { memberAccess, memberKey } from "../../resolve/names.js";
import { modulePath, printType, type TypePrinter } from "../print-type.js";
import type { GlueContext } from "./pairs.js";
import { builtinValue } from "./values.js";

/** The constants (enums are some, too) and signals of a class of a pair, as its class needs them. */
export function ownMembers(apiClass: ApiClass, context: GlueContext, printer: TypePrinter) {
  const { imports } = printer;
  const module = modulePath(apiClass, printer);
  const constants = ownConstants(apiClass, context, printer);
  const others = constants.filter(({ other }) => other !== undefined);
  return {
    constants,
    defineConstants: constants.length === 0 ? "" : printer.imports.value(context.runtime, "defineConstants"),
    enums: record(apiClass.enums.map(({ member, name }) => [memberKey(member), imports.value(module, name)])),
    otherConstants: others.length === 0 ? "" : `, ${record(others.map(({ name, other = "" }) => [name, other]))}`,
    signals: apiClass.signals.map((signal) => ({
      key: memberKey(signal.name),
      quoted: JSON.stringify(signal.godotName),
      type: printType(signal.type, printer),
    })),
  };
}

interface ConstantView {
  readonly name: string;
  readonly type: string;
  /** The value, if neither the class's outline nor its enums have it under this name. */
  readonly other: string | undefined;
}

function ownConstants(apiClass: ApiClass, { problems }: GlueContext, printer: TypePrinter): readonly ConstantView[] {
  const module = modulePath(apiClass, printer);
  const { imports } = printer;
  const enums = apiClass.enums.map((resolved) => {
    const value = imports.value(module, resolved.name);
    return { name: memberKey(resolved.member), type: `typeof ${value}`, other: undefined };
  });
  const members = apiClass.enums.flatMap((resolved) =>
    resolved.constants.map(({ godotName, name }) => {
      const value = imports.value(module, resolved.name) + memberAccess(godotName);
      return { name: memberKey(name), type: value, other: name === godotName ? undefined : value };
    }),
  );
  const constants = apiClass.constants.map((constant) => {
    const { godotName, name, type } = constant;
    const value = constant.literal ?? builtinValue(type, constant.value, printer);
    if (value === undefined) {
      problems.add(constant.place, `the glue cannot write the constant's value ${constant.value} in TypeScript`);
    }
    const isKnown = name === godotName && isInteger(value ?? "");
    return {
      name: memberKey(name),
      type: printType(type, printer),
      other: isKnown ? undefined : (value ?? "undefined"),
    };
  });
  return [...enums, ...members, ...constants];
}

function record(entries: readonly (readonly [name: string, value: string])[]): string {
  const fields = entries.map(([name, value]) => (name === value ? name : `${name}: ${value}`));
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}
