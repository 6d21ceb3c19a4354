export interface Row {
  readonly name: string;
  readonly milliseconds: readonly number[];
  readonly target: number;
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN;
}

export function printTable(rows: readonly Row[]): string {
  const cells = rows.map(({ name, milliseconds, target }) => {
    const sorted = milliseconds.toSorted((one, other) => one - other).map(Math.round);
    return [
      name,
      `${Math.round(median(milliseconds))} ms`,
      `(${sorted[0] ?? NaN} to ${sorted.at(-1) ?? NaN})`,
      `target: ${target} ms`,
    ];
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
