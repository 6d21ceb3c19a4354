import { summarize } from "../support/statistics.js";
import { printTable } from "../support/table.js";

export interface Row {
  readonly name: string;
  readonly milliseconds: readonly number[];
  readonly target: number;
}

export function printRows(rows: readonly Row[]): string {
  const cells = rows.map(({ name, milliseconds, target }) => {
    const [least, most] = [Math.min(...milliseconds), Math.max(...milliseconds)].map(Math.round);
    const median = Math.round(summarize(milliseconds).median);
    return [name, `${median} ms`, `(${least ?? NaN} to ${most ?? NaN})`, `target: ${target} ms`];
  });
  return printTable(cells, [1]);
}
