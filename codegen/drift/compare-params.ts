import { changed, compareAttributes, type Difference, type Owner } from "./difference.js";
import type { MemberFact, ParamFact } from "./facts.js";
import { addedParam, paramJudge } from "./impact.js";
import type { TypeOrder } from "./type-order.js";

interface Placed {
  readonly param: ParamFact;
  readonly index: number;
}

interface Pair {
  readonly from: Placed;
  readonly to: Placed;
}

const place = (param: ParamFact, index: number): Placed => ({ param, index });
const label = ({ param, index }: Placed): string => `parameter ${index + 1} "${param.name}"`;

/** First by name, so that an inserted parameter does not make strangers of all that follow; then by position. */
function pairUp(from: readonly Placed[], to: readonly Placed[]) {
  const pairs: Pair[] = [];
  const restFrom = new Set(from);
  const restTo = new Set(to);
  const pair = (isSame: (a: Placed, b: Placed) => boolean): void => {
    for (const a of restFrom) {
      const b = [...restTo].find((candidate) => isSame(a, candidate));
      if (!b) continue;
      pairs.push({ from: a, to: b });
      restFrom.delete(a);
      restTo.delete(b);
    }
  };
  pair((a, b) => a.param.name === b.param.name);
  pair((a, b) => a.index === b.index);
  pairs.sort((a, b) => a.from.index - b.from.index);
  return { pairs, removed: [...restFrom], added: [...restTo] };
}

function describe({ param }: Placed): string {
  const type = `${param.name}: ${param.attributes.get("enum") ?? param.attributes.get("type") ?? ""}`;
  const value = param.attributes.get("default");
  return value === undefined ? type : `${type} = ${value}`;
}

/** Name, type, default, number and order of the parameters of two members that belong together. */
export function compareParams(owner: Owner, from: MemberFact, to: MemberFact, types: TypeOrder): readonly Difference[] {
  const { pairs, removed, added } = pairUp(from.params.map(place), to.params.map(place));
  const judge = paramJudge(from, types);
  const differences: Difference[] = [];
  for (const pair of pairs) {
    const [before, after] = [pair.from, pair.to];
    if (before.param.name !== after.param.name) {
      const attribute = `parameter ${before.index + 1}: name`;
      differences.push(changed(owner, attribute, before.param.name, after.param.name, "compatible"));
    }
    const prefix = `${label(before)}: `;
    differences.push(...compareAttributes(owner, before.param.attributes, after.param.attributes, judge, prefix));
  }
  for (const placed of removed) {
    differences.push(changed(owner, `parameter ${placed.index + 1}`, describe(placed), null, "breaking"));
  }
  const lastKept = Math.max(-1, ...pairs.map((pair) => pair.to.index));
  for (const placed of added) {
    const impact = addedParam(from, placed.index > lastKept, placed.param.attributes.has("default"));
    differences.push(changed(owner, `parameter ${placed.index + 1}`, null, describe(placed), impact));
  }
  const isOrdered = pairs.every((pair, index) => (pairs[index - 1]?.to.index ?? -1) < pair.to.index);
  if (!isOrdered) {
    const names = ({ params }: MemberFact): string => params.map((param) => param.name).join(", ");
    differences.push(changed(owner, "parameter order", names(from), names(to), "breaking"));
  }
  return differences;
}
