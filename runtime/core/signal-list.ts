import type { ArgumentInfo, Dictionary, GodotObjectApi, Variant } from "./api.js";
import { infosOf } from "./class-info.js";
import { scriptSignals } from "./declared-signals.js";
import { tableOf } from "./signal-table.js";

/** One element of `get_signal_list`. The keys are those of Godot's lists of methods; 1 is METHOD_FLAG_NORMAL. */
function describe(name: string, args: readonly Variant[]): Dictionary {
  return { name, args, default_args: [], flags: 1, id: 0, return: { name: "", type: "void" } };
}

function describeArgument({ name, type }: ArgumentInfo): Dictionary {
  return { name, type };
}

/** All signals of an object: of the user's class, of the classes of the reference (the nearest first), and added ones. */
export function signalListOf(object: GodotObjectApi): Dictionary[] {
  const result = scriptSignals(object).map((name) => describe(name, []));
  for (const { signals } of infosOf(object)) {
    for (const [name, args] of Object.entries(signals)) result.push(describe(name, args.map(describeArgument)));
  }
  for (const [name, args] of tableOf(object).userSignals) result.push(describe(name, args));
  return result;
}
