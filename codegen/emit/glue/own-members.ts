import type { ApiClass } from "../../model/api.js";
import { memberAccess, memberKey } from "../../resolve/names.js";
import { modulePath, printType, type TypePrinter } from "../print-type.js";
import type { GlueContext } from "./pairs.js";
import { builtinValue } from "./values.js";

/** The enums, constants and signals of a class of a pair, as its class needs them. */
export function ownMembers(apiClass: ApiClass, { problems }: GlueContext, printer: TypePrinter) {
  const module = modulePath(apiClass, printer);
  const { imports } = printer;
  return {
    enums: apiClass.enums.map((resolved) => ({
      name: memberKey(resolved.member),
      value: imports.value(module, resolved.name),
    })),
    constants: [
      ...apiClass.enums.flatMap((resolved) =>
        resolved.constants.map(({ godotName, name }) => {
          const value = imports.value(module, resolved.name) + memberAccess(godotName);
          return { name: memberKey(name), value, type: value };
        }),
      ),
      ...apiClass.constants.map((constant) => {
        const value = constant.literal ?? builtinValue(constant.type, constant.value, printer);
        if (value === undefined) {
          problems.add(constant.place, `the glue cannot write the constant's value ${constant.value} in TypeScript`);
        }
        return {
          name: memberKey(constant.name),
          value: value ?? "undefined",
          type: printType(constant.type, printer),
        };
      }),
    ],
    signals: apiClass.signals.map((signal) => ({
      key: memberKey(signal.name),
      quoted: JSON.stringify(signal.godotName),
      type: printType(signal.type, printer),
    })),
  };
}
