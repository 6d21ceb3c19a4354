/** What many measurements say. The spread leaves out the tenth at either end: what else the machine did. */
export interface Summary {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
}

export function summarize(values: readonly number[]): Summary {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  return { median: at(0.5), p10: at(0.1), p90: at(0.9) };
}
