/**
 * Cells in columns as wide as their widest one.
 *
 * @param rightAligned - The numbers, from 0, of the columns that end flush.
 */
export function printTable(rows: readonly (readonly string[])[], rightAligned: readonly number[]): string {
  const count = Math.max(...rows.map(({ length }) => length));
  const widths = Array.from({ length: count }, (_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number): string => {
    const width = widths[column] ?? 0;
    return rightAligned.includes(column) ? cell.padStart(width) : cell.padEnd(width);
  };
  return rows.map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
}
