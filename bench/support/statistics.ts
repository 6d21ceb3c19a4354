/** What many measurements say. The spread leaves out the tenth at either end: what else the machine did. */
export interface Summary {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
}

export function summarize(values: readonly number[]): Summary {
  const sorted = sort(values);
  return { median: at(sorted, 0.5), p10: at(sorted, 0.1), p90: at(sorted, 0.9) };
}

/** The value that this share of all is below, e.g. 0.99. */
export function percentile(values: readonly number[], share: number): number {
  return at(sort(values), share);
}

/** What is no number says nothing: the ratio of nothing to nothing, for one. */
function sort(values: readonly number[]): readonly number[] {
  return values.filter((value) => !Number.isNaN(value)).toSorted((one, other) => one - other);
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
