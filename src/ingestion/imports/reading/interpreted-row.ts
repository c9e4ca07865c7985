import type { CellReader, ReadCell } from './cell-readers.ts';
import type { FieldKey } from './fields.contract.ts';
import { problemCatalogue } from './problems.contract.ts';
import type { Problem } from './reading.contract.ts';

/** A row of cells, as `Scan` and lists of texts give it. */
export interface CellRow {
  cellCount: number;
  cell(index: number): string;
}

/** What became of a row. The object is used again for the next row: copy what you keep. */
export interface InterpretedRow {
  /** 'blank' rows have no filled cell at all. */
  status: 'read' | 'failed' | 'blank';
  /** Values in the order of `copyColumns[as]` without its first column, `row_no`. */
  values: (string | null)[];
  /** Reasons of a failure, and remarks on values that were kept as entered or left empty. */
  problems: Problem[];
}

/** One mapped column with what it read last: neighbouring rows often repeat their order's values. */
export interface Reader {
  field: FieldKey;
  column: number;
  read: CellReader;
  /** Place among the values; -1 for fields that only take part in others. */
  slot: number;
  raw: string;
  text: string;
  result: ReadCell;
  country: string | undefined;
}

/** Notes a problem and, where its kind says so, fails the row. */
export function report(out: InterpretedRow, problem: Problem): void {
  out.problems.push({ ...problem, value: problem.value.slice(0, 200) });
  if (problemCatalogue[problem.code].severity === 'failed') out.status = 'failed';
}
