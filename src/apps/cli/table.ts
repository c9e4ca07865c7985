import { fitWidth, plainText, textWidth } from './text-width.ts';

export interface TableColumn<Row> {
  title: string;
  cell(row: Row): string;
  align?: 'left' | 'right';
}

const gap = '  ';
const leastShrunk = 8;
const widestCell = 48;

/**
 * Lines of an aligned table, as wide as the first rows need: later pages keep the columns of the first.
 * Where `terminalColumns` is given, the widest columns are narrowed until a row fits on a line.
 */
export function tableLines<Row>(columns: TableColumn<Row>[], terminalColumns: number | undefined) {
  let widths: number[] | undefined;
  const line = (cells: string[]) =>
    cells
      .map((cell, index) =>
        terminalColumns === undefined && textWidth(cell) > widths![index]!
          ? cell
          : fitWidth(cell, widths![index]!, columns[index]!.align),
      )
      .join(gap)
      .trimEnd();
  return (rows: Row[]): string[] => {
    const cells = rows.map((row) => columns.map((column) => plainText(column.cell(row))));
    const body = () => cells.map(line);
    if (widths) return body();
    const titles = columns.map(({ title }) => title);
    widths = columns.map((_, index) =>
      Math.max(...[titles, ...cells].map((row) => Math.min(widestCell, textWidth(row[index]!)))),
    );
    if (terminalColumns !== undefined) shrink(widths, terminalColumns - gap.length * (columns.length - 1));
    return [line(titles), widths.map((width) => '─'.repeat(width)).join(gap), ...body()];
  };
}

function shrink(widths: number[], room: number): void {
  for (let over = widths.reduce((sum, width) => sum + width, 0) - room; over > 0; over--) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest]! <= leastShrunk) return;
    widths[widest]!--;
  }
}
