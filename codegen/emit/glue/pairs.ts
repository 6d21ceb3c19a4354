import type { Api, ApiClass } from "../../model/api.js";
import type { GlueOverride } from "../../overrides/shapes.js";
import type { ProblemList } from "../../problems.js";

/** A class X whose work another one does, and XExtension, which implementations extend. */
export interface Pair {
  readonly facade: ApiClass;
  readonly extension: ApiClass;
}

/** What glue is made of beside the API: the runtime's classes, and where they are. */
export interface GlueContext {
  readonly api: Api;
  /** Import specifier of the runtime, as seen from a glue module. */
  readonly runtime: string;
  readonly byHand: ReadonlyMap<string, GlueOverride>;
  /** Static method that picks the class which `new` on the façade instantiates. */
  readonly defaultExtensionMethod: string | undefined;
  readonly pairs: readonly Pair[];
  readonly problems: ProblemList;
}

/** Class X and class XExtension, which inherits X, both in the input. */
export function findPairs(api: Api, problems: ProblemList, byHand: ReadonlyMap<string, GlueOverride>): readonly Pair[] {
  const pairs = api.classes.flatMap((facade): Pair[] => {
    const extension = api.byName.get(`${facade.godotName}Extension`);
    return extension?.inherits === facade.godotName ? [{ facade, extension }] : [];
  });
  const made = new Set(pairs.map(({ facade }) => facade.godotName));
  for (const { facade } of pairs) {
    const parent = facade.inherits ?? "";
    if (!made.has(parent) && !byHand.has(parent)) {
      const message =
        `its glue takes the class ${parent} from the runtime, since no extension pair makes it. ` +
        "The runtime must export it";
      problems.warn(facade.place, message);
    }
  }
  for (const apiClass of pairs.flatMap(({ facade, extension }) => [facade, extension])) {
    for (const member of [...apiClass.methods, ...apiClass.properties, ...apiClass.signals]) {
      if (member.name !== "constructor") continue;
      const message =
        'the glue cannot have a member called "constructor", which JavaScript gives every class. Leave --runtime out';
      problems.add(member.place, message);
    }
  }
  return pairs;
}
